/**
 * The lab's own faults, one table: in each phase of a run (trouble-moments.ts) the host process,
 * the stage, the connection, a host's programs, tcpdump and the disk are made to fail. Whatever it
 * is: the run ends, says one thing, leaves nothing, its evidence can be read, the next run works.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Test } from 'tap';
import { startRelay } from '../boxes/proxy.ts';
import { runAsRoot, type TestSshd } from '../boxes/sshd.ts';
import type { BadDisks } from './bad-disks.ts';
import { type LabResult, type RunningLab, runLab, startLab, waitFor } from './lab-command.ts';
import { findMarked, type MarkedProcess } from './leftovers.ts';
import {
  assertClean,
  findRun,
  getLabCommand,
  judgeAgain,
  makePlace,
  type Place,
} from './trouble.ts';
import { type Moment, moments } from './trouble-moments.ts';

type Who = 'lab' | 'stage' | 'connection' | 'programs of h2' | 'tcpdump' | 'disk';
type How = 'SIGKILL' | 'SIGSTOP' | 'reset' | 'ENOSPC' | 'EIO';

export interface Fault {
  moment: Moment;
  who: Who;
  how: How;
}

/** A row of the table. */
export interface Row {
  fault: Fault;
  exit: string;
  says: string;
}

const kinds: readonly [Who, How][] = [
  ...(['lab', 'stage', 'programs of h2', 'tcpdump'] as const).flatMap((who) =>
    (['SIGKILL', 'SIGSTOP'] as const).map((how): [Who, How] => [who, how]),
  ),
  ['connection', 'reset'],
  ['disk', 'ENOSPC'],
  ['disk', 'EIO'],
];

/** All combinations, in the order of a run. */
export const faults: readonly Fault[] = moments.flatMap((moment) =>
  kinds.map(([who, how]) => ({ moment, who, how })),
);

const before: Record<string, readonly string[]> = {
  tcpdump: ['connecting', 'looking', 'building', 'reporting'],
  'programs of h2': ['connecting', 'looking', 'building', 'starting', 'collecting', 'reporting'],
};

/** Why there is nothing that could fail; undefined where there is. */
export function findReason({ moment, who, how }: Fault): string | undefined {
  if (who === 'stage' && !moment.hasStage) return 'there is no stage';
  if (before[who]?.includes(moment.name)) return 'none runs';
  // What holds this phase on this machine does not hold it on another.
  if (who === 'connection' && ['connecting', 'looking', 'reporting'].includes(moment.name)) {
    return 'at every turn: test/box/proxy.nightly.ts';
  }
  if (who === 'tcpdump' && how === 'SIGSTOP' && moment.name === 'collecting') {
    return 'stopped in every fault of this phase';
  }
  return undefined;
}

/** Phases that last until somebody ends the run. */
const endless = ['connecting', 'looking', 'building', 'reporting'];

/** Plays one and asserts what must hold of each. */
export async function playFault(
  t: Test,
  fault: Fault,
  { sshd, disks }: { sshd: TestSshd; disks: BadDisks },
): Promise<Row> {
  const { moment, who, how } = fault;
  const isRemote = who === 'connection';
  const place = await makePlace(t, isRemote ? [sshd.home] : []);
  const way = isRemote ? await startRelay(sshd.port) : undefined;
  if (way) t.teardown(() => way.stop());
  const setup = await moment.prepare(t, place);
  const small = how === 'ENOSPC' ? await disks.useSmall(place.folder) : undefined;
  const dying = how === 'EIO' ? disks.useDying(place.folder) : undefined;
  const env = {
    ...place.env,
    ...dying?.env,
    ...(way && { LAB_SSH_KEY: sshd.keyPath, HOME: place.folder }),
  };
  const box = way ? ['--box', `ssh://root@127.0.0.1:${way.port}`] : [];
  // What goes on is to come to its end by itself.
  const goesOn = who === 'tcpdump' || who === 'programs of h2' || who === 'disk';
  const flags = setup.flags.map((flag) => (goesOn && flag === '60000' ? '3000' : flag));
  const command = getLabCommand(setup.words ?? []);
  const lab = startLab([...flags, ...box], {
    folder: place.folder,
    env,
    command,
    limitMs: 150_000,
  });
  await Promise.race([
    setup.wait(),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  if (way) way.cutForGood();
  else if (who !== 'disk') await signal(fault, place);
  await small?.fill();
  await dying?.strike();
  const isInterrupted = await endIfItGoesOn(lab, fault);
  const result = await lab.ended;
  await small?.makeRoom();
  const says = assertEnd(t, fault, result, isInterrupted);
  await assertClean(t, place);
  await assertEvidence(t, fault, place);
  // What held the run must not hold the next one.
  await rm(path.join(place.folder, 'bin'), { recursive: true });
  const next = await runLab(['--delay-y', '50', '--quiet', '--box', 'local'], place);
  t.ok(next.status === 0 || next.status === 2, `the next run works: ${next.stderr}`);
  await assertClean(t, place);
  const exit = `${result.signal ?? result.status}${isInterrupted ? ', by Ctrl-C' : ''}`;
  return { fault, exit, says };
}

async function findLab({ before }: Place): Promise<MarkedProcess[]> {
  const found = await findMarked(before.words);
  return found.filter(({ command }) => /^\S*node \S*lab\/run\.mjs/.test(command));
}

async function findVictims({ who }: Fault, place: Place): Promise<MarkedProcess[]> {
  if (who === 'lab') return findLab(place);
  const found = await findMarked(place.before.words);
  const pattern = {
    stage: /^\S*python\S* .*stage\.py/,
    tcpdump: /^tcpdump /,
    'programs of h2': /^\S*node\S* .*client\.mjs.*--role X/,
  } as Partial<Record<Who, RegExp>>;
  return found.filter(({ command }) => pattern[who]?.test(command));
}

async function signal(fault: Fault, place: Place): Promise<void> {
  const victims = await waitFor(`the ${fault.who}`, async () => {
    const found = await findVictims(fault, place);
    return found.length > 0 ? found : undefined;
  });
  const pids = victims.map(({ pid }) => String(pid));
  await runAsRoot(['kill', '-s', fault.how.slice(3), ...pids]).catch(() => {});
  // A lab that was stopped goes on where it was.
  if (fault.who === 'lab' && fault.how === 'SIGSTOP') await runAsRoot(['kill', '-CONT', ...pids]);
}

/** Ctrl-C, where the run is held by the test, or by what was stopped. */
async function endIfItGoesOn(lab: RunningLab, { moment, who, how }: Fault): Promise<boolean> {
  const isHeld =
    (who === 'lab' && how === 'SIGSTOP') ||
    (who === 'stage' && how === 'SIGSTOP') ||
    (endless.includes(moment.name) && (who === 'disk' || who === 'tcpdump'));
  if (!isHeld) return false;
  const isOver = await Promise.race([lab.ended.then(() => true), delay(300, false)]);
  if (!isOver) lab.send('SIGINT');
  return !isOver;
}

/** What it may come to: a program that was killed is judged as one that ended. */
const allowed: Record<Who, readonly (number | string)[]> = {
  lab: [130, 'SIGKILL'],
  stage: [3, 130],
  connection: [3],
  // The stage cannot tell who killed a program: it is judged by what it did.
  'programs of h2': [1, 2, 3],
  tcpdump: [1, 2, 3],
  disk: [3, 130],
};

function assertEnd(t: Test, fault: Fault, result: LabResult, isInterrupted: boolean): string {
  const { who, moment } = fault;
  const end = result.signal ?? result.status ?? '';
  const shown = `${end}: ${result.stderr.slice(-600)}${result.stdout.slice(-300)}`;
  // In the last phase all is done: a signal may end it where it stands.
  const more = moment.name === 'reporting' ? ['SIGINT', 0, 130] : [];
  t.ok([...allowed[who], ...more].includes(end), `exit ${shown}`);
  if (isInterrupted && who !== 'disk') t.ok(end === 130 || more.includes(end), shown);
  const text = `${result.stderr}\n${result.stdout}`;
  t.notMatch(text, /\n\s+at .*:\d+:\d+|bug of the lab/, 'no stack, no bug');
  const messages = text.split('\n').filter((line) => /^lab: |Interrupted by/.test(line));
  t.ok(messages.length <= 1, `one message: ${messages.join(' | ')}`);
  const lines = text.split('\n').map((line) => line.trim());
  const find = (pattern: RegExp) => lines.find((line) => pattern.test(line));
  const says =
    messages[0] ?? find(/^! (?!timing)/) ?? find(/tcpdump|captur/) ?? find(/^\d+\/100/) ?? '';
  const plain = says
    .replaceAll(/\/tmp\/[^\s:]+/g, '…')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:…');
  return plain.replaceAll(/\s+/g, ' ').replaceAll('|', '¦').slice(0, 90);
}

async function assertEvidence(t: Test, { who, moment }: Fault, place: Place): Promise<void> {
  const run = await findRun(place);
  if (run === undefined) {
    t.equal(moment.keeps, 'nothing', 'evidence is kept');
    return;
  }
  const judged = await judgeAgain(place, run).catch((error: Error) => error.message);
  if (typeof judged === 'string') {
    // Only a disk that was full before anything was written may leave nothing to be read.
    t.ok(who === 'disk' && /no|not|empty|lab:/.test(judged), judged);
    return;
  }
  t.notMatch(judged.trouble, { code: 'UNEXPECTED' });
  if (who === 'programs of h2' || moment.name === 'starting' || moment.name === 'listening') return;
  const aboutSources = ['explains-threads', 'well-documented'];
  const failed = judged.verdicts.filter(({ outcome, informs }) => outcome === 'fail' && !informs);
  const blamed = failed.filter(({ check }) => !aboutSources.includes(check));
  if (moment.name !== 'collecting') t.same(blamed, [], 'it is held against no program');
}
