/**
 * Right programs that are not ours, alone and with one another: no check of theirs may fail. Where
 * clients send as soon as they are connected, no program can know the order of the messages, so it
 * is undecided and never a fault.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getCommand } from '../wrong/table.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const find = (name: string) => path.join(folder, name);

export interface RightPlay {
  title: string;
  /** Those that are played; none where the flags give the times. */
  scenarios: readonly string[];
  flags: readonly string[];
  /** The checks that may be undecided; all others pass. */
  unknown?: readonly string[];
  /** The witnesses that cannot have kept all. */
  gaps?: readonly string[];
}

const textbook = ['--server', getCommand(find('textbook-server.py'))];
const oneLoop = ['--server', getCommand(find('one-loop-server.mjs'))];
const crossings = ['x-connects-y-sends', 'y-connects-x-sends'];

/** X connects first and speaks last; with room for a busy machine to start a foreign client. */
const unhurried = ['--connect-y', '2500', '--send-y', '7000', '--send-x', '7500'];

/** Clients at whose terminals the messages are typed at the planned times. */
function getTypists(clientX: string, clientY: string): string[] {
  return [
    ...unhurried,
    ...['--client-x', clientX, '--type-x', 'X: Alice'],
    ...['--client-y', clientY, '--type-y', 'Y: Bob'],
  ];
}

const prompting = getCommand(find('textbook-client.py'), '{host} {port}');
const hasty = getCommand(find('hasty-client.py'), "{host} {port} '{message}'");

export const rightPlays: readonly RightPlay[] = [
  {
    title: 'the textbook server, a thread for each client, with our clients',
    scenarios: [...crossings, 'x-at-once', 'y-at-once', 'simultaneous'],
    flags: textbook,
  },
  {
    title: 'the textbook server with its own clients, who send no newline',
    scenarios: [],
    flags: [...textbook, ...getTypists(prompting, prompting)],
  },
  {
    title: 'our server with the textbook clients',
    scenarios: [],
    flags: getTypists(prompting, prompting),
  },
  {
    title: 'a server with one loop, which reads whole lines',
    scenarios: [...crossings, 'x-at-once', 'pieces'],
    flags: [...oneLoop, '--strict'],
  },
  {
    title: 'a server that prints more than is kept, once it has done its work',
    scenarios: ['x-connects-y-sends'],
    flags: ['--server', getCommand(find('chatty-server.mjs'))],
    gaps: ['printed'],
  },
  {
    title: 'ncat and socat as clients of our server',
    scenarios: [],
    flags: getTypists('ncat {host} {port}', 'socat - TCP:{host}:{port}'),
  },
  {
    title: 'socat and ncat as clients of the textbook server',
    scenarios: [],
    flags: [...textbook, ...getTypists('socat - TCP:{host}:{port}', 'ncat {host} {port}')],
  },
  {
    title: 'the textbook server with clients that send at once',
    scenarios: ['x-connects-x-sends', 'y-connects-y-sends', 'simultaneous'],
    flags: [...textbook, '--client-x', hasty, '--client-y', hasty],
    unknown: ['order-follows-wire', 'accepted-before-received'],
  },
  {
    title: 'our server with clients that send at once',
    scenarios: ['x-connects-x-sends', 'y-connects-y-sends'],
    flags: ['--client-x', hasty, '--client-y', hasty],
    unknown: ['order-follows-wire', 'accepted-before-received'],
  },
];
