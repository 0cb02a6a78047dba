/** Marks one opened submission: copied, built and played within walls, and graded. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openLocalBox } from '../boxes/local.ts';
import type { Assignment, Loaded } from '../model/assignment.ts';
import type { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Rubric } from '../model/rubric.ts';
import { type Conclusion, getRoles, listClientRoles, listRoles } from '../model/submission.ts';
import { joinWords } from '../model/wording.ts';
import { watchSignals } from '../run/lifecycle.ts';
import type { SessionOptions } from '../run/session.ts';
import {
  type Adaption,
  describeAdaption,
  findAdaption,
  type Network,
  redirectLine,
  replaceHosts,
} from './adapt.ts';
import { describeEnds, findOldCrashIn } from './describe-ends.ts';
import { type Directed, type DirectPlays, directPlays } from './direct-plays.ts';
import { listNames } from './find-hosts.ts';
import { findTools } from './find-tools.ts';
import { describeFlaky, describeUndecided, getMarkingOutcome } from './judge-marking.ts';
import { recodeTexts, replaceMended } from './mend-files.ts';
import { findOldRuntime, type OldRuntimeOptions } from './old-runtime.ts';
import type { OpenedSubmission } from './open-submission.ts';
import { type PlanPlaysOptions, planPlays } from './plan-plays.ts';
import { prepareRubric } from './prepare-rubric.ts';
import { prepareSubmission, type RunCommand } from './prepare-submission.ts';
import { copyFiles, type FoundFile, getTexts } from './read-folder.ts';
import { hostName } from './sandbox.ts';
import { markLine } from './set-up.ts';
import { openWalls, type Walls } from './walls.ts';
import { makeWorkFolder } from './work-folder.ts';

/** What a person asks for, beside the submission. */
export interface MarkWishes {
  /** Play what earns no points, too. */
  strict?: boolean;
  /** Build no walls around it. */
  trusted?: boolean;
  /** How often each play with an order is played. */
  plays?: number;
}

export interface MarkOptions {
  loaded: Loaded;
  flags: MarkWishes;
  rubric: Rubric;
  /**
   * Plays what marks the submission, side by side with others or not. The plans are what is to be
   * made ready; `direct` then plays what it likes.
   */
  play: (plans: Plan[], direct: NonNullable<SessionOptions['direct']>) => Promise<Report>;
  onInterrupt: (error: LabError) => void;
  /** What is played in which order; default: all that marks it. */
  direct?: DirectPlays;
}

/** Throws LabError for trouble of the lab before the first play. */
export async function markSubmission(
  opened: OpenedSubmission,
  options: MarkOptions,
): Promise<Marking> {
  const { assignment } = options.loaded;
  const work = await makeWorkFolder();
  const box = await openLocalBox();
  let interrupted: LabError | undefined;
  const stopWatching = watchSignals((error) => {
    interrupted = error;
    options.onInterrupt(error);
    void box.close(); // and with it the build
  });
  let walls: Walls | undefined;
  try {
    const run: RunCommand = (argv, { limitMs }) => box.run(argv, { limitMs });
    if (options.flags.trusted !== true)
      walls = await openWalls(run, work.path, getRoles(assignment));
    const ready = await prepareIn(work.path, opened, { run, walls, assignment });
    if (interrupted) throw interrupted;
    // From here on, the session ends its plays in order.
    stopWatching();
    const marking = 'outcome' in ready ? ready : await playAll(ready, options);
    marking.flags.unshift(...((await walls?.readHits()) ?? []));
    return marking;
  } catch (error) {
    throw interrupted ?? error;
  } finally {
    stopWatching();
    await box.close();
    await walls?.close();
    await work.remove();
  }
}

/** A submission that is built: how it is played, and what is known of it until then. */
interface Ready {
  /** As it is played, which a runtime of this machine may change. */
  conclusion: Conclusion;
  marking: Omit<Marking, 'outcome' | 'report'>;
  /** Makes of commands what is given on the hosts. */
  dress: (conclusion: Conclusion) => Conclusion;
  folder: string;
  sourceFolder: string;
  isWalled: boolean;
  isServerAdapted: boolean;
}

/** Copies and builds; a Marking where it cannot be played. */
async function prepareIn(
  work: string,
  { name, files, left, mended, conclusion, wholes }: OpenedSubmission,
  tools: { run: RunCommand; walls: Walls | undefined; assignment: Assignment },
): Promise<Ready | Marking> {
  const { run, walls, assignment } = tools;
  const folder = path.join(work, 'submission');
  const sourceFolder = path.join(work, 'sources');
  const adapted = findAdapted(conclusion, files);
  await copyFiles(
    replaceMended(files, mended).map((file) => adaptFile(file, adapted, conclusion)),
    folder,
  );
  // A build may leave a link where a source was; sources are read where nothing of it can write.
  await copyFiles(recodeTexts(files), sourceFolder);
  const hosts = path.join(work, 'hosts');
  await writeFile(hosts, writeHosts(conclusion, files, adapted));
  const notes = left.map((one) => `left out: ${one.path} is ${one.because}`);
  notes.push(...mended.map((one) => `adapted: ${one.because}`));
  notes.push(...(conclusion.aside ?? []).map((one) => `left aside: ${one}`));
  if (wholes.length > 0) {
    notes.push(`mixed: ${joinWords(wholes)} each have a server and clients; taken for one`);
  }
  notes.push(...(walls ? walls.notes : ['sandbox: none, as asked by --trusted']));
  const marking = { name, conclusion, flags: notes };
  await walls?.giveToBuilder(folder);
  const runInside: OldRuntimeOptions['runInside'] = (command, options) =>
    walls
      ? walls.run(command, { folder, role: 'build', ...options })
      : run(['sh', '-c', 'cd "$1" && eval "$2"', 'sh', folder, command], options);
  const old = await findOldRuntime(conclusion, { run, runInside, files: getTexts(files) });
  notes.push(...old.notes);
  const { conclusion: played } = old;
  const found =
    played.unsupported === undefined
      ? await findTools(played.needs, { run, runInside, runtimes: old.runtimes })
      : { runtimes: old.runtimes, notes: [], missing: [] };
  notes.push(...found.notes);
  const { runtimes, missing } = found;
  const built = await prepareSubmission(played, {
    ...{ missing, files: getTexts(files) },
    runInside: (command, options) => runInside(command, { ...options, runtimes }),
  });
  notes.push(...built.notes);
  const { refusal } = built;
  if (refusal) return { ...marking, outcome: refusal.outcome, refusal };
  notes.push(...adapted.map(describeAdaption));
  const dress = (one: Conclusion) =>
    dressAll(one, { folder, hosts, walls, adapted, assignment, runtimes });
  const isServerAdapted = adapted.some((one) => one.role === 'server' && one.isRedirected);
  const isWalled = walls !== undefined;
  return {
    ...{ conclusion: played, dress, marking, folder, sourceFolder },
    ...{ isWalled, isServerAdapted },
  };
}

async function playAll(
  { conclusion, dress, marking, ...places }: Ready,
  { loaded, flags, rubric, play, direct = directPlays }: MarkOptions,
): Promise<Marking> {
  const planning: PlanPlaysOptions = {
    ...{ ...places, ...loaded },
    strict: flags.strict === true,
    ...(flags.plays !== undefined && { plays: flags.plays }),
  };
  const { assignment } = loaded;
  const prepare = (plans: readonly Plan[]) => prepareRubric(plans, rubric, assignment.scenarios);
  let directed: Directed | undefined;
  const report = await play(prepare(planPlays(dress(conclusion), planning)), async (playPlans) => {
    const options = { assignment, rubric, planning, dress, prepare };
    directed = await direct(conclusion, options, playPlans);
    return directed;
  });
  const old = findOldCrashIn(report);
  if (old !== undefined) return { ...marking, outcome: 'unsupported', refusal: old };
  marking.flags.push(...describeEnds(report), ...describeFlaky(report));
  marking.flags.push(...describeUndecided(report), ...(directed?.spared ?? []));
  return {
    ...marking,
    ...(directed && { conclusion: directed.conclusion, watching: directed.watching }),
    outcome: getMarkingOutcome(report),
    report,
  };
}

/** The addresses on the topology xy: h1 has the server, and the clients' hosts follow. */
const serverAddress = '10.0.0.1';

function getNetwork(conclusion: Conclusion): Network {
  const others = listClientRoles(conclusion).map((_, index) => `10.0.0.${index + 2}`);
  return { host: serverAddress, others, name: hostName };
}

/** The roles that were written for another network, each with what helps. */
function findAdapted(conclusion: Conclusion, files: readonly FoundFile[]): Adaption[] {
  const { submission, sources } = conclusion;
  const texts = getTexts(files);
  const network = getNetwork(conclusion);
  return listRoles(conclusion).flatMap((role) => {
    if (submission[role] === undefined) return [];
    const typed = role === 'server' ? [] : (submission.type?.[role] ?? []);
    const given = [submission[role], ...typed].join('\n');
    const paths = sources[role] ?? [];
    return findAdaption(role, { paths, files: texts, given, network }) ?? [];
  });
}

/** A source with hosts in it that no redirection and no name can lead to the server. */
function adaptFile(
  file: FoundFile,
  adapted: readonly Adaption[],
  { sources }: Conclusion,
): FoundFile {
  const of = adapted.filter(({ role }) => sources[role]?.includes(file.path));
  const bytes = of.reduce((all, { replaced }) => replaceHosts(all, replaced), file.bytes);
  return { ...file, bytes };
}

/** Names lead to the server, whatever its author called it. */
function writeHosts(
  { sources }: Conclusion,
  files: readonly FoundFile[],
  adapted: readonly Adaption[],
): string {
  const paths = Object.values(sources).flatMap((some) => some ?? []);
  const found = [...adapted.flatMap(({ names }) => names), ...listNames(paths, getTexts(files))];
  const names = [...new Set(found)].filter((name) => !/^(?:localhost|[\d.]+)$/i.test(name));
  const lines = names.map((name) => `${serverAddress} ${name}\n`);
  return `127.0.0.1 localhost\n${serverAddress} ${hostName}\n${lines.join('')}`;
}

/** The commands as they are given on the hosts: with redirections, and within walls. */
function dressAll(
  conclusion: Conclusion,
  dress: {
    folder: string;
    hosts: string;
    walls: Walls | undefined;
    adapted: readonly Adaption[];
    assignment: Assignment;
    runtimes: readonly string[];
  },
): Conclusion {
  const { folder, hosts, walls, adapted, assignment, runtimes } = dress;
  const submission = { ...conclusion.submission };
  const port = submission.port ?? assignment.port;
  // Where TCP is asked somebody may speak UDP all the same.
  const transport = assignment.discover?.transport === 'udp' ? ('udp' as const) : undefined;
  const [neighbour] = getNetwork(conclusion).others;
  const redirected = {
    ...{ host: serverAddress, port },
    ...(transport && { transport }),
    ...(neighbour !== undefined && { neighbour }),
  };
  const places = { folder, hosts, runtimes, writes: conclusion.writes === true };
  for (const role of listRoles(conclusion)) {
    const command = submission[role];
    if (command === undefined) continue;
    const adaption = adapted.find((one) => one.role === role && one.isRedirected);
    const before = adaption ? redirectLine(role, { ...redirected, bound: adaption.bound }) : '';
    submission[role] =
      walls?.wrapLine(command, { ...places, role, before }) ?? markLine(command, before);
  }
  return { ...conclusion, submission };
}
