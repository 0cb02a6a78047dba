/**
 * From a conclusion to the plays that mark it. A server is played with its own clients and with
 * ours, which can be held back; clients with their own server and with ours: a wrong server can
 * look right with clients that wait for its greeting. Scenarios come in as data.
 */
import { sourceChecks } from '../assignments/first-received/asked-checks.ts';
import { planScenario } from '../assignments/first-received/plan.ts';
import { getUsualSendMs, type Plan } from '../model/plan.ts';
import { namePlay } from '../model/play-names.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import type { Conclusion } from '../model/submission.ts';

/** Who takes part: `own` all of the submission; else the other side is ours. */
type Cast = 'own' | 'our-clients' | 'our-server';

/**
 * What says something of the submission where the other side is the lab's. What takes both sides to
 * pass, as that all print all, is not among them: ours must earn no points for theirs.
 */
const checksOf: Record<Exclude<Cast, 'own'>, readonly string[]> = {
  'our-clients': ['accepted-before-received', 'order-follows-wire', 'both-told-same', 'exact-text'],
  'our-server': ['handshake', 'client-spoke-first'],
};
/** What our server shows of clients, it shows in a crossing. */
const clientScenarios = ['x-connects-y-sends', 'simultaneous'];

/**
 * Played with our clients again, closer together: a server that collects for a while what comes, or
 * asks its clients in turn, is right when messages are far apart. Whoever waits for both at once
 * has milliseconds to spare, even as a thread for each client on a busy machine (FACTS: 1 ms).
 */
const closeScenarios = ['x-connects-y-sends', 'y-connects-x-sends'];
const closeMs = 50;
/** How often those are played: what differs from play to play shows where it is close. */
const closePlays = 2;

/** From the start of a program to what is typed at it, at the least. */
const typingMs = 700;

export interface PlanPlaysOptions {
  /** The folder with the built submission, on the box. */
  folder: string;
  /** The submission as it was handed in, here; no program can write there. */
  sourceFolder: string;
  scenarios: readonly ScenarioInput[];
  /** Play for it also what earns no points. */
  strict?: boolean;
  /** How often each play with an order is played; default: once, and twice what is close. */
  plays?: number;
  /** True if walls keep its programs from changing the network: its plays then share some. */
  isWalled?: boolean;
  /** True if its server's host redirects (adapt.ts), which our server is to know nothing of. */
  isServerAdapted?: boolean;
}

/** Every play of a submission; none where nothing of it can be run. */
export function planPlays(conclusion: Conclusion, options: PlanPlaysOptions): Plan[] {
  const { server, X, Y } = conclusion.submission;
  const { folder, sourceFolder, isWalled, isServerAdapted } = options;
  const hasClients = X !== undefined && Y !== undefined;
  const casts: Cast[] = [];
  if (server !== undefined && hasClients) casts.push('own');
  if (server !== undefined) casts.push('our-clients');
  if (hasClients) casts.push('our-server');
  // Whoever says in submission.yaml what is typed may mean another prompt.
  const prompts = conclusion.prompts && { prompts: conclusion.prompts };
  const all = options.scenarios.map((input) => scenarioSchema.parse(input));
  const isAlone = !casts.includes('own');
  return casts.flatMap((cast) =>
    [...all, ...(cast === 'our-clients' ? all.flatMap(bringClose) : [])]
      .filter(({ robustness }) => !robustness || (options.strict === true && cast !== 'our-server'))
      .filter(({ name }) => cast !== 'our-server' || clientScenarios.includes(name))
      .flatMap((scenario) => repeat(castScenario(scenario, cast, { conclusion, isAlone }), options))
      .map((scenario) => ({
        ...planScenario(scenario),
        submission: {
          ...{ folder, sourceFolder, sources: conclusion.sources, hasSetUp: true },
          ...prompts,
          ...(isWalled && { share: cast === 'our-server' && isServerAdapted ? cast : 'theirs' }),
        },
      })),
  );
}

/** The same with the later message soon after the earlier one; none where that says nothing new. */
function bringClose(scenario: Scenario): Scenario[] {
  const { name, title, clients } = scenario;
  if (!closeScenarios.includes(name)) return [];
  const earliestMs = Math.min(...clients.map(({ sendMs = 0 }) => sendMs));
  const close = clients.map((client) => {
    return client.sendMs === earliestMs ? client : { ...client, sendMs: earliestMs + closeMs };
  });
  return [
    { ...scenario, name: `${name}-close`, title: `${title}, ${closeMs} ms apart`, clients: close },
  ];
}

function repeat(scenario: Scenario, { plays }: PlanPlaysOptions): Scenario[] {
  if (!scenario.checks.includes('order-follows-wire')) return [scenario];
  const count = plays ?? (scenario.name.includes('-close-') ? closePlays : 1);
  return Array.from({ length: count }, (_, index) => {
    return { ...scenario, name: namePlay(scenario.name, index + 1) };
  });
}

function castScenario(
  scenario: Scenario,
  cast: Cast,
  { conclusion, isAlone }: { conclusion: Conclusion; isAlone: boolean },
): Scenario {
  const { submission, framing } = conclusion;
  const port = submission.port ?? scenario.port;
  const server = submission.server === undefined ? {} : { command: submission.server };
  const theirs = scenario.clients.map((client) => {
    const role = client.role === 'X' ? 'X' : 'Y';
    const [command, lines] = [submission[role], submission.type?.[role] ?? []];
    return {
      ...client,
      ...(command !== undefined && { command }),
      ...(lines.length > 0 && { type: lines.join('\n') }),
    };
  });
  const played = moveSends({ ...scenario, port, clients: theirs });
  if (cast === 'own') return { ...played, server };
  const asked = [...checksOf[cast], ...(isAlone ? sourceChecks : [])];
  const checks = scenario.checks.filter((check) => asked.includes(check));
  const name = `${scenario.name}-${cast}`;
  if (cast === 'our-server') {
    const title = `${scenario.title} (our server)`;
    return { ...played, name, title, checks };
  }
  const title = `${scenario.title} (our clients)`;
  // Students' servers seldom strip a line end; those that read lines wait for one (FACTS).
  const ours = scenario.clients.map((client) => ({ ...client, framing }));
  return { ...scenario, name, title, port, checks, server, clients: ours };
}

/**
 * A person types once the program is there: no sooner than it can have connected. What one client
 * needs for that moves all that is sent: who sends first, and by how much, stays as planned.
 */
function moveSends(scenario: Scenario): Scenario {
  const usualMs = getUsualSendMs(scenario);
  const lateMs = scenario.clients.map(({ type, connectMs, sendMs = usualMs }) =>
    type === undefined ? 0 : connectMs + typingMs - sendMs,
  );
  const moveMs = Math.max(0, ...lateMs);
  const clients = scenario.clients.map(({ sendMs = usualMs, ...client }) => {
    return { ...client, sendMs: sendMs + moveMs };
  });
  return { ...scenario, clients };
}
