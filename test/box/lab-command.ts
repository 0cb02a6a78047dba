/**
 * Runs the lab as a user does, in a process of its own and in a folder of its own, whose path marks
 * every process that it starts: it stands in PATH, which all of them inherit.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import * as z from 'zod';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** How long a test file with plays may take on a busy machine: `t.setTimeout` tells the runner. */
export const slowMachineMs = 300_000;

/** How long a run may take before the test calls it hung; never what a test measures. */
const hungAfterMs = 90_000;

export interface LabResult {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningLab {
  /** What it has said until now. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  send(signal: NodeJS.Signals): void;
  ended: Promise<LabResult>;
}

export interface LabOptions {
  /** The folder in which the command is given; .lab is made there. */
  folder: string;
  env?: Record<string, string>;
  /** Default: node lab/run.mjs. */
  command?: readonly string[];
  /** How long it may take before it is called hung, where a box is slow. */
  limitMs?: number;
}

/** A folder for runs, with a bin/ that stands first in their PATH; removed at the test's end. */
export async function makeLabFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-box-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'bin'));
  return folder;
}

/** Starts the lab. */
export function startLab(flags: readonly string[], options: LabOptions): RunningLab {
  const { folder, command = [process.execPath, path.join(root, 'lab/run.mjs')] } = options;
  const [program = '', ...rest] = [...command, ...flags];
  const child = spawn(program, rest, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...getEnvironment(folder), ...options.env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), options.limitMs ?? hungAfterMs);
  const ended = new Promise<LabResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, ...said });
    });
  });
  return { said, send: (signal) => child.kill(signal), ended };
}

/** Runs the lab to its end. */
export async function runLab(flags: readonly string[], options: LabOptions): Promise<LabResult> {
  return startLab(flags, options).ended;
}

/** What a user's shell would have, without flags from whoever runs the tests. */
export function getEnvironment(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(LAB_|TAP|npm_|GITHUB_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), PATH: `${folder}/bin:${process.env.PATH}` };
}

const criterion = z.object({
  id: z.number(),
  title: z.string(),
  points: z.number(),
  of: z.number(),
  outcome: z.enum(['pass', 'fail', 'unknown']),
  because: z.string().min(1),
});

/** The document of `--json`. */
export const documentSchema = z.object({
  outcome: z.enum(['pass', 'fail', 'unknown', 'trouble']),
  box: z.string(),
  wallMs: z.number(),
  runs: z.array(
    z.object({
      scenario: z.string(),
      outcome: z.enum(['pass', 'fail', 'unknown', 'trouble']),
      verdicts: z.array(
        z.object({
          check: z.string(),
          outcome: z.enum(['pass', 'fail', 'unknown']),
          because: z.string().min(1),
          informs: z.boolean(),
        }),
      ),
      timing: z.object({
        plannedGapMs: z.number().nullable(),
        wireGapMs: z.number().nullable(),
        wireOrder: z.array(z.string()),
      }),
      directory: z.string(),
    }),
  ),
  grade: z
    .object({
      rubric: z.string(),
      points: z.number(),
      of: z.number(),
      extra: z.unknown(),
      criteria: z.array(criterion),
    })
    .nullable(),
});
export type LabDocument = z.infer<typeof documentSchema>;

/** Runs with --json; whatever was said on standard error is shown if there is no document. */
export async function runForDocument(
  flags: readonly string[],
  options: LabOptions,
): Promise<LabResult & { document: LabDocument }> {
  const result = await runLab([...flags, '--json'], options);
  try {
    return { ...result, document: documentSchema.parse(JSON.parse(result.stdout)) };
  } catch (cause) {
    throw new Error(`no document; standard error: ${result.stderr}`, { cause });
  }
}

/** Waits until something is seen, looking again and again; throws after half of what a test may take. */
export async function waitFor<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const deadline = performance.now() + slowMachineMs / 2;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await delay(10);
  }
}

/** What the stage has told so far, as it was kept while it came. */
export async function readWitnessed(folder: string): Promise<string> {
  const runs = path.join(folder, '.lab/runs');
  const names = await readdir(runs, { recursive: true }).catch(() => [] as string[]);
  const file = names.find((name) => /(witnessed\.part|journal)\.jsonl$/.test(name));
  return file === undefined ? '' : readFile(path.join(runs, file), 'utf8').catch(() => '');
}

/** Waits until the stage has told that a phase of the only play began. */
export async function waitForPhase(folder: string, name: string): Promise<void> {
  await waitFor(`the phase ${name}`, async () =>
    (await readWitnessed(folder)).includes(`"name":"${name}"`) ? true : undefined,
  );
}
