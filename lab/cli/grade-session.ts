/** Marks one opened submission: copied, built and played within walls, and graded. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { openLocalBox } from '../boxes/local.ts';
import { findLoopback, redirectLine } from '../grade/adapt.ts';
import { describeUndecided, getMarkingOutcome } from '../grade/judge-marking.ts';
import type { OpenedSubmission } from '../grade/open-submission.ts';
import { planPlays } from '../grade/plan-plays.ts';
import { prepareSubmission } from '../grade/prepare-submission.ts';
import { copyFiles, type FoundFile, getTexts } from '../grade/read-folder.ts';
import { hostName, wrapCommand, wrapLine } from '../grade/sandbox.ts';
import { LabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import { type Conclusion, type SubmissionRole, submissionRoles } from '../model/submission.ts';
import { scenarios } from '../scenarios/index.ts';
import type { GradeFlags } from './grade-flags.ts';
import { makeProgress } from './output.ts';
import { playAndReport } from './session.ts';

export interface MarkOptions {
  root: string;
  flags: GradeFlags;
  /** The folder .lab. */
  home: string;
  command: string;
  startedAtMs: number;
  onInterrupt: (error: LabError) => void;
}

/** Throws LabError for trouble of the lab before the first play. */
export async function markSubmission(
  opened: OpenedSubmission,
  options: MarkOptions,
): Promise<Marking> {
  const work = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-grade-'));
  try {
    return await markIn(work, opened, options);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function markIn(
  work: string,
  { name, files, left, conclusion }: OpenedSubmission,
  options: MarkOptions,
): Promise<Marking> {
  const { flags } = options;
  const folder = path.join(work, 'submission');
  const sourceFolder = path.join(work, 'sources');
  await copyFiles(files, folder);
  // A build may leave a link where a source was; sources are read where nothing of it can write.
  await copyFiles(files, sourceFolder);
  // The users within the walls go through it, and cannot look around.
  await chmod(work, 0o711);
  const hosts = path.join(work, 'hosts');
  await writeFile(hosts, `127.0.0.1 localhost\n${serverAddress} ${hostName}\n`);
  const box = await openLocalBox();
  const isWalled = flags.trusted !== true;
  const notes = left.map((one) => `left out: ${one.path} is ${one.because}`);
  if (!isWalled) notes.push('sandbox: none, as asked by --trusted');
  const marking = { name, conclusion, flags: notes };
  try {
    if (isWalled) await checkSandbox(box);
    await giveToBuilder(folder, { box, isWalled });
    const refusal = await prepareSubmission(conclusion, {
      run: (argv, { limitMs }) => box.run(argv, { limitMs }),
      wrapBuild: (command) =>
        isWalled
          ? wrapCommand(command, { folder, role: 'build' })
          : ['sh', '-c', 'cd "$1" && eval "$2"', 'sh', folder, command],
    });
    if (refusal) return { ...marking, outcome: refusal.outcome, refusal };
  } finally {
    await box.close();
  }
  const adapted = findAdapted(conclusion, files);
  for (const { role, because } of adapted) {
    notes.push(`adapted: ${role} is written for one machine (${because}); its host redirects it`);
  }
  const dressed = dressAll(conclusion, {
    ...{ folder, hosts, isWalled },
    adapted: adapted.map(({ role }) => role),
  });
  const plans = planPlays(dressed, {
    ...{ folder, sourceFolder },
    scenarios: [...scenarios.values()],
    strict: flags.strict === true,
  });
  const progress = makeProgress(plans, flags);
  const report = await playAndReport({
    root: options.root,
    plans,
    boxName: 'local',
    ...(flags.stages !== undefined && { stages: flags.stages }),
    strict: flags.strict === true,
    home: options.home,
    command: options.command,
    startedAtMs: options.startedAtMs,
    progress,
    onInterrupt: options.onInterrupt,
  }).finally(() => progress.end());
  notes.push(...describeUndecided(report));
  return { ...marking, outcome: getMarkingOutcome(report), report };
}

/** h1's first address on the topology xy. */
const serverAddress = '10.0.0.1';

/** Throws LabError BOX_LACKS where no walls can be put up. */
async function checkSandbox(box: Box): Promise<void> {
  const folder = os.tmpdir();
  const argv = wrapCommand('true', { folder, role: 'server' });
  const { status, stderr } = await box
    .run(argv, { limitMs: 20_000 })
    .catch((error: Error) => ({ status: null, stderr: error.message }));
  if (status === 0) return;
  const because = stderr.trim().split('\n').at(-1) ?? '';
  throw new LabError('BOX_LACKS', `There is no sandbox here for strangers' programs: ${because}`, {
    hint: 'Be root, and have bubblewrap: apt-get install -y bubblewrap; or trust it: --trusted',
  });
}

/** What is built is written by the builder; all that it made is read by the others. */
async function giveToBuilder(
  folder: string,
  { box, isWalled }: { box: Box; isWalled: boolean },
): Promise<void> {
  if (!isWalled) return;
  await box.run(['chown', '-R', '60100:60100', folder]);
}

/** The roles that only work on one machine, each with the words that say so. */
function findAdapted(
  { submission, sources }: Conclusion,
  files: readonly FoundFile[],
): { role: SubmissionRole; because: string }[] {
  const texts = getTexts(files);
  return submissionRoles.flatMap((role) => {
    if (submission[role] === undefined) return [];
    const because = findLoopback(sources[role], texts);
    return because === undefined ? [] : [{ role, because }];
  });
}

/** The commands as they are given on the hosts: with redirections, and within walls. */
function dressAll(
  conclusion: Conclusion,
  dress: {
    folder: string;
    hosts: string;
    isWalled: boolean;
    adapted: readonly SubmissionRole[];
  },
): Conclusion {
  const { folder, hosts, isWalled, adapted } = dress;
  const submission = { ...conclusion.submission };
  const port = submission.port ?? 12_000;
  for (const role of submissionRoles) {
    const command = submission[role];
    if (command === undefined) continue;
    const line = isWalled ? wrapLine(command, { folder, hosts, role }) : command;
    const redirect = adapted.includes(role)
      ? `${redirectLine(role, { host: serverAddress, port })}; `
      : '';
    submission[role] = `${redirect}${line}`;
  }
  return { ...conclusion, submission };
}
