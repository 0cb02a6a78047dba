/**
 * What each submission of the corpus must get, exactly: test/box/grade.*.ts plays them. A folder
 * beside this is one submission, as a student hands it in; the wrong ones say by their name how.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const corpus = fileURLToPath(new URL('.', import.meta.url));

export interface SubmissionRow {
  name: string;
  outcome: 'pass' | 'fail' | 'unknown' | 'unsupported';
  /** Null where it cannot be played. */
  points: number | null;
  /** The criteria that fail; and those that stay undecided. */
  fails?: readonly number[];
  unknown?: readonly number[];
  /** What must stand in its flags, or in why it was not played. */
  says?: RegExp;
}

const right = { outcome: 'pass', points: 100 } as const;
/** Whoever states an order that is not that of arrival. */
const wrongOrder = { outcome: 'fail', points: 80, fails: [3, 6] } as const;

export const submissionRows: readonly SubmissionRow[] = [
  { name: 'python-threads', ...right },
  { name: 'python-select', ...right },
  { name: 'python-arguments', ...right, says: /undecided: order-follows-wire/ },
  { name: 'python-one-machine', ...right, says: /adapted: server .*127\.0\.0\.1/ },
  { name: 'python-yaml', ...right },
  { name: 'c-threads', ...right },
  { name: 'cpp-poll', ...right },
  { name: 'java-threads', ...right },
  { name: 'node-events', ...right },
  { name: 'wrong-constant', ...wrongOrder },
  { name: 'wrong-alphabet', ...wrongOrder },
  { name: 'wrong-connection-order', ...wrongOrder },
  { name: 'wrong-sends-verdict', outcome: 'fail', points: 90, fails: [6] },
  { name: 'wrong-misspelt', outcome: 'fail', points: 90, fails: [6] },
  { name: 'wrong-greets', outcome: 'fail', points: 80, fails: [2, 7] },
  { name: 'wrong-one-ack', outcome: 'fail', points: 90, fails: [4] },
  { name: 'wrong-silent-screen', outcome: 'fail', points: 90, fails: [7] },
  // Its clients do their part with our server; all that it takes a server for stays open.
  {
    name: 'wrong-crash',
    outcome: 'fail',
    points: 30,
    fails: [1],
    unknown: [3, 4, 5, 6, 7, 8],
  },
  { name: 'wrong-python2', outcome: 'unsupported', points: null, says: /python2/ },
  { name: 'wrong-no-build', outcome: 'fail', points: null, says: /does not build/ },
];

/** The folders that are there. */
export function findSubmissions(): string[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
