/** What a check's output and exit status say: pure. */
import type { CommandResult } from './run-command.ts';
import { type Cell, type Check, isRefused, submissions } from './systems.ts';

export interface CheckResult {
  /** `refused` is what the lab must do in a cell whose Node is too old. */
  outcome: 'pass' | 'fail' | 'unknown' | 'refused';
  /** The sentence that decided; for what passed, what it is to say besides. */
  because: string;
}

/** A submission's row of marks.csv. */
export interface Mark {
  name: string;
  outcome: string;
  /** Why no points, or not all. */
  because: string;
}

/** The lab's exit code for what could not be decided (README.md, "Exit codes"). */
const undecided = 2;

/** The outcome of a check, whose output has no colours any more. */
export function judgeCheck(
  check: Check,
  { status, said, isTimedOut }: CommandResult,
  { cell, marks }: { cell: Cell; marks: readonly Mark[] },
): CheckResult {
  if (isRefused(cell)) return judgeRefusal(said, status);
  // 124 and 137: timeout(1) ended it.
  if (isTimedOut || status === 124 || status === 137) {
    return { outcome: 'fail', because: `not done after ${check.limitMs / 60_000} minutes` };
  }
  if (check.name === 'submissions') return judgeMarks(said, status, marks);
  const hasAll = check.wants.test(said);
  if (status === 0 && hasAll) return { outcome: 'pass', because: '' };
  // Make says 2 for whatever fails, and names the status (`Error 2`).
  const isOpen = status === undecided && !/^make: .* Error (?!2\b)/m.test(said);
  return { outcome: isOpen ? 'unknown' : 'fail', because: findReason(said, status) };
}

/** It must say the one sentence, and nothing of npm's or Node's before it. */
function judgeRefusal(said: string, status: number | null): CheckResult {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const sentence = /^lab: (This is Node [\d.]+; the lab needs Node [\d.]+ or later)$/;
  const [, found] = sentence.exec(lines[0] ?? '') ?? [];
  if (status !== 0 && found !== undefined) return { outcome: 'refused', because: found };
  return {
    outcome: 'fail',
    because: `the Node is too old, and that was not said first: ${findReason(said, status)}`,
  };
}

/** Every language's submission must be right. */
function judgeMarks(said: string, status: number | null, marks: readonly Mark[]): CheckResult {
  const bad: string[] = [];
  let isOpen = true;
  for (const one of Object.values(submissions)) {
    if (typeof one === 'string') continue;
    const mark = marks.find(({ name }) => name === one.folder);
    if (mark?.outcome === 'pass') continue;
    isOpen &&= mark?.outcome === 'unknown';
    bad.push(`${one.title}: ${mark ? `${mark.outcome}, ${shorten(mark.because)}` : 'not marked'}`);
  }
  if (bad.length === 0 && status === 0) return { outcome: 'pass', because: '' };
  const because = bad.length > 0 ? bad.join('; ') : findReason(said, status);
  return { outcome: isOpen && bad.length > 0 ? 'unknown' : 'fail', because };
}

/** The first of several reasons, cut to a table's measure; marks.csv has all of it. */
function shorten(because: string): string {
  const [first = ''] = because.split('; ');
  return first.length > 160 ? `${first.slice(0, 159)}…` : first;
}

/** The rows of marks.csv (lab/reporters/class-csv.ts). */
export function readMarks(text: string): Mark[] {
  const [head = [], ...rows] = text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map(splitRow);
  return rows.map((row) => {
    const get = (name: string) => row[head.indexOf(name)] ?? '';
    const because = [get('wrong'), get('not decided')].filter((each) => each !== '');
    return { name: get('name'), outcome: get('outcome'), because: because.join('; ') };
  });
}

/** The cells of a line (RFC 4180): quotes are doubled within quotes. */
function splitRow(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** The line that says best why: the lab's own, then points, then the last one. */
function findReason(said: string, status: number | null): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^make(\[\d+\])?: /.test(line));
  const found =
    lines.find((line) => line.startsWith('lab: ')) ??
    lines.find((line) => /^\d+\/\d+/.test(line)) ??
    lines.at(-1) ??
    'nothing was said';
  return `${found} (status ${status ?? 'of a signal'})`;
}
