/** The second of four crossings of who connects first and who sends first. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const xConnectsYSends: ScenarioInput = {
  name: 'x-connects-y-sends',
  title: 'X connects first, Y sends first',
  about: 'Catches a server that goes by the order of connecting, or reads in that order.',
  clients: [
    { ...alice, connectMs: 0, sendMs: 900 },
    { ...bob, connectMs: 300, sendMs: 600 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
