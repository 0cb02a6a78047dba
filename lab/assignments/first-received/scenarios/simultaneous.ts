/** Both at the same time: nobody can ask for an order, but all must be told one and the same. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { alice, bob, commonChecks, sourceChecks } from './suite.ts';

export const simultaneous: ScenarioInput = {
  name: 'simultaneous',
  title: 'both connect and send at the same time',
  about: 'Catches a server whose threads race: each tells its own client something else.',
  clients: [
    { ...alice, connectMs: 0, sendMs: 300 },
    { ...bob, connectMs: 0, sendMs: 300 },
  ],
  checks: [...commonChecks, ...sourceChecks],
  informs: ['threads-used'],
};
