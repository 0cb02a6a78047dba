/** The mirror of x-at-once. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const yAtOnce: ScenarioInput = {
  name: 'y-at-once',
  title: 'Y speaks at once, X connects a second later',
  about: 'Catches a server that receives from one client before it has accepted both.',
  clients: [
    { ...alice, connectMs: 1000, sendMs: 1300 },
    { ...bob, connectMs: 0, sendMs: 0 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
