/** From flags and names to plans: the assignment's scenarios, files of one's own, or one timing. */

import { addClients } from '../model/add-clients.ts';
import { addFaults } from '../model/add-faults.ts';
import { LabError } from '../model/errors.ts';
import { type Plan, planScenario } from '../model/plan.ts';
import { sendAfterConnectMs } from '../model/ranges.ts';
import { parseScenario, type Scenario, type ScenarioInput } from '../model/scenario.ts';
import { chatScenarios, scenarios } from '../scenarios/index.ts';
import { alice, bob, orderedChecks } from '../scenarios/suite.ts';
import { readScenarioFile } from '../store/scenario-file.ts';
import type { RunFlags } from './run-flags.ts';

/**
 * Every plan that the command asks for. Throws LabError SCENARIO_UNKNOWN, FILE_WRONG, FLAG_WRONG.
 */
export async function choosePlans(names: readonly string[], flags: RunFlags): Promise<Plan[]> {
  if (flags.chat && names.length > 0) {
    throw new LabError('FLAG_WRONG', '--chat asks for all of the chat: name no scenario beside', {
      hint: 'Leave out either the names or --chat.',
    });
  }
  const hasTiming = timingFlags.some((flag) => flags[flag] !== undefined);
  if (hasTiming && (names.length > 0 || flags.chat)) {
    throw new LabError(
      'FLAG_WRONG',
      'Timing flags make a scenario of their own: name none beside',
      {
        hint: 'Leave out the timing flags, or the names and --chat.',
      },
    );
  }
  const chosen = hasTiming ? [makeTiming(flags)] : await findScenarios(names);
  const changed = chosen.map((input) => {
    const scenario = checkAsked(input);
    const { clients = scenario.clients.length } = flags;
    const whole = addFaults(applyFlags(addClients(scenario, clients), flags), flags.fault);
    // What flags add together may go beyond what one of them may ask for.
    return checkAsked(whole);
  });
  const isForeign = [flags.server, flags.clientX, flags.clientY].some((each) => each !== undefined);
  // Robustness is asked of our own programs, and of others only if somebody wants to know.
  const isAsked = (scenario: Scenario) =>
    names.length > 0 || !scenario.robustness || !isForeign || flags.strict === true;
  // Who brings programs says that they chat: else they would be held to what nobody asked of them.
  const isOfTheChat = ({ chat, onlyAsked }: Scenario) =>
    names.length > 0 || (flags.chat ? chat : !onlyAsked && !(chat && isForeign));
  return changed.filter(isOfTheChat).filter(isAsked).map(planScenario);
}

/** A scenario with what flags asked of it. Throws LabError FLAG_WRONG. */
function checkAsked(input: ScenarioInput): Scenario {
  return parseScenario(input, {
    code: 'FLAG_WRONG',
    // Who gave times by flags named no scenario.
    where: input.name === timingName ? 'These times cannot be played' : `Scenario ${input.name}`,
    hint: 'Times of a flag count from the epoch; --delay-x and --delay-y are added to when they send.',
  });
}

/** The scenario that is made of timing flags; in a stored run its folder, too. */
const timingName = 'timing';

const timingFlags = ['delayX', 'delayY', 'connectX', 'connectY', 'sendX', 'sendY'] as const;

/** The scenario that timing flags describe. */
function makeTiming(flags: RunFlags): ScenarioInput {
  const connectX = flags.connectX ?? 0;
  const connectY = flags.connectY ?? 0;
  const sendMs = Math.max(connectX, connectY) + sendAfterConnectMs;
  const sendX = (flags.sendX ?? sendMs) + (flags.delayX ?? 0);
  const sendY = (flags.sendY ?? sendMs) + (flags.delayY ?? 0);
  const order =
    sendX === sendY
      ? 'X and Y at once'
      : `${sendX < sendY ? 'X' : 'Y'} first by ${Math.abs(sendX - sendY)} ms`;
  return {
    name: timingName,
    title: `Planned: ${order}`,
    clients: [
      { ...alice, connectMs: connectX, sendMs: sendX },
      { ...bob, connectMs: connectY, sendMs: sendY },
    ],
    checks: orderedChecks.filter((check) => sendX !== sendY || check !== 'order-follows-wire'),
    // Times that somebody gave hold as they were given.
    settles: flags.sendX === undefined && flags.sendY === undefined,
    informs: ['threads-used', ...(sendX === sendY ? ['order-follows-wire'] : [])],
    limitMs: Math.max(sendX, sendY) + 15_000,
  };
}

async function findScenarios(names: readonly string[]): Promise<ScenarioInput[]> {
  const all = new Map([...scenarios, ...chatScenarios]);
  if (names.length === 0) return [...all.values()];
  return Promise.all(
    names.map(async (name) => {
      const known = all.get(name);
      if (known) return known;
      if (/\.(ya?ml|json)$/.test(name)) return readScenarioFile(name);
      throw new LabError('SCENARIO_UNKNOWN', `There is no scenario ${JSON.stringify(name)}`, {
        hint: `Known are ${[...all.keys()].join(', ')}; or give a file: my.yaml`,
      });
    }),
  );
}

/** What flags change in every scenario: programs, links, network. */
function applyFlags(scenario: Scenario, flags: RunFlags): Scenario {
  const commands: Record<string, string | undefined> = { X: flags.clientX, Y: flags.clientY };
  const typed: Record<string, string | undefined> = { X: flags.typeX, Y: flags.typeY };
  return {
    ...scenario,
    topology: flags.topology ?? scenario.topology,
    switch: flags.switch ?? scenario.switch,
    port: flags.port ?? scenario.port,
    links: {
      ...scenario.links,
      ...(flags.linkDelay !== undefined && { delayMs: flags.linkDelay }),
      ...(flags.linkLoss !== undefined && { lossPercent: flags.linkLoss }),
      ...(flags.linkBw !== undefined && { bandwidthMbit: flags.linkBw }),
    },
    server: flags.server === undefined ? scenario.server : { command: flags.server },
    clients: scenario.clients.map((client) => {
      const command = commands[client.role] ?? client.command;
      const type = typed[client.role] ?? client.type;
      return {
        ...client,
        ...(command !== undefined && { command }),
        ...(type !== undefined && { type }),
      };
    }),
  };
}
