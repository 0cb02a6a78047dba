/** A message in ten segments, with another whole one in the midst of them. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, commonChecks } from './suite.ts';

export const pieces: ScenarioInput = {
  name: 'pieces',
  title: 'X sends in ten pieces; Y, whole, overtakes it',
  about: 'A message has arrived when its last byte has: X begins at 600 and ends at 960 ms.',
  clients: [
    // A longer name than elsewhere: a message is never cut into more pieces than it has bytes.
    { ...alice, name: 'Alice Liddell', connectMs: 0, sendMs: 600, pieces: 10, pieceGapMs: 40 },
    { ...bob, connectMs: 300, sendMs: 780 },
  ],
  checks: [...commonChecks, 'order-follows-wire'],
  informs: ['threads-used'],
  robustness: true,
};
