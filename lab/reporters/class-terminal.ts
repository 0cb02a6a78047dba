/** A class as a table for a terminal: a line for each submission, a column for each criterion. */
import {
  type ClassReport,
  describeRefusal,
  describeReviewed,
  getShownCriteria,
  type Marked,
  type MissingShard,
  sumMark,
} from '../model/class.ts';
import {
  alikeMeaning,
  describeAlike,
  describeTwin,
  findTwins,
  twinMeaning,
} from '../model/copies.ts';
import { listOverrides } from '../model/override.ts';
import { describeByHand } from '../model/rubric.ts';
import { formatShard } from '../model/shard.ts';
import { countWords, joinFirst } from '../model/wording.ts';
import { escapeControls } from './escape.ts';
import type { TerminalOptions } from './terminal.ts';

const signs = { pass: '✓', fail: '✗', unknown: '?' } as const;
const colors = { pass: 32, fail: 31, unknown: 33 } as const;
const longestName = 28;

/** The whole table, with what a person should look at below it. */
export function renderClass(report: ClassReport, options: TerminalOptions): string {
  const { submissions, planned, directory } = report;
  const criteria = getShownCriteria(report);
  const whole = submissions.map(({ name }) => escapeControls(name));
  const names = whole.map((name) => cutName(name, whole));
  const width = Math.max(4, ...names.map((name) => Array.from(name).length));
  const heads = criteria.map(({ id }) => `${id}`.padStart(2)).join(' ');
  const lines = [`${'name'.padEnd(width)}  ${heads}  points`];
  for (const [index, marked] of submissions.entries()) {
    const name = names[index] ?? '';
    const pad = ' '.repeat(width - Array.from(name).length);
    lines.push(
      `${name}${pad}  ${renderCells(marked, criteria, options)}  ${describeMarks(marked, report.criteria)}`,
    );
  }
  const left = planned - submissions.length;
  const isTold = report.missing !== undefined || left === 0;
  lines.push('', describeCount(report), ...(report.missing ?? []).flatMap(describeMissing));
  if (!isTold) lines.push(`${left} of ${planned} are not marked yet: --resume goes on from here`);
  for (const which of describeReviewed(submissions)) {
    lines.push(`⚑ a person should look at ${escapeControls(which)} as well`);
  }
  lines.push(...renderByHand(submissions), ...renderNotes(report));
  if (directory !== null) {
    const file = escapeControls(`${directory}/index.html`);
    lines.push(`✓ held  ✗ wrong  ? could not be decided: no mark; why: ${file}`);
  }
  return `${lines.join('\n')}\n`;
}

/** How many there are, of how many; of what was put together, whether somebody is missing. */
function describeCount({ submissions, planned, wallMs, shard, merged }: ClassReport): string {
  const marked = countWords(submissions.length, 'submission');
  const time = `${(wallMs / 1000).toFixed(1)} s`;
  if (merged) {
    const people = submissions.reduce((sum, one) => sum + Math.max(1, one.people?.length ?? 1), 0);
    const students = people === submissions.length ? '' : `, ${people} students,`;
    const shards = `${merged.shards} of ${countWords(merged.of, 'shard')}`;
    return `${submissions.length} of ${countWords(planned, 'submission')}${students} from ${shards}`;
  }
  if (!shard) return `${marked} in ${time}`;
  return `${marked} in ${time}: shard ${formatShard(shard)} of a class of ${shard.whole}`;
}

/** Who is not marked, why, and what marks them. */
function describeMissing({ shard, isBegun, names, of, host, command }: MissingShard): string[] {
  const which = shard.of === 1 ? 'it' : `shard ${formatShard(shard)}`;
  const where = host === undefined ? '' : ` (begun on ${escapeControls(host)})`;
  const state = isBegun ? `came to no end${where}` : 'is not here';
  const who = escapeControls(joinFirst(names, 3));
  const lines = [`? ${which} ${state}: ${names.length} of ${of} are not marked (${who})`];
  return [...lines, `    ${escapeControls(command)}`];
}

function renderCells(
  { grade, outcome }: Marked,
  criteria: ClassReport['criteria'],
  { color }: TerminalOptions,
): string {
  if (!grade) return outcome.padEnd(criteria.length * 3 - 1);
  return criteria
    .map(({ id }) => {
      const found = grade.criteria.find((one) => one.id === id);
      if (!found) return '  '; // Nobody asked for it: that is not undecided.
      const sign = `${found.override ? '✎' : ' '}${signs[found.outcome]}`;
      return color ? `\u001b[${colors[found.outcome]}m${sign}\u001b[39m` : sign;
    })
    .join(' ');
}

/** "80/100, 20 undecided"; a trouble of the lab is no mark. */
export function describeMarks(marked: Marked, criteria: ClassReport['criteria'] = []): string {
  const { grade, outcome, refusal } = marked;
  const why = refusal ? escapeControls(cutText(describeRefusal(refusal))) : '';
  const sums = sumMark(marked, criteria);
  if (!sums) return why;
  const { points, of, open } = sums;
  const extra = sums.extra > 0 ? ` and ${sums.extra} extra` : '';
  const rest = open > 0 ? `, ${open} undecided` : '';
  const trouble = outcome === 'trouble' ? ', the lab was in trouble' : '';
  const byHand = describeByHand(grade?.criteria ?? []);
  const played = why === '' ? '' : `; ${why}`;
  return `${points}/${of}${extra}${rest}${byHand}${trouble}${played}`;
}

/** What a person decided, each with the lab's own mark. */
function renderByHand(submissions: readonly Marked[]): string[] {
  return submissions.flatMap(({ name, grade }) =>
    listOverrides(grade).map((text) => `✎ ${escapeControls(`${name}, ${text}`)}`),
  );
}

/** What a person should look at; the flags of each submission are in the documents. */
function renderNotes({ submissions, notes = [], alike = [] }: ClassReport): string[] {
  const common = notes.map((note) => `  ! ${escapeControls(note)}`);
  const lines = findTwins(submissions).map((twin) => `  ! ${escapeControls(describeTwin(twin))}`);
  const pairs = alike
    .slice(0, mostPairs)
    .map((pair) => `  ! ${escapeControls(describeAlike(pair))}`);
  const rest = alike.length - pairs.length;
  if (rest > 0) pairs.push(`    and ${countWords(rest, 'more pair')}: --html and --json list them`);
  return [
    ...common,
    ...[...lines, ...(lines.length === 0 ? [] : [`    ${twinMeaning}`])],
    ...[...pairs, ...(pairs.length === 0 ? [] : [`    ${alikeMeaning}`])],
  ];
}

/** A screen is no place for all of a large class; documents have them. */
const mostPairs = 10;

/** As long as it takes to tell it from all others: a cut name still says whose marks they are. */
function cutName(name: string, all: readonly string[]): string {
  const characters = Array.from(name);
  for (let length = longestName - 1; length < characters.length - 1; length += 1) {
    const start = characters.slice(0, length).join('');
    if (!all.some((one) => one !== name && one.startsWith(start))) return `${start}…`;
  }
  return name;
}

function cutText(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}
