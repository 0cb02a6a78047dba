/** The flags of the server, as data. */
import type { FlagTable, FlagValues } from '../shared/flags.ts';

/** Longest time that a timer of Node can wait for, in ms (2^31 - 1). */
const longestMs = 2_147_483_647;

export const serverFlags = {
  port: {
    kind: 'number',
    whole: true,
    min: 0,
    max: 65535,
    default: 12000,
    about: 'TCP port to listen on; 0 takes any free one',
  },
  host: {
    kind: 'text',
    default: '::',
    about: 'address to listen on; :: is all, IPv4 and IPv6',
  },
  clients: {
    kind: 'number',
    whole: true,
    min: 2,
    max: 100,
    default: 2,
    about: 'clients of a session',
  },
  chat: {
    kind: 'switch',
    default: false,
    about: 'relay every line of each client to all others, until Bye',
  },
  'patience-ms': {
    kind: 'number',
    min: 1,
    max: longestMs,
    default: 30_000,
    about: 'in a chat, ms that a client may read nothing while much waits for it',
  },
  sessions: {
    kind: 'number',
    whole: true,
    min: 0,
    max: 1_000_000_000,
    default: 1,
    about: 'sessions to serve before the server ends; 0 for no end',
  },
  'at-once': {
    kind: 'number',
    whole: true,
    min: 1,
    max: 50,
    default: 1,
    about: 'sessions that may run at the same time',
  },
  'limit-ms': {
    kind: 'number',
    min: 1,
    max: longestMs,
    default: 30_000,
    about: 'ms from when reading began within which each message must be whole',
  },
  'lull-ms': {
    kind: 'number',
    min: 1,
    max: longestMs,
    default: 200,
    about: 'ms without a byte after which a message without newline is whole',
  },
  'wait-ms': {
    kind: 'number',
    min: 0,
    max: longestMs,
    default: 0,
    about: 'ms that a first client waits for the others to connect; 0 for no limit',
  },
} as const satisfies FlagTable;

export type ServerFlags = FlagValues<typeof serverFlags>;
