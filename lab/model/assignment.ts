/**
 * An assignment: what a course asks, as one folder. Its programs, the scenarios that they are
 * played in, the checkers that judge them, and the rubrics that turn verdicts into points. The lab
 * knows assignments by this contract only; lab/assignments/index.ts has the list of them.
 */

import type { Discover, MarkingRules } from './discover.ts';
import { LabError } from './errors.ts';
import type { ExploreDesign } from './exploration.ts';
import type { Plan, PlannedClient } from './plan.ts';
import type { Rubric } from './rubric.ts';
import type { Scenario, ScenarioInput } from './scenario.ts';
import type { SweepDesign } from './sweep.ts';
import type { Checker, Journal } from './verdict.ts';

/** What an assignment's own program is told on its command line, beside what its plan says. */
export interface ProgramContext {
  /** The server's address, as the clients reach it. */
  serverAddress: string;
  /** True on an emulated machine, where all takes dozens of times as long. */
  isEmulated: boolean;
}

/** One of an assignment's own programs, in TypeScript or JavaScript. */
export interface ProgramSource {
  /** The file that it starts with, counted from `ProgramSources.root`. */
  entry: string;
  /** Folders and files of its source, the entry's own first: what checkers of the source read. */
  sources: readonly string[];
}

/** An assignment's own programs: one for the server's host, one for every client's. */
export interface ProgramSources {
  /** Where the paths count from; absent: the project's folder. */
  root?: string;
  /** The folder below bundles/ into which they are bundled; absent: bundles/ itself. */
  folder?: string;
  server: ProgramSource;
  client: ProgramSource;
  /** The words behind `node server.mjs`. */
  getServerArguments(plan: Plan, context: Pick<ProgramContext, 'isEmulated'>): string[];
  /** The words behind `node client.mjs`. */
  getClientArguments(plan: Plan, client: PlannedClient, context: ProgramContext): string[];
  /**
   * True if they write to LAB_JOURNAL and wait for the epoch at LAB_EPOCH (programs/shared); else
   * they are started at their time, as programs of others are.
   */
  areArmed: boolean;
  /** How one process plays trial after trial; absent: each trial has processes of its own. */
  series?: SeriesProgram;
}

/** How the assignment's programs play many trials without being started again. */
export interface SeriesProgram {
  /** What the last line of a program says of each trial: a regular expression of Python's. */
  over: string;
  getServerArguments(plan: Plan, context: Pick<ProgramContext, 'isEmulated'>): string[];
  /** What is the same for all trials. */
  getClientStart(plan: Plan, client: PlannedClient, context: ProgramContext): string[];
  /** What is told for one trial. */
  getClientTrial(client: PlannedClient, limitMs: number): string[];
}

/** Scenarios that are played together where their flag asks for them: `--chat`. */
export interface Suite {
  name: string;
  /** What --help says of its flag. */
  about: string;
  scenarios: readonly ScenarioInput[];
}

/** When a client connects and sends, as flags asked for it; ms after the epoch. */
export interface AskedTimes {
  connectMs?: number;
  sendMs?: number;
  /** Added to when it sends. */
  delayMs?: number;
}

/** What `zx lab/chat.mjs` has people do: two clients at two keyboards. */
export interface ChatSetting {
  /** Who types: two roles of its clients, the left one first, and what each calls itself. */
  people: readonly [ChatPerson, ChatPerson];
}

export interface ChatPerson {
  role: string;
  name: string;
}

/** One thing to be shown of a play: "round trip, average", "0.312 ms". */
export interface Fact {
  label: string;
  value: string;
}

export interface Assignment {
  /** Small letters, digits and hyphens: what --assignment takes, and names its folder. */
  readonly name: string;
  readonly title: string;
  /** The roles of its clients, in the order of their hosts: `h2`, `h3`, … */
  readonly clients: readonly string[];
  /** Where its server listens if nothing else is said. */
  readonly port: number;
  /** By which signs the programs of a hand-in are found; absent: by usual ones. */
  readonly discover?: Discover;
  /** Which plays mark a hand-in; absent: those of its own server with its own clients. */
  readonly marking?: MarkingRules;
  readonly programs: ProgramSources;
  /** In the order in which they are played where nothing is named. */
  readonly scenarios: readonly ScenarioInput[];
  /** What is played beside them, or only where it is asked for. */
  readonly suites?: readonly Suite[];
  /** In the order in which a report shows them. */
  readonly checkers: readonly Checker[];
  /** The first is the usual one. */
  readonly rubrics: readonly Rubric[];
  /** What can be asked where something is made to go wrong; default: that all programs end. */
  readonly faultChecks?: readonly string[];
  /** Makes a scenario concrete. Throws LabError FILE_WRONG where it says what it cannot mean. */
  plan(scenario: Scenario): Plan;
  /** A scenario of these times, for --connect-x, --send-x and --delay-x; absent: no such flags. */
  planTimes?(times: ReadonlyMap<string, AskedTimes>): Omit<ScenarioInput, 'name'>;
  /** The scenario with so many clients. Throws LabError FLAG_WRONG. Absent: no --clients. */
  addClients?(scenario: Scenario, count: number): Scenario;
  /** Absent: its programs cannot chat. */
  chat?: ChatSetting;
  /** What a person wants to know of a play beside its verdicts. */
  summarize?(journal: Journal): Fact[];
  /** How it is played at many timings; absent: no zx lab/sweep.mjs. */
  readonly sweep?: SweepDesign;
  /** How schedules are drawn that may break a promise; absent: no --explore. */
  readonly explore?: ExploreDesign;
}

/** An assignment, and what its plans say of it: nothing where it is the usual one. */
export interface Loaded {
  assignment: Assignment;
  /** Its name, or its file's path: what is stored, and --assignment takes again. */
  label?: string;
}

/** An assignment that can be swept. */
export type SweptAssignment = Assignment & { readonly sweep: SweepDesign };

/** An assignment that can be explored. */
export type ExploredAssignment = Assignment & { readonly explore: ExploreDesign };

/** The same assignment, if it can be swept. Throws LabError ASSIGNMENT_WRONG. */
export function requireSweep(assignment: Assignment): SweptAssignment {
  const { sweep } = assignment;
  if (sweep) return { ...assignment, sweep };
  throw lacks(assignment, 'sweep', 'cannot be swept');
}

/** The same assignment, if it can be explored. Throws LabError ASSIGNMENT_WRONG. */
export function requireExplore(assignment: Assignment): ExploredAssignment {
  const { explore } = assignment;
  if (explore) return { ...assignment, explore };
  throw lacks(assignment, 'explore', 'cannot be explored');
}

function lacks({ name }: Assignment, member: 'sweep' | 'explore', what: string): LabError {
  const message = `The assignment ${name} ${what}: it has no \`${member}\``;
  return new LabError('ASSIGNMENT_WRONG', message, {
    hint: `Add \`${member}\` to it (lab/model/assignment.ts), or name another by --assignment.`,
  });
}

/** What of an assignment says how its hand-ins look. */
export type Wanted = Pick<Assignment, 'clients' | 'port' | 'discover' | 'marking'>;

/** All scenarios of an assignment by their names, those of its suites behind the others. */
export function mapScenarios(assignment: Assignment): Map<string, ScenarioInput> {
  const suites = (assignment.suites ?? []).flatMap(({ scenarios }) => scenarios);
  return new Map([...assignment.scenarios, ...suites].map((one) => [one.name, one]));
}

/** All checkers of an assignment by their names. */
export function mapCheckers({ checkers }: Assignment): Map<string, Checker> {
  return new Map(checkers.map((one) => [one.name, one]));
}

/** The rubric that is used where none is named; undefined: its plays are not graded. */
export function getUsualRubric({ rubrics }: Pick<Assignment, 'rubrics'>): Rubric | undefined {
  return rubrics[0];
}
