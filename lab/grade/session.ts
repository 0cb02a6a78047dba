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
import { type Conclusion, getRoles } from '../model/submission.ts';
import { joinWords } from '../model/wording.ts';
import { watchSignals } from '../run/lifecycle.ts';
import type { SessionOptions } from '../run/session.ts';
import { describeAdaption } from './adapt.ts';
import { describeEnds, findOldCrashIn } from './describe-ends.ts';
import {
  type Directed,
  type DirectOptions,
  type DirectPlays,
  directPlays,
} from './direct-plays.ts';
import { adaptFile, dressAll, findAdapted, writeHosts } from './dress.ts';
import { findTools } from './find-tools.ts';
import { describeFlaky, describeUndecided, getMarkingOutcome } from './judge-marking.ts';
import { recodeTexts, replaceMended } from './mend-files.ts';
import { findOldRuntime, type OldRuntimeOptions } from './old-runtime.ts';
import type { OpenedSubmission } from './open-submission.ts';
import { type PlanPlaysOptions, planPlays } from './plan-plays.ts';
import { prepareRubric } from './prepare-rubric.ts';
import { prepareSubmission, type RunCommand } from './prepare-submission.ts';
import { copyFiles, getTexts } from './read-folder.ts';
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
  /** Programs for extra credit that are built as well. */
  extra: DirectOptions['extra'];
}

/** Copies and builds; a Marking where it cannot be played. */
async function prepareIn(
  work: string,
  { name, files, left, mended, edited, conclusion, wholes }: OpenedSubmission,
  tools: { run: RunCommand; walls: Walls | undefined; assignment: Assignment },
): Promise<Ready | Marking> {
  const { run, walls, assignment } = tools;
  const folder = path.join(work, 'submission');
  const sourceFolder = path.join(work, 'sources');
  const { extraCredit } = conclusion;
  const groups = [conclusion, ...(extraCredit ? [extraCredit] : [])].map((one) => {
    return { conclusion: one, adapted: findAdapted(one, files) };
  });
  const adapted = groups.flatMap((one) => one.adapted);
  await copyFiles(
    replaceMended(files, mended).map((file) =>
      groups.reduce((all, one) => adaptFile(all, one.adapted, one.conclusion), file),
    ),
    folder,
  );
  // A build may leave a link where a source was; sources are read where nothing of it can write.
  await copyFiles(recodeTexts(files), sourceFolder);
  const hosts = path.join(work, 'hosts');
  const sources = groups.map((one) => one.conclusion.sources);
  await writeFile(hosts, writeHosts(sources, files, adapted));
  const notes = left.map((one) => `left out: ${one.path} is ${one.because}`);
  notes.push(...[...mended, ...edited].map((one) => `adapted: ${one.because}`));
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
      ? await findTools([...new Set([...played.needs, ...(extraCredit?.needs ?? [])])], {
          run,
          runInside,
          runtimes: old.runtimes,
        })
      : { runtimes: old.runtimes, notes: [], missing: [] };
  notes.push(...found.notes);
  const { runtimes, missing } = found;
  const isMissing = (need: string) => missing.includes(need);
  const built = await prepareSubmission(played, {
    ...{ missing: played.needs.filter(isMissing), files: getTexts(files) },
    runInside: (command, options) => runInside(command, { ...options, runtimes }),
  });
  notes.push(...built.notes);
  const { refusal } = built;
  if (refusal) return { ...marking, outcome: refusal.outcome, refusal };
  notes.push(...(groups[0]?.adapted ?? []).map(describeAdaption));
  const dressAs = (index: number) => (one: Conclusion) => {
    const adapted = groups[index]?.adapted ?? [];
    return dressAll(one, { folder, hosts, walls, adapted, assignment, runtimes });
  };
  const extra = extraCredit && {
    conclusion: extraCredit,
    ...(await prepareSubmission(extraCredit, {
      ...{
        files: getTexts(files),
        missing: extraCredit.needs.filter(isMissing),
      },
      runInside: (command, options) => runInside(command, { ...options, runtimes }),
    })),
    dress: dressAs(1),
  };
  if (extra?.refusal) notes.push(`left aside: the extra credit, since ${extra.refusal.because}`);
  const isServerAdapted = groups[0]?.adapted.some(
    (one) => one.role === 'server' && one.isRedirected,
  );
  const isWalled = walls !== undefined;
  return {
    ...{ conclusion: played, dress: dressAs(0), marking, folder, sourceFolder },
    ...{ isWalled, isServerAdapted: isServerAdapted === true },
    extra: extra?.refusal ? undefined : extra,
  };
}

async function playAll(
  { conclusion, dress, marking, extra, ...places }: Ready,
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
    const options = { assignment, rubric, planning, dress, prepare, extra };
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
