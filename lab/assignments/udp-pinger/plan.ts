/**
 * How the pinger's scenarios become plans. Our own programs are told the options; a program of
 * somebody else takes none, so it is held to what assignment.txt says.
 */
import { type Plan, planScenario as planAny } from '../../model/plan.ts';
import type { Scenario } from '../../model/scenario.ts';
import { optionsSchema, readOptions } from './options.ts';
import { outline } from './outline.ts';

/** What a program may take beside the times that are asked of it. */
const spareMs = 3000;

/** Makes a scenario concrete. Throws LabError FILE_WRONG where its options are wrong. */
export function planScenario(scenario: Scenario): Plan {
  const asked = readOptions({ scenario: scenario.name, options: scenario.options });
  const { pings, intervalMs, timeoutMs, share } = optionsSchema.parse({});
  const isClientTheirs = scenario.clients.some(({ command }) => command !== undefined);
  const isServerTheirs = scenario.server.command !== undefined;
  const plan = planAny(scenario, { port: outline.port, transport: 'udp' });
  // Who waits a second for each answer, and then one more before it sends, is right.
  const longestMs = (pings + 1) * (intervalMs + timeoutMs) + spareMs;
  return {
    ...plan,
    ...(isClientTheirs && { limitMs: Math.max(plan.limitMs, longestMs) }),
    // A client still waits for its last answer when the server has seen enough, and ended.
    graceMs: timeoutMs + spareMs,
    clients: plan.clients.map((client) => ({ ...client, message: 'Ping' })),
    options: {
      ...asked,
      ...(isClientTheirs && { pings, intervalMs, timeoutMs }),
      ...(isServerTheirs && { share }),
    },
  };
}
