/**
 * For tests of bad input and bad luck: a lab folder whose temporary files show, private mounts that
 * take something away from the machine, and the stored run judged again.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { makeLabFolder, root, runLab } from './lab-command.ts';
import { assertNothingLeft, type Snapshot, takeSnapshot } from './leftovers.ts';

/** A folder in which the lab is run, and what the machine had before. */
export interface Place {
  folder: string;
  before: Snapshot;
  /** TMPDIR: whatever the lab leaves there is a fault. */
  env: { TMPDIR: string };
}

/** Makes a place; `words` mark further processes as the test's. */
export async function makePlace(t: Test, words: readonly string[] = []): Promise<Place> {
  const folder = await makeLabFolder(t);
  const env = { TMPDIR: path.join(folder, 'tmp') };
  await mkdir(env.TMPDIR, { mode: 0o777 });
  return { folder, before: await takeSnapshot([folder, ...words]), env };
}

/** Asserts that no process, interface, mount or temporary file is left. */
export async function assertClean(t: Test, { folder, before, env }: Place): Promise<void> {
  await assertNothingLeft(t, before);
  // Where the lab may not write its own cache, tsx keeps one for all of the user's programs.
  const left = (await readdir(env.TMPDIR)).filter((name) => !/^tsx-\d+$/.test(name));
  t.same(left, [], 'no temporary file is left');
  const kept = await readdir(path.join(folder, '.lab'), { recursive: true }).catch(() => []);
  const half = kept.filter((name) => /\.part$|latest\.\d+/.test(name));
  t.same(half, [], 'no half file is left');
}

/** The words that run a command in a mount namespace of its own, after a script of mounts. */
export function getPrivateWords(script: string): string[] {
  const words = ['unshare', '--mount', '--propagation', 'private'];
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--preserve-env', '--'];
  return [...sudo, ...words, 'sh', '-ec', `${script}\nexec "$@"`, 'sh'];
}

/** The lab's command, behind some words. */
export function getLabCommand(words: readonly string[] = [], verb = 'run'): string[] {
  return [...words, process.execPath, path.join(root, `lab/${verb}.mjs`)];
}

export interface Judged {
  status: number | null;
  outcome: string;
  /** Of the first scenario. */
  trouble: { code: string; message: string } | undefined;
  verdicts: { check: string; outcome: string; because: string; informs: boolean }[];
  points: number;
  criteria: { id: number; outcome: string; because: string; points: number }[];
}

/** What a `--json` document says of its only scenario. */
export function readDocument(status: number | null, stdout: string): Judged {
  const document = JSON.parse(stdout);
  return {
    status,
    outcome: document.outcome,
    trouble: document.runs[0]?.trouble ?? document.trouble,
    verdicts: document.runs[0]?.verdicts ?? [],
    points: document.grade?.points ?? 0,
    criteria: document.grade?.criteria ?? [],
  };
}

/** Judges a stored run again with lab/check.mjs. */
export async function judgeAgain(
  { folder, env }: Place,
  run = '.lab/latest',
  command = getLabCommand([], 'check'),
): Promise<Judged> {
  const { status, stdout, stderr } = await runLab([run, '--json'], { folder, env, command });
  if (stdout === '') throw new Error(`check said nothing but: ${stderr}`);
  return readDocument(status, stdout);
}

/** The folder of the only run, relative to the place; undefined if none was begun. */
export async function findRun({ folder }: Place): Promise<string | undefined> {
  const [name] = await readdir(path.join(folder, '.lab/runs')).catch(() => []);
  return name === undefined ? undefined : path.join('.lab/runs', name);
}

/**
 * Copies the project to a folder; its packages are a link to ours. So there is no Makefile: `make`
 * would find them older than the copy and have npm replace them, through the link.
 */
export async function copyProject(folder: string): Promise<void> {
  for (const name of ['lab', 'programs', 'topologies', 'package.json']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
}

/** A message of the lab: one sentence or more in one paragraph, and its hint. */
export function assertOneMessage(t: Test, stderr: string, message: RegExp): void {
  const lines = stderr.split('\n').filter((line) => line.startsWith('lab: '));
  t.equal(lines.length, 1, `one message: ${stderr}`);
  t.match(lines[0], message);
  t.match(stderr, /^ {5}\S/m, 'and what to do now');
  t.notMatch(stderr, /\n\s+at .*:\d+:\d+/, 'no stack');
}

/** Output of a command of the tests' own. */
export async function getOutput(argv: readonly string[]): Promise<string> {
  const [program = '', ...rest] = argv;
  return (await promisify(execFile)(program, rest)).stdout;
}
