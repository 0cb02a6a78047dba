/**
 * `zx lab/run.mjs --watch`: plays, and plays again whenever a program, a scenario file, a topology
 * or a file of --server and its like changes. The box stays open, the network stays up and esbuild
 * keeps what did not change, so that a verdict follows a save as fast as the play itself allows.
 * What cannot be played (a bundle that does not compile, a file with a wrong key) is said, and the
 * watch goes on. Ctrl-C ends it with exit code 130, in a play as between two.
 */
import path from 'node:path';
import { describeCommand } from '../flags/flags.ts';
import { getRoleFlag, type RunFlags } from '../flags/run-flags.ts';
import type { Loaded } from '../model/assignment.ts';
import { type ErrorCode, toLabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { makeProgress, printReport } from '../output/output.ts';
import { printTrouble } from '../output/trouble.ts';
import { escapeControls } from '../reporters/escape.ts';
import { type Compiler, makeCompiler } from '../run/bundle.ts';
import { findFiles } from '../run/command-names.ts';
import { FileWatcher, type Watched } from '../run/file-watcher.ts';
import { watchSignals } from '../run/lifecycle.ts';
import type { Prepared } from '../run/prepare.ts';
import { type OneBox, playOnBox, prepare, type SessionOptions, useBox } from '../run/session.ts';
import { findTopology } from '../run/topology.ts';
import { choosePlans } from './choose-plans.ts';

export interface WatchOptions {
  root: string;
  loaded: Loaded;
  names: readonly string[];
  flags: RunFlags;
  argv: readonly string[];
}

/** What stays from play to play. */
interface Watch extends WatchOptions {
  watcher: FileWatcher;
  compiler: Compiler;
  /** Those that were chosen last. */
  plans: readonly Plan[];
}

/** Trouble that the next save can mend. */
const mendable: ReadonlySet<ErrorCode> = new Set([
  ...(['BUNDLE_FAILED', 'FILE_WRONG', 'PROGRAM_MISSING', 'TOPOLOGY_WRONG'] as const),
]);

/** Plays again and again. Gives 130 after Ctrl-C; throws LabError for what no save can mend. */
export async function watchAndPlay(options: WatchOptions): Promise<number> {
  const compiler = makeCompiler(options.root, options.loaded.assignment.programs);
  const watch: Watch = { ...options, compiler, watcher: new FileWatcher(), plans: [] };
  try {
    for (;;) {
      await watch.watcher.setWatched(await findWatched(watch));
      const isPlayable = await tryAgain(watch, (session) =>
        useBox(session, (course) => playOnOpenBox(watch, course, session)),
      );
      if (!isPlayable) await waitWithoutBox(watch);
    }
  } catch (error) {
    if (toLabError(error).code === 'INTERRUPTED') return 130;
    throw error;
  } finally {
    watch.watcher.close();
    await compiler.close();
  }
}

/** Plays on one box, from change to change; ends by an error only, Ctrl-C among them. */
async function playOnOpenBox(watch: Watch, course: OneBox, first: SessionOptions): Promise<never> {
  const { box } = course;
  let kept: Prepared | undefined;
  let [prepared, session] = [course.prepared, first];
  for (;;) {
    const report = await playOnBox(box, prepared, session).finally(session.progress.end);
    await printReport(report, watch.flags);
    kept = prepared;
    for (let isReady = false; !isReady; ) {
      if (course.isOver()) await course.interruption;
      const changed = await waitForChange(watch, course.interruption);
      if (await hasNewTopology(watch, changed)) {
        // Stages are told apart by a topology's path, and this one's are of no more use.
        await kept?.pool.close();
        kept = undefined;
      }
      isReady = await tryAgain(watch, async (next) => {
        const { compiler } = watch;
        prepared = await prepare(box, { ...next, warm: { compiler, kept } });
        course.onPool(prepared.pool);
        session = next;
      });
    }
  }
}

/** Chooses the plans anew for `act`; false where that has trouble that the next save can mend. */
async function tryAgain(
  watch: Watch,
  act: (session: SessionOptions) => Promise<void>,
): Promise<boolean> {
  let session: SessionOptions | undefined;
  try {
    session = await planSession(watch);
    await act(session);
    return true;
  } catch (thrown) {
    session?.progress.end();
    const error = toLabError(thrown);
    if (!mendable.has(error.code)) throw error;
    printTrouble(error);
    return false;
  }
}

async function planSession(watch: Watch): Promise<SessionOptions> {
  const { root, names, flags, argv, compiler, loaded } = watch;
  const plans = await choosePlans(names, flags, loaded);
  watch.plans = plans;
  return {
    ...{ root, plans, assignment: loaded.assignment, warm: { compiler } },
    ...(flags.box !== undefined && { boxName: flags.box }),
    ...(flags.stages !== undefined && { stages: flags.stages }),
    strict: flags.strict === true,
    home: path.resolve('.lab'),
    command: describeCommand(
      'npx zx lab/run.mjs',
      argv.filter((word) => word !== '--watch'),
    ),
    startedAtMs: Date.now(),
    progress: makeProgress(plans, flags),
    onInterrupt: () => {},
  };
}

/** Says what is watched, and what of it has changed. */
async function waitForChange(watch: Watch, interruption: Promise<never>): Promise<string[]> {
  const { watcher, flags } = watch;
  // Which files a scenario names is known only once it was read.
  const watched = await findWatched(watch);
  await watcher.setWatched(watched);
  say(`Watching ${describeWatched(watched)}; Ctrl-C ends it`, flags);
  const changed = await Promise.race([watcher.waitForChange(), interruption]);
  say(`\nChanged: ${changed.map(showPath).join(', ')}`, flags);
  return changed;
}

/** Nothing can be played yet, so there is no box that would see to Ctrl-C. */
async function waitWithoutBox(watch: Watch): Promise<void> {
  let stop = () => {};
  const interruption = new Promise<never>((_resolve, reject) => {
    stop = watchSignals(reject);
  });
  await waitForChange(watch, interruption).finally(stop);
}

/** Our programs, and every file that the command or a scenario names. */
async function findWatched({ root, flags, names, plans, loaded }: Watch): Promise<Watched> {
  const { clients, programs } = loaded.assignment;
  const commands = [
    flags.server,
    ...clients.map((role) => getRoleFlag(flags, 'client', role)),
    ...plans.flatMap(({ server, clients }) => [server, ...clients]).map(({ command }) => command),
  ].flatMap((command) => (command === undefined ? [] : findFiles(command)));
  const files = [
    ...names.filter((name) => /\.(ya?ml|json)$/.test(name)),
    ...commands,
    ...(await findTopologyFiles({ root, flags, plans })),
  ];
  return {
    folders: [programs.root ?? path.join(root, 'programs')],
    files: [...new Set(files.map((file) => path.resolve(file)))],
  };
}

async function findTopologyFiles({
  root,
  flags,
  plans,
}: Pick<Watch, 'root' | 'flags' | 'plans'>): Promise<string[]> {
  const labels = new Set([flags.topology ?? 'xy', ...plans.map(({ topology }) => topology)]);
  const found = await Promise.all(
    // One that is wrong now has a file only once the flag or the scenario is right.
    [...labels].map((label) => findTopology(root, label).catch(() => null)),
  );
  return found.flatMap((topology) => (topology && 'file' in topology ? [topology.file] : []));
}

async function hasNewTopology(watch: Watch, changed: readonly string[]): Promise<boolean> {
  const files = await findTopologyFiles(watch);
  return changed.some((file) => files.includes(file));
}

function describeWatched({ folders, files }: Watched): string {
  return [...folders.map((folder) => `${showPath(folder)}/`), ...files.map(showPath)].join(', ');
}

/** As short as it can be told from where the command was given. */
function showPath(file: string): string {
  const short = path.relative('', file);
  return short.startsWith('..') ? file : short;
}

function say(line: string, { quiet }: RunFlags): void {
  if (!quiet) process.stderr.write(`${line.split('\n').map(escapeControls).join('\n')}\n`);
}
