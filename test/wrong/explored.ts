/**
 * What an exploration finds on each wrong server: the check that it breaks, and the values that are
 * not as usual in the smallest schedule that shows it. How great those values are depends on the
 * machine; which ones they are, hardly: X and Y may change places.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { folder, getCommand, readFault, wrongPrograms } from './table.ts';

export interface Explored {
  file: string;
  /** One of these checks is broken. */
  checks: readonly string[];
  /** What is not as usual in the smallest schedule, in words; none: the usual one shows it. */
  changes: string;
  /** Found among messages in pieces and early leavers, which are drawn with --strict. */
  strict?: boolean;
  schedules?: number;
}

/** Whatever the schedule. */
const always = 'nothing';
/** Whoever connects first sends last. */
const crossed = 'one connects later, and sends first';
const unanswered = ['both-told-same', 'order-follows-wire'];

export const explored: readonly Explored[] = [
  { file: 'order-of-connection.py', checks: ['order-follows-wire'], changes: crossed },
  { file: 'order-of-strings.mjs', checks: ['order-follows-wire'], changes: 'X sends later' },
  { file: 'reads-in-accept-order.py', checks: ['order-follows-wire'], changes: crossed },
  { file: 'constant-answer.py', checks: ['order-follows-wire'], changes: 'X sends later' },
  {
    file: 'order-of-first-bytes.py',
    checks: ['order-follows-wire'],
    changes: 'one sends in pieces, the other one between them',
    strict: true,
  },
  {
    file: 'recv-before-second-accept.py',
    checks: ['accepted-before-received'],
    changes: 'one connects late, the other one sends at once',
  },
  { file: 'ack-to-one.mjs', checks: ['both-told-same'], changes: always },
  {
    file: 'ack-twice.py',
    checks: ['both-told-same', 'order-follows-wire'],
    changes: always,
  },
  { file: 'ack-before-both.py', checks: ['both-told-same'], changes: 'one sends later' },
  {
    file: 'different-acks.mjs',
    checks: ['both-told-same', 'order-follows-wire'],
    changes: always,
  },
  { file: 'misspelt.mjs', checks: ['exact-text'], changes: always },
  {
    file: 'trusts-the-client.mjs',
    checks: ['exact-text', 'both-told-same', 'order-follows-wire'],
    changes: always,
  },
  {
    file: 'half-message.py',
    checks: ['exact-text', 'both-told-same', 'order-follows-wire', 'printed-all'],
    changes: 'one sends in pieces',
    strict: true,
  },
  { file: 'quotes-first.mjs', checks: ['client-spoke-first'], changes: always },
  { file: 'prints-nothing.mjs', checks: ['printed-all'], changes: always },
  {
    file: 'undocumented.py',
    checks: ['explains-threads', 'well-documented'],
    changes: always,
    // No schedule shows it: what is judged on the source is told once all were played.
    schedules: 20,
  },
  { file: 'silent.py', checks: unanswered, changes: always },
  { file: 'hang.py', checks: unanswered, changes: always },
  { file: 'flood.py', checks: unanswered, changes: always },
  { file: 'never-accepts.py', checks: unanswered, changes: always },
  { file: 'crash.mjs', checks: ['both-told-same', 'printed-all'], changes: always },
  {
    file: 'hangs-if-one-leaves.py',
    checks: ['early-leaver-told'],
    changes: 'one leaves early',
    strict: true,
  },
  { file: 'exit-at-once.mjs', checks: ['handshake'], changes: always },
  { file: 'loopback-only.mjs', checks: ['handshake'], changes: always },
  { file: 'udp-server.py', checks: ['handshake'], changes: always },
];

/** A smallest schedule has no more values than this that are not as usual. */
export const mostChanges = 3;

/** What exploring each took (test/box/measure-explored.ts). */
export const measuredFile = path.join(folder, 'explored.json');
export const measuredSchema = z.array(
  z.object({
    file: z.string(),
    /** The check that was broken; null: no fault was found. */
    check: z.string().nullable(),
    /** Schedules that were played in search of it. */
    schedules: z.int(),
    /** From the command's start to the fault, and to the end: made small, confirmed, reported. */
    foundMs: z.number().nullable(),
    totalMs: z.number(),
    changes: z.array(z.string()),
    /** In how many plays of the smallest schedule it failed, and held. */
    ...{ confirmed: z.int(), held: z.int(), plays: z.int() },
  }),
);
export type Measured = z.infer<typeof measuredSchema>[number];

/** The flags that explore a row. */
export function getExploreFlags({ file, strict, schedules }: Explored): string[] {
  const server = getCommand(path.join(folder, file));
  return [
    ...['--explore', '--server', server, ...(strict ? ['--strict'] : [])],
    ...(schedules === undefined ? [] : ['--schedules', `${schedules}`]),
  ];
}

/** The servers of the table of wrong programs, each once. */
export function listWrongServers(): string[] {
  const servers = wrongPrograms.filter((row) => row.as === 'server');
  return [...new Set(servers.map(({ file }) => file))];
}

/** Markdown: a row for each server. */
export function renderExplored(): string {
  const rows = explored.map(({ file, checks, changes, strict }) => {
    const { fault = readFault(file) } = wrongPrograms.find((row) => row.file === file) ?? {};
    const named = checks.map((check) => `\`${check}\``).join(' or ');
    return [`\`${file}\``, fault, named, `${changes}${strict ? ' (`--strict`)' : ''}`];
  });
  return renderTable(['server', 'what is wrong with it', 'breaks', 'not as usual'], rows);
}

/** What was measured last. */
export function readMeasured(): Measured[] {
  return measuredSchema.parse(JSON.parse(readFileSync(measuredFile, 'utf8')));
}

/** Markdown: what each exploration took. */
export function renderMeasured(): string {
  const seconds = (ms: number | null) => (ms === null ? 'never' : (ms / 1000).toFixed(1));
  const rows = readMeasured().map((one) => [
    `\`${one.file}\``,
    one.check === null ? 'nothing' : `\`${one.check}\``,
    `${one.schedules}`,
    seconds(one.foundMs),
    seconds(one.totalMs),
    one.changes.length === 0 ? 'nothing' : one.changes.map((each) => `\`${each}\``).join(', '),
    `${one.confirmed} of ${one.plays}${one.held > 0 ? `, held ${one.held}` : ''}`,
  ]);
  return renderTable(
    ['server', 'breaks', 'schedules', 'found, s', 'in all, s', 'not as usual', 'failed'],
    rows,
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
