/** How this assignment's scenarios become plans. */
import { type Plan, planScenario as planAny } from '../../model/plan.ts';
import type { Scenario } from '../../model/scenario.ts';
import { outline } from './outline.ts';

/** Makes a scenario concrete: h1 is the server, h2 … hN the clients in their order. */
export function planScenario(scenario: Scenario): Plan {
  return planAny(scenario, { port: outline.port });
}
