/**
 * The kinds of faults: what can be made to go wrong in a play, as data. A fault is written as a
 * sentence, in a scenario file (`faults:`) and behind `--fault` alike; fault-words.ts reads it, and
 * fault-schema.ts says what a plan holds of it. lab/stage/stage_faults.py makes it happen, and the
 * journal has an entry for its begin and its end.
 */
/** What a number behind WHO means; a kind without one takes no number. */
export type FaultUnit = 'ms' | '%' | 'mbit' | 'connections';

export interface FaultKind {
  about: string;
  example: string;
  /** Who may be named: any program, clients only, or the server only. */
  who: 'any' | 'client' | 'server';
  unit?: FaultUnit;
  /** The number where none is given; without it, one must be. */
  usual?: number;
  /** What follows `for`, where it may stand; and how many ms it is where nothing is said. */
  lasts?: { about: string; usualMs?: number };
  /** `to` or `from` may stand before WHO: one direction of the link. */
  directed?: true;
  /** It changes the queue of a link; `netem`: the kernel must have it (tc-netem(8)). */
  queue?: 'plain' | 'netem';
  /** It holds from before the programs start, and takes no `at`. */
  fromStart?: true;
}

const while_ = { about: 'how long; without it, to the end' };

/** All kinds, in the order in which they are listed. */
export const faultKinds = {
  kill: { about: 'the program is ended (SIGKILL)', example: 'kill server at 400', who: 'any' },
  pause: {
    about: 'the program is stopped (SIGSTOP), and goes on later',
    example: 'pause server at 100 for 300',
    ...{ who: 'any', lasts: while_ },
  },
  resume: { about: 'a paused program goes on', example: 'resume server at 400', who: 'any' },
  slow: {
    about: 'the program gets to run, and to read, only in this share of the time',
    example: 'slow Y 5% at 0 for 2000',
    ...{ who: 'any', unit: '%', usual: 5, lasts: while_ },
  },
  start: {
    about: 'the program is started only then',
    example: 'start server at 800',
    who: 'any',
  },
  restart: {
    about: 'the program is ended (SIGKILL) and started again',
    example: 'restart server at 400 for 200',
    ...{ who: 'any', lasts: { about: 'how long it is away', usualMs: 0 } },
  },
  'take-port': {
    about: 'something else listens on the port, from before the server starts',
    example: 'take-port server',
    ...{ who: 'server', lasts: while_, fromStart: true },
  },
  down: {
    about: 'the link is down',
    example: 'down Y at 400 for 300',
    ...{ who: 'any', lasts: while_ },
  },
  up: { about: 'the link is up again', example: 'up Y at 700', who: 'any' },
  cut: {
    about: 'the link loses all, in silence; in one direction with `to` or `from`',
    example: 'cut from Y at 400 for 300',
    ...{ who: 'any', lasts: while_, directed: true, queue: 'plain' },
  },
  rate: {
    about: 'the link carries only so much',
    example: 'rate to Y 64kbit at 0',
    ...{ who: 'any', unit: 'mbit', lasts: while_, directed: true, queue: 'plain' },
  },
  delay: {
    about: 'the link delays',
    example: 'delay from X 200 at 400',
    ...{ who: 'any', unit: 'ms', lasts: while_, directed: true, queue: 'netem' },
  },
  loss: {
    about: 'the link loses some packets',
    example: 'loss Y 30% at 0',
    ...{ who: 'any', unit: '%', lasts: while_, directed: true, queue: 'netem' },
  },
  duplicate: {
    about: 'the link carries some packets twice',
    example: 'duplicate from X 50% at 0',
    ...{ who: 'any', unit: '%', lasts: while_, directed: true, queue: 'netem' },
  },
  reorder: {
    about: 'some packets overtake the others, which come 20 ms later',
    example: 'reorder from X 50% at 0',
    ...{ who: 'any', unit: '%', lasts: while_, directed: true, queue: 'netem' },
  },
  corrupt: {
    about: 'the link flips a bit in some packets',
    example: 'corrupt from Y 20% at 0',
    ...{ who: 'any', unit: '%', lasts: while_, directed: true, queue: 'netem' },
  },
  reset: {
    about: 'its connections to the server are reset; with `server`, those of all',
    example: 'reset Y at 400',
    who: 'any',
  },
  'half-open': {
    about: 'the client is gone without a word: its link is cut, and the program ended',
    example: 'half-open Y at 400',
    who: 'client',
  },
  burst: {
    about: 'so many silent connections from its host at once, under another address',
    example: 'burst Y 100 at 400 for 500',
    ...{ who: 'client', unit: 'connections', usual: 100 },
    lasts: { about: 'how long they stay', usualMs: 1000 },
  },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
export const faultNames = Object.keys(faultKinds) as [FaultName, ...FaultName[]];

/** What else a kind may be called. */
export const faultAliases: Readonly<Record<string, FaultName>> = {
  'slow-reader': 'slow',
  'slow-start': 'start',
  'port-taken': 'take-port',
  'link-down': 'down',
  'link-up': 'up',
  lose: 'loss',
  duplication: 'duplicate',
  reordering: 'reorder',
  corruption: 'corrupt',
};

/** A kind as the plain interface, whatever it has. */
export function getFaultKind(name: FaultName): FaultKind {
  return faultKinds[name];
}
