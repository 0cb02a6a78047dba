/**
 * More clients than two (`--clients N`): any scenario, with Z, A, B, … in it as well. Those that it
 * has keep their times. The further ones connect with the last of them, so that all are connected
 * before anybody speaks who spoke later than that, and send one after the other behind them, as
 * far apart as the messages of the suite; where all send at once, they do, too.
 */
import { LabError } from '../../model/errors.ts';
import { getPlannedMessageMs, isEarlyLeaver } from '../../model/plan.ts';
import type { Scenario, ScenarioClient } from '../../model/scenario.ts';
import { planScenario } from './plan.ts';
import { players } from './players.ts';

/** From one message of the suite to the next. */
export const staggerMs = 300;

/** A scenario with `count` clients. Throws LabError FLAG_WRONG where it has more already. */
export function addClients(scenario: Scenario, count: number): Scenario {
  const { clients } = scenario;
  if (count < clients.length) {
    const message = `--clients ${count} is too few for the scenario ${scenario.name}`;
    throw new LabError('FLAG_WRONG', `${message}, which has ${clients.length}`, {
      hint: 'The flag adds clients to those that a scenario has.',
    });
  }
  const further = players
    .filter(({ role }) => clients.every((client) => client.role !== role))
    .slice(0, count - clients.length);
  if (further.length === 0) return scenario;
  const times = planTimes(scenario);
  const added = further.map(
    ({ role, name }, index): ScenarioClient => ({
      ...{ role, name, framing: 'line', pieces: 1, pieceGapMs: 20 },
      connectMs: times.connectMs,
      sendMs: times.sendMs + (times.isTogether ? 0 : staggerMs * (index + 1)),
    }),
  );
  return {
    ...scenario,
    title: `${scenario.title}; ${count} clients`,
    clients: [...clients, ...added],
    limitMs: scenario.limitMs + staggerMs * added.length,
  };
}

/** When the last client of a scenario connects, and when the last message is complete. */
function planTimes(scenario: Scenario) {
  const planned = planScenario(scenario).clients;
  const sends = planned.filter((client) => !isEarlyLeaver(client)).map(getPlannedMessageMs);
  const sendMs = Math.max(...(sends.length > 0 ? sends : planned.map((client) => client.sendMs)));
  const connectMs = Math.max(...planned.map((client) => client.connectMs));
  return {
    connectMs,
    // Where all others have sent before the last connects, they send from then on.
    sendMs: Math.max(connectMs, sendMs),
    isTogether: sends.every((ms) => ms === sendMs),
  };
}
