/** The flags of both programs of the pinger, as data. */
import type { FlagTable, FlagValues } from '../shared/flags.ts';

/** Not that of the other server here, so that both can run on one machine. */
const port = 12_001;
/** Longest time that a timer of Node can wait for, in ms (2^31 - 1). */
const longestMs = 2_147_483_647;

const portFlag = { kind: 'number', whole: true, min: 1, max: 65_535, default: port } as const;
const timeFlag = { kind: 'number', min: 0, max: longestMs } as const;
const countFlag = { kind: 'number', whole: true, max: 1_000_000 } as const;

export const serverFlags = {
  port: { ...portFlag, about: 'UDP port to answer on' },
  host: { kind: 'text', default: '0.0.0.0', about: 'address to answer on; 0.0.0.0 is all of IPv4' },
  share: {
    kind: 'number',
    min: 0,
    max: 1,
    default: 0.3,
    about: 'share of the pings that get no answer',
  },
  seed: { ...countFlag, min: 0, default: 5, about: 'which pings these are: the same each time' },
  pings: { ...countFlag, min: 0, default: 0, about: 'pings after which it ends; 0 for no end' },
  'quiet-ms': {
    ...timeFlag,
    default: 0,
    about: 'ms without a ping, after the first, after which it ends; 0 for no end',
  },
} as const satisfies FlagTable;

export const clientFlags = {
  host: { kind: 'text', default: '127.0.0.1', about: 'where the server is' },
  port: { ...portFlag, about: 'the port of the server' },
  pings: { ...countFlag, min: 1, default: 10, about: 'how many pings it sends' },
  'interval-ms': { ...timeFlag, default: 1000, about: 'least ms from one ping to the next' },
  'timeout-ms': { ...timeFlag, default: 1000, about: 'how long it waits for each answer' },
  'send-ms': { ...timeFlag, default: 0, about: 'when it begins, ms after the epoch' },
  role: { kind: 'text', default: 'P', about: 'its letter, for the journal of a lab' },
} as const satisfies FlagTable;

export type ServerFlags = FlagValues<typeof serverFlags>;
export type ClientFlags = FlagValues<typeof clientFlags>;
