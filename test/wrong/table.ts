/**
 * Which checkers catch which wrong program: the data that test/box/wrong-*.gate.ts plays on real
 * Mininet, and that lab/assignments/first-received/checkers/README.md shows. Each program's first comment says what is wrong
 * with it. A row's `fails` is exact: over its scenarios these checks fail, and no other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the wrong programs. */
export const folder = fileURLToPath(new URL('.', import.meta.url));

export interface WrongProgram {
  /** The file in this folder; `.py` is run by Python, `.mjs` by Node. */
  file: string;
  /** Whose place it takes; all others are played by the lab's own programs. */
  as: 'server' | 'X';
  /** What is wrong, where the program has no comment that could say it. */
  fault?: string;
  /** A wrong client that the others of this play are as well: X and Y. */
  with?: string;
  /** The scenarios that show it; those of robustness are played with --strict. */
  scenarios: readonly string[];
  /** The checks that must fail in at least one of them, and no other may in any. */
  fails: readonly string[];
  /** What may fail as well in the rest of the suite, where it is a race. */
  mayFail?: readonly string[];
  /** The checks that may be undecided: what did not happen cannot be judged. */
  unknown?: readonly string[];
}

/** The crossing in which a server that goes by anything but the order of arrival is wrong. */
const crossing = ['x-connects-y-sends'];
/** Where a message is missing, nobody can say more of it. */
const missing = ['order-follows-wire', 'both-told-same', 'exact-text', 'printed-all'];
/** Where no connection was made, nobody can say anything of what goes over it. */
const unconnected = ['client-spoke-first', 'accepted-before-received', ...missing];
/** Where nobody was told anything, there is no text, and half of what is to be printed. */
const untold = ['exact-text', 'printed-all'];
/** A client that sends as soon as it is connected: on a slow machine as late as the other one. */
const hasty = {
  as: 'X',
  scenarios: crossing,
  unknown: ['accepted-before-received', 'order-follows-wire'],
} as const;

export const wrongPrograms: readonly WrongProgram[] = [
  // --- servers: the order ----------------------------------------------------------------------
  {
    file: 'order-of-connection.py',
    as: 'server',
    scenarios: ['x-connects-x-sends', 'x-connects-y-sends'],
    fails: ['order-follows-wire'],
  },
  {
    file: 'order-of-strings.mjs',
    as: 'server',
    scenarios: ['x-connects-x-sends', 'y-connects-y-sends'],
    fails: ['order-follows-wire'],
  },
  {
    file: 'reads-in-accept-order.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire'],
  },
  { file: 'constant-answer.py', as: 'server', scenarios: crossing, fails: ['order-follows-wire'] },
  {
    file: 'order-of-first-bytes.py',
    as: 'server',
    scenarios: ['pieces'],
    fails: ['order-follows-wire'],
  },
  {
    file: 'recv-before-second-accept.py',
    as: 'server',
    // In a crossing it fails the order, too; where Y is accepted, answered and closed within one
    // sample that stays open, so the order is asked in test/submissions, in several plays.
    scenarios: ['x-at-once'],
    fails: ['accepted-before-received'],
  },
  // --- servers: the acknowledgement ------------------------------------------------------------
  { file: 'ack-to-one.mjs', as: 'server', scenarios: crossing, fails: ['both-told-same'] },
  {
    file: 'ack-twice.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same'],
  },
  { file: 'ack-before-both.py', as: 'server', scenarios: crossing, fails: ['both-told-same'] },
  {
    file: 'different-acks.mjs',
    as: 'server',
    scenarios: ['x-connects-y-sends', 'simultaneous'],
    fails: ['order-follows-wire', 'both-told-same'],
  },
  { file: 'misspelt.mjs', as: 'server', scenarios: crossing, fails: ['exact-text'] },
  {
    file: 'trusts-the-client.mjs',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same', 'exact-text'],
  },
  {
    file: 'half-message.py',
    as: 'server',
    scenarios: ['pieces'],
    fails: ['order-follows-wire', 'both-told-same', 'exact-text', 'printed-all'],
  },
  { file: 'quotes-first.mjs', as: 'server', scenarios: crossing, fails: ['client-spoke-first'] },
  { file: 'prints-nothing.mjs', as: 'server', scenarios: crossing, fails: ['printed-all'] },
  {
    file: 'undocumented.py',
    fault: 'has no comment at all',
    as: 'server',
    scenarios: crossing,
    fails: ['explains-threads', 'well-documented'],
  },
  // --- servers: no answer at all ---------------------------------------------------------------
  {
    file: 'silent.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same'],
    unknown: untold,
  },
  {
    file: 'hang.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same'],
    unknown: untold,
  },
  {
    file: 'flood.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same'],
    unknown: ['accepted-before-received', ...untold],
  },
  {
    file: 'never-accepts.py',
    as: 'server',
    scenarios: crossing,
    fails: ['order-follows-wire', 'both-told-same', 'printed-all'],
    unknown: ['accepted-before-received', 'exact-text'],
  },
  {
    file: 'crash.mjs',
    as: 'server',
    scenarios: crossing,
    fails: ['both-told-same'],
    // Both at once: the other message may have arrived, and is then not printed.
    mayFail: ['printed-all'],
    unknown: ['client-spoke-first', ...missing],
  },
  {
    file: 'hangs-if-one-leaves.py',
    as: 'server',
    scenarios: ['x-leaves'],
    fails: ['early-leaver-told'],
  },
  {
    file: 'exit-at-once.mjs',
    as: 'server',
    scenarios: crossing,
    fails: ['handshake'],
    unknown: ['ran-on-mininet', ...unconnected],
  },
  {
    file: 'loopback-only.mjs',
    as: 'server',
    scenarios: crossing,
    fails: ['handshake'],
    unknown: unconnected,
  },
  {
    file: 'udp-server.py',
    as: 'server',
    scenarios: crossing,
    fails: ['handshake'],
    unknown: unconnected,
  },
  {
    file: 'udp-server.py',
    as: 'server',
    with: 'udp-client.mjs',
    scenarios: crossing,
    // What was said by datagrams is judged as well: nobody was accepted before it.
    fails: ['handshake', 'accepted-before-received'],
    unknown: ['client-spoke-first'],
  },
  // --- clients ---------------------------------------------------------------------------------
  {
    file: 'udp-client.mjs',
    as: 'X',
    scenarios: crossing,
    fails: ['handshake'],
    unknown: unconnected,
  },
  {
    file: 'exit-at-once-client.py',
    as: 'X',
    scenarios: crossing,
    fails: ['handshake'],
    unknown: ['ran-on-mininet', ...unconnected],
  },
  {
    file: 'silent-client.py',
    as: 'X',
    scenarios: crossing,
    fails: ['client-spoke-first'],
    unknown: ['accepted-before-received', ...missing],
  },
  {
    file: 'crash-client.mjs',
    as: 'X',
    scenarios: crossing,
    fails: ['client-spoke-first'],
    unknown: ['accepted-before-received', ...missing],
  },
  {
    file: 'flood-client.mjs',
    as: 'X',
    scenarios: crossing,
    fails: ['client-spoke-first'],
    unknown: ['accepted-before-received', ...missing],
  },
  { file: 'prints-nothing-client.py', ...hasty, fails: ['printed-all'] },
  { file: 'other-text-client.mjs', ...hasty, fails: ['exact-text'] },
  { file: 'sends-the-verdict-client.py', ...hasty, fails: ['exact-text'] },
];

/** What a row is called: its file, and the client that it is played with. */
export function getTitle(row: WrongProgram): string {
  return row.with === undefined ? row.file : `${row.file} with ${row.with}`;
}

/** The flags that play a row. */
export function getFlags(row: WrongProgram, scenarios = row.scenarios): string[] {
  const client = (file: string) => getCommand(path.join(folder, file), "{host} {port} '{message}'");
  const server = ['--server', getCommand(path.join(folder, row.file))];
  const own = row.as === 'server' ? server : ['--client-x', client(row.file)];
  const others = row.with === undefined ? [] : ['--client-x', '--client-y'];
  return [
    ...[...scenarios, '--strict', ...own],
    ...others.flatMap((flag) => [flag, client(row.with ?? '')]),
  ];
}

/** The shell command that runs a file. */
export function getCommand(file: string, words = ''): string {
  return `${file.endsWith('.py') ? 'python3' : 'node'} ${file} ${words}`.trim();
}

/** The programs of this folder: all its files that are none of ours. */
export function findPrograms(): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(py|mjs)$/.test(name))
    .sort();
}

/** What is wrong with a program: the first sentence of its first comment; empty without one. */
export function readFault(file: string): string {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const [, sentence = ''] =
    /^(?:"""|\/\*\*\s*(?:\*\s)?)Wrong: ([\s\S]*?)[.](?:\s|"""|$)/.exec(text) ?? [];
  return sentence.replaceAll(/\s*\n(?: \*)?\s*/g, ' ');
}
