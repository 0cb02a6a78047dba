/**
 * Faults on real Mininet, as data: what is made to go wrong, what each must have been told, and how
 * each must have ended. Each is a row of the table fault x promise in the assignment's scenarios/README.md.
 * fault-plays.ts plays them; the short ones in faults.gate.ts, the others in faults.nightly.ts.
 */

/** When they connect and speak, in ms; X connects at 0. */
export interface Times {
  connectY: number;
  sendY: number;
  sendX: number;
  limitMs: number;
}

/** One play: X connects first, at 0, Y at 300; Y speaks at 600, X at 900 (shortTimes). */
export interface Case {
  faults: string[];
  /** What each must have printed; by `none`, what it must not have. */
  told: Record<string, RegExp>;
  none?: Record<string, RegExp>;
  /** The status, or the signal, with which each ended. */
  ends: Record<string, number | string>;
  /** What Y says instead of Bob. */
  name?: string;
  times?: Partial<Times>;
}

const anyVerdict = /received before/;
const nobody = { X: anyVerdict, Y: anyVerdict, server: anyVerdict };
const yFirst = /Received: Y: Bob received before X: Alice/;
const xFirst = /Received: X: Alice received before Y: Bob/;
const broke = /No verdict: the other client broke the connection before its/;
const left = /No verdict: the other client left before it sent a message/;
const silent = /No verdict: the other client sent no whole message within the limit/;
const noServer = /No acknowledgement: the server ended the connection without one/;
const allWell = { server: 0, X: 0, Y: 0 };

const anyOrder = { X: anyVerdict, Y: anyVerdict };
/** A server gives up on who is silent, and waits 2 s for its end: well within the limit. */
const patient = { limitMs: 8000 };
const lateTimes = { sendY: 2500, sendX: 2800, limitMs: 10_000 };
const toldY = { told: { X: yFirst, Y: yFirst }, ends: allWell };
const toldX = { told: { X: xFirst, Y: xFirst }, ends: allWell };

export const gateCases: Readonly<Record<string, Case>> = {
  'pause-server': {
    faults: ['pause server at 450 for 700'],
    ...toldY,
    told: { ...toldY.told, server: /Verdict: Y: Bob received before X: Alice/ },
  },
  'kill-x': {
    faults: ['kill X at 450'],
    told: { Y: left },
    none: nobody,
    ends: { server: 0, X: 'SIGKILL', Y: 1 },
  },
  'reset-y': {
    faults: ['reset Y at 450'],
    told: { X: broke },
    none: nobody,
    ends: { server: 0, X: 1, Y: 1 },
  },
  'cut-to-x': { faults: ['cut to X at 450 for 900'], ...toldY },
  'restart-server': {
    faults: ['restart server at 450 for 200'],
    told: { X: noServer, Y: noServer },
    none: nobody,
    ends: { X: 1, Y: 1 },
  },
  'slow-server': { faults: ['slow server 5% at 400 for 450'], ...toldY },
  // A program takes its time to start, on a busy machine a second or more.
  'start-server': { faults: ['start server at 300'], ...toldY, times: lateTimes },
  'take-port': {
    faults: ['take-port server'],
    told: { server: /Port 12000 is taken \(EADDRINUSE\)/ },
    none: nobody,
    // The clients wait for their epoch, which nobody gives them any more: the stage ends them.
    ends: { server: 1, X: 'SIGTERM', Y: 'SIGTERM' },
  },
  'down-up-y': { faults: ['down Y at 450', 'up Y at 1150'], ...toldX },
  'rate-from-y': {
    // Nine segments, of which the last come later than X's only one; and none after a lull.
    faults: ['rate from Y 128kbit at 450'],
    name: 'Bob'.repeat(4000),
    times: { sendX: 700 },
    ...toldX,
  },
  'half-open-y': {
    faults: ['half-open Y at 450'],
    told: { X: silent },
    none: nobody,
    ends: { server: 0, X: 1, Y: 'SIGKILL' },
    times: patient,
  },
  'burst-y': {
    faults: ['burst Y 100 at 450 for 400'],
    told: { ...toldY.told, server: /Refused a further client/ },
    ends: allWell,
  },
};

export const nightCases: Readonly<Record<string, Case>> = {
  'resume-server': { faults: ['pause server at 450', 'resume server at 1150'], ...toldY },
  'pause-x': { faults: ['pause X at 400 for 1000'], ...toldY },
  'kill-server': {
    faults: ['kill server at 450'],
    told: { X: noServer, Y: noServer },
    none: nobody,
    ends: { server: 'SIGKILL', X: 1, Y: 1 },
  },
  'reset-server': {
    faults: ['reset server at 450'],
    told: { X: /the connection broke/, Y: /the connection broke/ },
    none: nobody,
    ends: { server: 0, X: 1, Y: 1 },
  },
  'restart-y': {
    faults: ['restart Y at 450 for 200'],
    told: { X: left, Y: /Never connected: connect ECONNREFUSED/ },
    none: nobody,
    ends: { server: 0, X: 1, Y: 2 },
  },
  'slow-y': { faults: ['slow Y 5% at 0 for 800'], ...toldY },
  'start-y': { faults: ['start Y at 100'], ...toldY, times: lateTimes },
  'down-y': {
    faults: ['down Y at 450'],
    told: { X: silent, Y: /No acknowledgement: none came within/ },
    none: nobody,
    ends: { server: 0, X: 1, Y: 1 },
    times: patient,
  },
  'down-server': {
    // Both messages wait for the link, and come in the order in which TCP tries again: any.
    faults: ['down server at 450 for 700'],
    told: anyOrder,
    ends: allWell,
  },
  'cut-from-y': { faults: ['cut from Y at 450 for 900'], ...toldX },
  'cut-from-y-for-good': {
    faults: ['cut from Y at 450'],
    told: { X: silent, Y: /No verdict: you sent no whole message within the limit/ },
    none: nobody,
    ends: { server: 0, X: 1, Y: 1 },
    times: patient,
  },
  'rate-to-y': { faults: ['rate to Y 64kbit at 0'], ...toldY },
  'burst-before-y': {
    // One of the burst has Y's seat; Y is sent away, or its connection breaks.
    faults: ['burst Y 100 at 100 for 500'],
    told: { X: left, server: /Refused a further client/ },
    none: nobody,
    ends: { server: 0, X: 1, Y: 1 },
  },
  'several-at-once': {
    faults: ['slow X 20% at 300 for 500', 'rate Y 64kbit at 0', 'pause server at 450 for 300'],
    ...toldY,
  },
};

/**
 * What a kernel with netem does to links; for those, all comes later: Y connects at 1000 and speaks
 * at 2500, X at 5000 (netemTimes). What is lost or garbled, TCP sends again.
 */
export const netemCases: Readonly<Record<string, Case>> = {
  // On a slow box what is planned waits for what was held up, so either may come to be first.
  delay: { faults: ['delay from Y 5000 at 1800'], told: anyOrder, ends: allWell },
  loss: { faults: ['loss Y 30% at 0'], told: anyOrder, ends: allWell },
  duplicate: { faults: ['duplicate Y 50% at 0'], ...toldY },
  reorder: { faults: ['reorder Y 50% at 0'], ...toldY },
  corrupt: { faults: ['corrupt Y 20% at 0'], told: anyOrder, ends: allWell },
};

export const shortTimes: Times = { connectY: 300, sendY: 600, sendX: 900, limitMs: 6000 };
/** For a machine that may be emulated. */
export const netemTimes: Times = { connectY: 1000, sendY: 2500, sendX: 5000, limitMs: 60_000 };
