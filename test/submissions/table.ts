/**
 * What each submission of the corpus must get, exactly: test/box/grade.*.ts plays them. A folder
 * beside this is one submission, as a student hands it in; the wrong ones say by their name how.
 */
import { spawnSync } from 'node:child_process';
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
  /** The criteria at which a person should look, where that is more than usual. */
  reviews?: readonly number[];
  /** Flags to mark it with. */
  flags?: readonly string[];
  /** What must stand in its flags, or in why it was not played. */
  says?: RegExp;
}

/** Whether some Python 2 is here; its programs cannot be played without. */
const hasPython2 =
  spawnSync('sh', ['-c', 'ls /usr/bin/python2.* ~/.pyenv/versions/*/bin/python2.*'], {
    encoding: 'utf8',
  }).stdout !== '';
const lacksPython2 = { outcome: 'unsupported', points: null, says: /python2/ } as const;
/** It comes alone, prints a line and ends. */
const neverServes = {
  outcome: 'fail',
  points: 0,
  fails: [3, 4, 5, 6, 9, 10],
  unknown: [1, 2, 7, 8],
  says: /adapted: run by Python 2/,
} as const;

const right = { outcome: 'pass', points: 100 } as const;
/** Whoever states an order that is not that of arrival. */
const wrongOrder = { outcome: 'fail', points: 80, fails: [3, 6] } as const;
/** Right where the order counts; wrong where the letter does. */
const notToTheLetter = {
  outcome: 'fail',
  points: 90,
  fails: [6],
  flags: ['--strict-text'],
} as const;
/** Its clients do their part with our server; all that it takes a server for stays open. */
const neverListens = {
  outcome: 'fail',
  points: 30,
  fails: [1],
  unknown: [3, 4, 5, 6, 7, 8],
} as const;
/** The same, of one that ended by itself: then nothing of it is open. */
const neverRan = {
  outcome: 'fail',
  points: 30,
  fails: [1, 3, 4, 5, 6, 7, 8],
} as const;

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
  { name: 'python-asyncio', ...right },
  { name: 'python-never-exits', ...right },
  { name: 'python-two-acks', ...right },
  { name: 'c-fork', ...right },
  { name: 'c-slow-exit', ...right },
  { name: 'perl-select', ...right },
  { name: 'ruby-threads', ...right },
  { name: 'php-select', ...right },
  { name: 'tcl-events', ...right },
  { name: 'lua-select', ...right },
  { name: 'shell-socat', ...right },
  { name: 'wrong-constant', ...wrongOrder },
  { name: 'wrong-alphabet', ...wrongOrder },
  { name: 'wrong-connection-order', ...wrongOrder },
  { name: 'wrong-waits-alphabet', ...wrongOrder },
  { name: 'wrong-reversed', ...wrongOrder },
  {
    name: 'wrong-random',
    ...wrongOrder,
    // That all plays of each scenario come out alike by chance is left to others.
    flags: ['--plays', '3'],
    says: /flaky: order-follows-wire in /,
  },
  // Right wherever the messages are farther apart.
  { name: 'wrong-under-200-ms', ...wrongOrder },
  { name: 'wrong-reads-in-turn', ...wrongOrder },
  { name: 'wrong-c-alphabet', ...wrongOrder },
  { name: 'wrong-c-connection-order', ...wrongOrder },
  { name: 'wrong-cpp-length', ...wrongOrder },
  { name: 'wrong-java-in-turn', ...wrongOrder },
  { name: 'wrong-node-alphabet', ...wrongOrder },
  {
    // It lets the second client wait for its accept, and then goes by the order of connections.
    name: 'wrong-recv-before-second-accept',
    outcome: 'fail',
    points: 70,
    fails: [3, 5, 6],
  },
  { name: 'wrong-reads-while-accepting', outcome: 'fail', points: 90, fails: [5] },
  { name: 'wrong-node-at-once', outcome: 'fail', points: 90, fails: [5] },
  { name: 'wrong-each-told-itself', outcome: 'fail', points: 60, fails: [3, 4, 6, 7] },
  { name: 'wrong-lower-case', ...notToTheLetter },
  // Its functions are documented; that its files have no comment on top costs nothing by itself.
  { name: 'wrong-no-comment', outcome: 'fail', points: 90, fails: [9] },
  { name: 'wrong-undocumented', outcome: 'fail', points: 80, fails: [9, 10] },
  { name: 'wrong-only-acknowledges', outcome: 'fail', points: 70, fails: [3, 4, 6] },
  { name: 'wrong-never-answers', outcome: 'fail', points: 60, fails: [3, 4, 6], unknown: [7] },
  { name: 'wrong-silent-clients', outcome: 'fail', points: 90, fails: [7] },
  // Its server greets, and its clients wait for that: for a person to see, and nothing lost.
  { name: 'wrong-waits-for-greeting', ...right, reviews: [2, 9, 10] },
  // All but the connections is there, over the other transport.
  { name: 'wrong-udp', outcome: 'fail', points: 70, fails: [1, 5], unknown: [2] },
  {
    name: 'wrong-does-nothing',
    ...neverRan,
    says: /did not start: server ended with status 0/,
  },
  {
    name: 'wrong-c-crashes',
    outcome: 'fail',
    points: 60,
    fails: [3, 4, 6],
    unknown: [7],
    says: /ended: server with SIGSEGV/,
  },
  { name: 'wrong-never-listens', ...neverListens },
  { name: 'wrong-java-throws', ...neverRan, says: /did not start: .*NullPointerException/ },
  // Both say the same sentence, an answer: in what is made of two of them stands no order.
  { name: 'wrong-sends-verdict', outcome: 'fail', points: 80, fails: [6], unknown: [3] },
  { name: 'wrong-misspelt', ...notToTheLetter },
  { name: 'wrong-greets', outcome: 'fail', points: 90, fails: [7], reviews: [2, 9, 10] },
  { name: 'wrong-one-ack', outcome: 'fail', points: 90, fails: [4] },
  { name: 'wrong-silent-screen', outcome: 'fail', points: 90, fails: [7] },
  {
    name: 'wrong-crash',
    ...neverRan,
    says: /did not start: server ended with status 1 .* No module named 'no_such_module'/,
  },
  { name: 'wrong-python2', ...(hasPython2 ? neverServes : lacksPython2) },
  { name: 'wrong-no-build', outcome: 'fail', points: null, says: /does not build/ },
];

/** The folders that are there. */
export function findSubmissions(): string[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
