/** The first of four crossings of who connects first and who sends first. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, orderedChecks } from './suite.ts';

export const xConnectsXSends: ScenarioInput = {
  name: 'x-connects-x-sends',
  title: 'X connects first, X sends first',
  about: 'The plain case: the same client is first in everything.',
  clients: [
    { ...alice, connectMs: 0, sendMs: 600 },
    { ...bob, connectMs: 300, sendMs: 900 },
  ],
  checks: orderedChecks,
  informs: ['threads-used'],
};
