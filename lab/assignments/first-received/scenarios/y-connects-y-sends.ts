/** The fourth of four crossings of who connects first and who sends first. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const yConnectsYSends: ScenarioInput = {
  name: 'y-connects-y-sends',
  title: 'Y connects first, Y sends first',
  about: 'Catches a server that goes by the letters or the names: Y must win here.',
  clients: [
    { ...alice, connectMs: 300, sendMs: 900 },
    { ...bob, connectMs: 0, sendMs: 600 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
