/** The third of four crossings of who connects first and who sends first. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const yConnectsXSends: ScenarioInput = {
  name: 'y-connects-x-sends',
  title: 'Y connects first, X sends first',
  about: 'The mirror: with it, neither the order of connecting nor a fixed answer can look right.',
  clients: [
    { ...alice, connectMs: 300, sendMs: 600 },
    { ...bob, connectMs: 0, sendMs: 900 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
