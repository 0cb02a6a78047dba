/** One client speaks before the other is there: the server has to leave its bytes alone. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const xAtOnce: ScenarioInput = {
  name: 'x-at-once',
  title: 'X speaks at once, Y connects a second later',
  about: 'Catches a server that receives from one client before it has accepted both.',
  clients: [
    { ...alice, connectMs: 0, sendMs: 0 },
    { ...bob, connectMs: 1000, sendMs: 1300 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
