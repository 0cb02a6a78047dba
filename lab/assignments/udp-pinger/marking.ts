/** How hand-ins of the pinger are found and marked beside the plays of their own two programs. */
import type { Discover, MarkingRules } from '../../model/discover.ts';

export const discover: Discover = {
  transport: 'udp',
  answers: [{ asks: /count|how many|number of pings/i, says: '10' }],
};

export const marking: MarkingRules = {
  // What our client sees of a server: what it prints is no merit of theirs.
  server: { checks: ['answers-match', 'leaves-some-out'], scenarios: ['usual', 'many-pings'] },
  // Programs of others take no options, so that their plays of all scenarios are one and the same.
  own: { scenarios: ['usual', 'many-pings'] },
  // Our server leaves out the same ones in each play, or all: so a client meets every case.
  clients: {
    checks: [
      'pings-in-form',
      'one-at-a-time',
      'timeouts-printed',
      'round-trips-printed',
      'statistics-printed',
      'loss-printed',
    ],
    scenarios: ['usual', 'all-lost'],
  },
  sourceChecks: ['well-documented'],
};
