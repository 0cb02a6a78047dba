/** A client leaves before its partner is there. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob } from './suite.ts';

export const xLeaves: ScenarioInput = {
  name: 'x-leaves',
  title: 'X leaves before Y connects',
  about: 'Nobody may hang: the server tells Y in one line, and ends.',
  clients: [
    { ...alice, connectMs: 0, leaveMs: 200 },
    { ...bob, connectMs: 500 },
  ],
  checks: ['early-leaver-told', 'clean-end'],
  robustness: true,
};
