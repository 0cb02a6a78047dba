/** Which plays mark a hand-in, beside those of its own server with its own clients. */
import type { MarkingRules } from '../../model/discover.ts';
import { sourceChecks } from './asked-checks.ts';
import { nameCrossing } from './evidence/crossing.ts';

export const marking: MarkingRules = {
  /**
   * What says something of the one side where the other is the lab's. What takes both sides to
   * pass, as that all print all, is not among them: ours must earn no points for theirs.
   */
  server: {
    checks: ['accepted-before-received', 'order-follows-wire', 'both-told-same', 'exact-text'],
  },
  // Once its own clients were heard, ours say the same in all scenarios.
  own: { replayed: ['x-connects-y-sends', 'y-connects-x-sends', 'simultaneous'] },
  goesOn: { scenarios: ['chat-by-hand'] },
  // What our server shows of clients, it shows in a crossing.
  clients: {
    checks: ['handshake', 'client-spoke-first'],
    scenarios: ['x-connects-y-sends', 'simultaneous'],
  },
  sourceChecks,
  // Without both a server that goes by the order of connections, or by letters, looks right.
  cases: { 'order-follows-wire': [nameCrossing('X', 'Y'), nameCrossing('Y', 'X')] },
  repeated: ['order-follows-wire'],
  /**
   * A server that collects for a while what comes, or asks its clients in turn, is right when
   * messages are far apart. Whoever waits for both at once has milliseconds to spare, even as a
   * thread for each client on a busy machine (FACTS: 1 ms). What differs between two plays shows
   * where it is close.
   */
  close: { scenarios: ['x-connects-y-sends', 'y-connects-x-sends'], gapMs: 50, plays: 2 },
};
