/** From flags and names to plans: the assignment's scenarios, files of one's own, or one timing. */

import { getRoleFlag, isSuiteAsked, type RunFlags } from '../flags/run-flags.ts';
import { addFaults } from '../model/add-faults.ts';
import type { Loaded } from '../model/assignment.ts';
import { type AskedTimes, type Assignment, mapScenarios, type Suite } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { parseScenario, type Scenario, type ScenarioInput } from '../model/scenario.ts';
import { readScenarioFile } from '../store/scenario-file.ts';

/**
 * Every plan that the command asks for. Throws LabError SCENARIO_UNKNOWN, FILE_WRONG, FLAG_WRONG.
 */
export async function choosePlans(
  names: readonly string[],
  flags: RunFlags,
  { assignment, label }: Loaded,
): Promise<Plan[]> {
  const { suites = [], faultChecks, addClients } = assignment;
  const suite = suites.find(({ name }) => isSuiteAsked(flags, name));
  if (suite && names.length > 0) {
    const message = `--${suite.name} cannot be combined with scenario names`;
    throw new LabError('FLAG_WRONG', message, {
      hint: `Leave out either the names or --${suite.name}.`,
    });
  }
  const times = readTimes(assignment, flags);
  if (times && (names.length > 0 || suite)) {
    const others = suites.map(({ name }) => ` and --${name}`).join('');
    throw new LabError(
      'FLAG_WRONG',
      'Timing flags cannot be combined with scenario names or suites',
      { hint: `Leave out the timing flags, or the names${others}.` },
    );
  }
  const chosen = times
    ? [{ ...times, name: timingName }]
    : await findScenarios(names, mapScenarios(assignment));
  const changed = chosen.map((input) => {
    const scenario = checkAsked(input);
    const { clients = scenario.clients.length } = flags;
    const more = addClients ? addClients(scenario, clients) : scenario;
    const whole = addFaults(applyFlags(more, flags), flags.fault, faultChecks);
    // What flags add together may go beyond what one of them may ask for.
    return checkAsked(whole);
  });
  const roles = assignment.clients;
  const isForeign = [flags.server, ...roles.map((role) => getRoleFlag(flags, 'client', role))].some(
    (each) => each !== undefined,
  );
  // Robustness is asked of our own programs, and of others only if somebody wants to know.
  const isRobust = (scenario: Scenario) =>
    names.length > 0 || !scenario.robustness || !isForeign || flags.strict === true;
  const isOf = ({ name }: Scenario, one: Suite) => one.scenarios.some((each) => each.name === name);
  // Who brings programs says what more they can: else they would be held to what nobody asked.
  const isChosen = (scenario: Scenario) => {
    if (names.length > 0) return true;
    if (suite) return isOf(scenario, suite);
    const isMore = suites.some((one) => isOf(scenario, one));
    return !scenario.onlyAsked && !(isMore && isForeign);
  };
  return changed
    .filter(isChosen)
    .filter(isRobust)
    .map((scenario) => {
      const plan = assignment.plan(scenario);
      return label === undefined ? plan : { ...plan, assignment: label };
    });
}

/** The scenario that timing flags describe; undefined where there are none. */
function readTimes({ planTimes, clients }: Assignment, flags: RunFlags) {
  const times = new Map<string, AskedTimes>();
  for (const role of clients) {
    const asked = {
      connectMs: getRoleFlag(flags, 'connect', role),
      sendMs: getRoleFlag(flags, 'send', role),
      delayMs: getRoleFlag(flags, 'delay', role),
    };
    const given = Object.entries(asked).filter(([, ms]) => ms !== undefined);
    if (given.length > 0) times.set(role, Object.fromEntries(given) as AskedTimes);
  }
  return times.size === 0 ? undefined : planTimes?.(times);
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

async function findScenarios(
  names: readonly string[],
  all: ReadonlyMap<string, ScenarioInput>,
): Promise<ScenarioInput[]> {
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
  return {
    ...scenario,
    topology: flags.topology ?? scenario.topology,
    switch: flags.switch ?? scenario.switch,
    ...(flags.port !== undefined && { port: flags.port }),
    links: {
      ...scenario.links,
      ...(flags.linkDelay !== undefined && { delayMs: flags.linkDelay }),
      ...(flags.linkLoss !== undefined && { lossPercent: flags.linkLoss }),
      ...(flags.linkBw !== undefined && { bandwidthMbit: flags.linkBw }),
    },
    server: flags.server === undefined ? scenario.server : { command: flags.server },
    clients: scenario.clients.map((client) => {
      const command = getRoleFlag(flags, 'client', client.role) ?? client.command;
      const type = getRoleFlag(flags, 'type', client.role) ?? client.type;
      return {
        ...client,
        ...(command !== undefined && { command }),
        ...(type !== undefined && { type }),
      };
    }),
  };
}
