/** The flags of the client, as data. All times are ms after the epoch; see ../shared/clock.ts. */
import type { FlagTable, FlagValues } from '../shared/flags.ts';

const longestMs = 2_147_483_647;

export const clientFlags = {
  role: { kind: 'text', about: 'its letter, X or Y' },
  name: { kind: 'text', about: 'its name; it says "ROLE: NAME"' },
  message: { kind: 'text', about: 'what it says, instead of "ROLE: NAME"' },
  chat: { kind: 'switch', default: false, about: 'go on with lines from the keyboard, until Bye' },
  host: { kind: 'text', default: '127.0.0.1', about: 'where the server is' },
  port: {
    kind: 'number',
    whole: true,
    min: 1,
    max: 65535,
    default: 12000,
    about: 'the port of the server',
  },
  'connect-ms': { kind: 'number', min: 0, max: longestMs, default: 0, about: 'when to connect' },
  'send-ms': {
    kind: 'number',
    min: 0,
    max: longestMs,
    default: 0,
    about: 'when to send, or as soon after as it is connected',
  },
  framing: {
    kind: 'text',
    choices: ['line', 'raw'],
    default: 'line',
    about: 'how the message ends: by a newline, or by nothing',
  },
  pieces: {
    kind: 'number',
    whole: true,
    min: 1,
    max: 1000,
    default: 1,
    about: 'segments that the message is cut into',
  },
  'piece-gap-ms': {
    kind: 'number',
    min: 0,
    max: longestMs,
    default: 20,
    about: 'time between two segments',
  },
  'leave-ms': {
    kind: 'number',
    min: 0,
    max: longestMs,
    about: 'when to leave without waiting for the answer',
  },
  'parting-ms': {
    kind: 'number',
    min: 1,
    max: longestMs,
    default: 5_000,
    about: 'in a chat: how long the server may take to end it after Bye',
  },
  'limit-ms': {
    kind: 'number',
    min: 1,
    max: longestMs,
    default: 30_000,
    about: 'when to give up, whatever happened; in a chat, connecting',
  },
} as const satisfies FlagTable;

export type ClientFlags = FlagValues<typeof clientFlags>;
