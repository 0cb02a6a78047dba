/**
 * Ends a run in one of its phases, and asserts what holds whoever is ended by whichever signal:
 * one message, the right exit code, nothing left, and what was witnessed until then kept and
 * readable by lab/check.mjs.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { runAsRoot } from '../boxes/sshd.ts';
import { type LabResult, type RunningLab, readWitnessed, startLab } from './lab-command.ts';
import { findMarked } from './leftovers.ts';
import {
  assertClean,
  findRun,
  getLabCommand,
  judgeAgain,
  makePlace,
  type Place,
} from './trouble.ts';
import type { Moment } from './trouble-moments.ts';

/** Who gets the signal: the lab itself, or on the box the stage, what started it, or sudo. */
export type Target = 'lab' | 'stage' | 'unshare' | 'sudo';

/** The processes of a target; sudo, unshare and python carry stage.py in their arguments. */
async function findTargets(target: Target, { before }: Place): Promise<number[]> {
  const first = { stage: /^\S*python\S* /, unshare: /^unshare /, sudo: /^sudo / };
  if (target === 'lab') return [];
  const found = await findMarked(before.words);
  return found
    .filter(({ command }) => command.includes('stage.py') && first[target].test(command))
    .map(({ pid }) => pid);
}

export interface Ending {
  moment: Moment;
  target: Target;
  signal: NodeJS.Signals;
  /** Another user, who has sudo; default: whoever runs the test. */
  user?: string;
}

/** How a run came to its end: what the table shows. */
export interface Ended {
  how: string;
  ms: number;
  said: string;
}

/**
 * Starts a run, ends it in the phase, and asserts all that an end must be. Who survives a signal on
 * purpose (unshare ignores INT and TERM while its child runs, sudo hands them on to it) leaves the
 * run going: then it is ended by Ctrl-C.
 */
export async function endRun(t: Test, ending: Ending): Promise<Ended> {
  const { moment, target, signal, user } = ending;
  const place = await makePlace(t, user === undefined ? [] : [user]);
  if (user !== undefined) await runAsRoot(['chown', '-R', user, place.folder]);
  const setup = await moment.prepare(t, place);
  const asUser = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`];
  const words = [
    ...asUser,
    ...(user === undefined ? [] : ['--init-groups']),
    ...(setup.words ?? []),
  ];
  const env = { ...place.env, ...(user !== undefined && { HOME: place.folder }) };
  const command = getLabCommand(words);
  const lab = startLab(setup.flags, { folder: place.folder, env, command });
  await Promise.race([
    setup.wait(),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  const startedAt = performance.now();
  const isOver = await send(lab, ending, place);
  if (!isOver) lab.send('SIGINT');
  const result = await lab.ended;
  const ms = Math.round(performance.now() - startedAt);
  const blamed: Ending = isOver ? ending : { ...ending, target: 'lab', signal: 'SIGINT' };
  assertResult(t, blamed, result);
  await assertClean(t, place);
  // On a machine that is too slow for an end in order the scenario's own trouble may be missing.
  const isForced = result.stderr.includes('not all could be ended in order');
  await assertKept(t, blamed, place, isForced);
  const how = `${result.signal ?? result.status}${isOver ? '' : ` (${target} outlives ${signal})`}`;
  return { how, ms, said: getMessages(result)[0] ?? '' };
}

/** Sends the signal; false if whoever got it is known to go on. */
async function send(lab: RunningLab, ending: Ending, place: Place): Promise<boolean> {
  const { target, signal } = ending;
  if (target === 'lab') {
    lab.send(signal);
    return true;
  }
  const pids = await findTargets(target, place);
  if (pids.length === 0) throw new Error(`there is no ${target}`);
  await runAsRoot(['kill', '-s', signal.slice(3), ...pids.map(String)]).catch(() => {});
  const goesOn =
    (target === 'unshare' && (signal === 'SIGINT' || signal === 'SIGTERM')) ||
    (target === 'sudo' && signal !== 'SIGHUP');
  if (!goesOn) return true;
  const stages = await findTargets('stage', place);
  return stages.length === 0;
}

/** The lines by which the lab says why it ended, on either stream. */
function getMessages({ stdout, stderr }: LabResult): string[] {
  const lines = `${stderr}\n${stdout}`.split('\n');
  return lines.filter((line) => /Interrupted by|The stage ended|^lab: /.test(line));
}

function assertResult(t: Test, { moment, target, signal }: Ending, result: LabResult): void {
  const shown = JSON.stringify({ ...result, stdout: result.stdout.slice(0, 300) });
  if (target !== 'lab') {
    t.equal(result.status, 3, `trouble of the lab: ${shown}`);
    t.match(getMessages(result).join('\n'), /The stage ended by itself/, 'it says so');
    return;
  }
  if (signal === 'SIGKILL') {
    t.equal(result.signal, 'SIGKILL');
    return;
  }
  if (moment.name === 'reporting') {
    // All is done and nothing runs: the signal may end it where it stands, as it ends any program.
    t.ok(result.status === 130 || result.signal === signal, shown);
    return;
  }
  t.equal(result.status, 130, shown);
  const messages = getMessages(result);
  t.equal(messages.length, 1, `one message: ${messages.join(' | ')}`);
  t.match(messages[0], new RegExp(`Interrupted by ${signal}`));
}

async function assertKept(t: Test, ending: Ending, place: Place, isForced: boolean): Promise<void> {
  const { moment, target, signal } = ending;
  const run = await findRun(place);
  if (moment.keeps === 'nothing') {
    t.equal(run, undefined, 'nothing was begun');
    return;
  }
  if (run === undefined) throw new Error('no run is kept');
  const judged = await judgeAgain(place, run);
  if (moment.keeps === 'all') {
    const stored = path.join(place.folder, run, 'result.json');
    const [told] = JSON.parse(await readFile(stored, 'utf8')).runs;
    const tell = ({ check, outcome }: { check: string; outcome: string }) => `${check} ${outcome}`;
    t.ok(told.verdicts.length > 0, 'something was judged');
    t.same(judged.verdicts.map(tell), told.verdicts.map(tell), 'the whole run is kept');
    return;
  }
  t.equal(judged.status, 3, 'the run is read, and is in trouble');
  const code = target === 'lab' && signal !== 'SIGKILL' ? 'INTERRUPTED' : 'STAGE_LOST';
  const codes = isForced ? [code, 'STAGE_LOST'] : [code];
  t.ok(codes.includes(judged.trouble?.code ?? ''), `${code}: ${judged.trouble?.message}`);
  const failed = judged.verdicts.filter(({ outcome, informs }) => outcome === 'fail' && !informs);
  // The sources are whole, whatever became of the play; all else is not known.
  const aboutSources = ['explains-threads', 'well-documented'];
  const blamed = failed.map(({ check }) => check).filter((name) => !aboutSources.includes(name));
  t.same(blamed, [], 'it is held against no program');
  if (moment.keeps === 'folder') return;
  t.match(await readWitnessed(place.folder), /"kind":"environment"/, 'what was witnessed is kept');
  const names = await readdir(path.join(place.folder, run), { recursive: true });
  const plan = names.find((name) => name.endsWith('plan.json')) ?? '';
  t.ok(JSON.parse(await readFile(path.join(place.folder, run, plan), 'utf8')), 'with its plan');
}

/** The head of the table of all that was ended, and a row of it. */
export const tableHead = [
  '| phase | who | signal | exit | after | says |',
  '| --- | --- | --- | --- | --- | --- |',
];

/** An ending in words: `SIGKILL of the stage while playing`. */
export function describeEnding({ moment, target, signal, user }: Ending): string {
  const how = user === undefined ? '' : ', with sudo';
  return `${signal} of the ${target} while ${moment.name}${how}`;
}

/** See tableHead. */
export function makeRow({ moment, target, signal }: Ending, { how, ms, said }: Ended): string {
  const cells = [moment.name, target, signal, how, `${ms} ms`, said.trim().slice(0, 60)];
  return `| ${cells.join(' | ')} |`;
}
