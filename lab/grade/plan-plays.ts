/**
 * From a conclusion to the plays that mark it. A server is played with its own clients and with
 * ours, which can be held back; clients with their own server and with ours: a wrong server can
 * look right with clients that wait for its greeting. What is played is the assignment's to say.
 */
import type { Assignment } from '../model/assignment.ts';
import type { MarkingRules } from '../model/discover.ts';
import { getUsualSendMs, type Plan } from '../model/plan.ts';
import { nameConfirming, nameLearning, namePlay } from '../model/play-names.ts';
import { type Scenario, scenarioSchema } from '../model/scenario.ts';
import { type ClientRole, type Conclusion, getClientRoles } from '../model/submission.ts';
import type { Learnt } from './learn.ts';
import type { Planned } from './spare-plays.ts';

/** Who takes part: `own` all of the submission; else the other side is ours. */
export type Cast = 'own' | 'our-clients' | 'our-server';

/** From the start of a program to what is typed at it, at the least. */
const typingMs = 700;
/** For each line that is typed before the message. */
const lineMs = 250;

export interface PlanPlaysOptions {
  assignment: Pick<Assignment, 'clients' | 'marking' | 'plan' | 'scenarios' | 'suites'>;
  /** What its plans say of it: lab/assignments/load.ts. */
  label?: string;
  /** The folder with the built submission, on the box. */
  folder: string;
  /** The submission as it was handed in, here; no program can write there. */
  sourceFolder: string;
  /** Play for it also what earns no points. */
  strict?: boolean;
  /** How often each play with an order is played; default: once, and as the rules say if close. */
  plays?: number;
  /** True if walls keep its programs from changing the network: its plays then share some. */
  isWalled?: boolean;
  /** Which programs play; default: all that can. */
  casts?: readonly Cast[];
  /** True to have what its own programs play that go on once they were answered; nothing else. */
  goesOn?: boolean;
  /** Only these scenarios, as they were with our clients, those that are close among them. */
  confirms?: readonly string[];
  /** So much later comes what is typed after the message: its answer took that long. */
  answerMs?: number;
  /** True if its own clients were heard: ours can say the same, and show more. */
  isReplayed?: boolean;
  /** What our clients say in a scenario of the assignment, where its own were heard. */
  getReplay?: (scenario: Scenario) => Learnt['says'] | undefined;
  /** True if its server's host redirects (adapt.ts), which our server is to know nothing of. */
  isServerAdapted?: boolean;
}

/** Every play of a submission; none where nothing of it can be run. */
export function planPlays(conclusion: Conclusion, options: PlanPlaysOptions): Plan[] {
  return listPlays(conclusion, options).map(({ plan }) => plan);
}

/** The same, and what each play is one of. */
export function listPlays(conclusion: Conclusion, options: PlanPlaysOptions): Planned[] {
  const { assignment, label, folder, sourceFolder, isWalled, isServerAdapted } = options;
  const { marking = {} } = assignment;
  // Whoever says in submission.yaml what is typed may mean another prompt.
  const prompts = conclusion.prompts && { prompts: conclusion.prompts };
  const possible = getCasts(conclusion, assignment);
  const casts = possible.filter((cast) => options.casts?.includes(cast) ?? true);
  const isAlone = !possible.includes('own');
  const { own, server, clients, close, goesOn } = marking;
  const all = options.goesOn
    ? listNamed(assignment, goesOn?.scenarios ?? [])
    : assignment.scenarios
        .map((input) => scenarioSchema.parse(input))
        .filter(({ onlyAsked }) => !onlyAsked);
  const named = {
    own:
      options.goesOn || options.confirms
        ? undefined
        : options.isReplayed
          ? (own?.replayed ?? own?.scenarios)
          : own?.scenarios,
    'our-clients': server?.scenarios,
    'our-server': clients?.scenarios,
  };
  return casts.flatMap((cast) => {
    const played = all
      .filter(({ robustness }) => !robustness || (options.strict === true && cast !== 'our-server'))
      .filter(({ name }) => named[cast]?.includes(name) ?? true);
    const once = played.map((of) => {
      return { scenario: moveActs(of, options.answerMs), of, usual: 1, isClose: false };
    });
    const closer = played.flatMap((of) =>
      cast === 'our-clients' || options.confirms
        ? bringClose(of, marking).map((scenario) => {
            return { scenario, of, usual: close?.plays ?? 1, isClose: true };
          })
        : [],
    );
    return [...once, ...closer]
      .filter(({ scenario }) => options.confirms?.includes(scenario.name) ?? true)
      .flatMap(({ scenario, of, usual, isClose }) => {
        const casted = castScenario(scenario, cast, { conclusion, assignment, isAlone });
        const all = options.confirms
          ? [1, 2].map((number) => ({ ...casted, name: nameConfirming(casted.name, number) }))
          : repeat(casted, { marking, plays: options.plays, usual });
        return all.map((played) => ({ played, of, isClose }));
      })
      .map(({ played, of, isClose }) => ({
        ...{ of: of.name, isClose },
        plan: {
          ...addReplay(assignment.plan(played), cast, options.getReplay?.(of)),
          ...(conclusion.graceMs !== undefined && { graceMs: conclusion.graceMs }),
          // What a chat lacks is told by how long it was waited for.
          ...(conclusion.idleMs !== undefined && !played.chat && { idleMs: conclusion.idleMs }),
          ...(label !== undefined && { assignment: label }),
          submission: {
            ...{ folder, sourceFolder, sources: listSources(conclusion), hasSetUp: true },
            ...prompts,
            ...(isWalled && { share: cast === 'our-server' && isServerAdapted ? cast : 'theirs' }),
          },
        },
      }));
  });
}

function listNamed(
  { scenarios, suites = [] }: Pick<Assignment, 'scenarios' | 'suites'>,
  names: readonly string[],
): Scenario[] {
  return [...scenarios, ...suites.flatMap((suite) => suite.scenarios)]
    .filter(({ name }) => names.includes(name))
    .map((input) => scenarioSchema.parse(input));
}

/** The first play with its own programs, to be watched: it marks them if they do all they can. */
export function planLearning(
  conclusion: Conclusion,
  options: PlanPlaysOptions,
  tries: number,
): Planned | undefined {
  const asked = { ...options, casts: ['own'] as const, plays: 1, isReplayed: true };
  const [first] = listPlays(conclusion, asked);
  if (!first) return undefined;
  const title = `${first.plan.title}; its own programs, watched`;
  const scenario = nameLearning(first.of, tries);
  return { ...first, plan: { ...first.plan, scenario, title } };
}

/** A play that only taught something: nothing is asked of it. */
export function leaveUnmarked(plan: Plan): Plan {
  const title = 'its own programs, watched: what they say and answer';
  return { ...plan, title, checks: [], informs: [], robustness: true };
}

/** Our clients say what its own said, byte for byte. */
function addReplay(plan: Plan, cast: Cast, says: Learnt['says'] | undefined): Plan {
  if (cast !== 'our-clients' || !says) return plan;
  const clients = plan.clients.map((client) => {
    const replay = says[client.role as ClientRole];
    return replay ? { ...client, replay } : client;
  });
  return { ...plan, clients };
}

/** Where the assignment does not say what marks one side alone, it is not played with ours. */
function getCasts(
  { submission }: Conclusion,
  assignment: Pick<Assignment, 'clients' | 'marking'>,
): Cast[] {
  const hasServer = submission.server !== undefined;
  const hasClients = getClientRoles(assignment).every((role) => submission[role] !== undefined);
  const { server, clients } = assignment.marking ?? {};
  const casts: Cast[] = [];
  if (hasServer && hasClients) casts.push('own');
  if (hasServer && server) casts.push('our-clients');
  if (hasClients && clients) casts.push('our-server');
  return casts;
}

function listSources({ sources }: Conclusion): Record<string, string[]> {
  return Object.fromEntries(Object.entries(sources).map(([role, paths = []]) => [role, paths]));
}

/**
 * Our clients' messages closer together: each later one soon after the earliest; none where the
 * assignment does not say that this tells more.
 */
function bringClose(scenario: Scenario, { close: rule }: MarkingRules): Scenario[] {
  const { name, title, clients } = scenario;
  if (!rule?.scenarios.includes(name)) return [];
  const usualMs = getUsualSendMs(scenario);
  const earliestMs = Math.min(...clients.map(({ sendMs = usualMs }) => sendMs));
  const close = clients.map((client) => {
    const isFirst = (client.sendMs ?? usualMs) === earliestMs;
    return isFirst ? client : { ...client, sendMs: earliestMs + rule.gapMs };
  });
  const about = `${title}, ${rule.gapMs} ms apart`;
  return [{ ...scenario, name: `${name}-close`, title: about, clients: close }];
}

function repeat(
  scenario: Scenario,
  asked: { marking: MarkingRules; plays: number | undefined; usual: number },
): Scenario[] {
  const { marking, plays, usual } = asked;
  const isRepeated = marking.repeated?.some((check) => scenario.checks.includes(check)) ?? true;
  if (!isRepeated) return [scenario];
  return Array.from({ length: plays ?? usual }, (_, index) => {
    return { ...scenario, name: namePlay(scenario.name, index + 1) };
  });
}

interface Casting {
  conclusion: Conclusion;
  assignment: Pick<Assignment, 'clients' | 'marking'>;
  /** The submission has one side only. */
  isAlone: boolean;
}

function castScenario(
  scenario: Scenario,
  cast: Cast,
  { conclusion, assignment, isAlone }: Casting,
): Scenario {
  const { submission, framing } = conclusion;
  const { server: ofServer, clients: ofClients, sourceChecks = [] } = assignment.marking ?? {};
  const port = submission.port ?? scenario.port;
  const asked = submission.type?.server;
  const server = {
    ...(submission.server !== undefined && { command: submission.server }),
    ...(asked && { type: asked.join('\n') }),
  };
  const roles = getClientRoles(assignment);
  const theirs = scenario.clients.map((client) => {
    // Further clients than the assignment has roles are played by the last of them.
    const role = roles.find((one) => one === client.role) ?? roles.at(-1);
    if (role === undefined) return client;
    const [command, lines] = [submission[role], submission.type?.[role] ?? []];
    return {
      ...client,
      ...(command !== undefined && { command }),
      ...(lines.length > 0 && { type: lines.join('\n') }),
    };
  });
  const played = moveSends({ ...scenario, port, clients: theirs });
  if (cast === 'own') return { ...played, server };
  const told = (cast === 'our-clients' ? ofServer : ofClients)?.checks ?? [];
  const wanted = [...told, ...(isAlone ? sourceChecks : [])];
  const checks = scenario.checks.filter((check) => wanted.includes(check));
  const name = `${scenario.name}-${cast}`;
  if (cast === 'our-server') {
    const title = `${scenario.title} (our server)`;
    return { ...played, name, title, checks };
  }
  const title = `${scenario.title} (our clients)`;
  // Students' servers seldom strip a line end; those that read lines wait for one (FACTS).
  const ours = scenario.clients.map((client) => ({ ...client, ...(framing && { framing }) }));
  return { ...scenario, name, title, port, checks, server, clients: ours };
}

function moveActs(scenario: Scenario, laterMs = 0): Scenario {
  const move = Math.ceil(laterMs);
  const clients = scenario.clients.map(({ acts, ...client }) => ({
    ...client,
    ...(acts && { acts: acts.map((act) => ({ ...act, atMs: act.atMs + move })) }),
  }));
  return { ...scenario, clients, limitMs: scenario.limitMs + move };
}

/**
 * A person types once the program is there: no sooner than it can have connected. What one client
 * needs for that moves all that is sent: who sends first, and by how much, stays as planned.
 */
function moveSends(scenario: Scenario): Scenario {
  const usualMs = getUsualSendMs(scenario);
  const lateMs = scenario.clients.map(({ type, connectMs, sendMs = usualMs }) => {
    const before = (type ?? '').split('\n').length - 1;
    return type === undefined ? 0 : connectMs + typingMs + before * lineMs - sendMs;
  });
  const moveMs = Math.max(0, ...lateMs);
  const clients = scenario.clients.map(({ sendMs = usualMs, acts, ...client }) => ({
    ...client,
    sendMs: sendMs + moveMs,
    ...(acts && { acts: acts.map((act) => ({ ...act, atMs: act.atMs + moveMs })) }),
  }));
  return { ...scenario, clients };
}
