/**
 * Finds a Python for programs that the system's own does not run any more, and has them run by it:
 * what their author had is no fault of theirs.
 */
import type { Conclusion, SubmittedFile } from '../model/submission.ts';
import { findPythonProbe } from './find-new-python.ts';
import { findRefused } from './find-old-python.ts';
import {
  getWantedPython,
  type Interpreter,
  listInterpreters,
  takeForPython2,
  useInterpreter,
  type WantedPython,
} from './find-runtime.ts';
import type { RunCommand, RunInside } from './prepare-submission.ts';

export interface OldRuntime {
  /** How it is played; `unsupported` where no such Python is here. */
  conclusion: Conclusion;
  notes: string[];
  /** The folders that a sandbox has to show. */
  runtimes: string[];
}

export interface OldRuntimeOptions {
  files: readonly SubmittedFile[];
  run: RunCommand;
  /** Within the walls; `runtimes`: with folders beside the system's. */
  runInside: (
    command: string,
    options: Parameters<RunInside>[1] & { runtimes?: readonly string[] },
  ) => ReturnType<RunInside>;
}

const tryLimitMs = 20_000;
/** How many are tried: a machine may have many that do not start. */
const maxTries = 4;

/** The conclusion as it is, where the system's Python will do. */
export async function findOldRuntime(
  given: Conclusion,
  options: OldRuntimeOptions,
): Promise<OldRuntime> {
  const conclusion = await takeRefused(given, options);
  const wanted = getWantedPython(conclusion);
  if (wanted === undefined) return { conclusion, notes: [], runtimes: [] };
  const all = await listInterpreters(wanted, options.run);
  for (const interpreter of all.slice(0, maxTries)) {
    if (!(await canRun(interpreter, options))) continue;
    const because = `adapted: run by Python ${interpreter.version} (${interpreter.program})`;
    return {
      conclusion: useInterpreter(conclusion, interpreter, wanted),
      notes: [`${because}: ${wanted.because}`],
      runtimes: interpreter.folder === undefined ? [] : [interpreter.folder],
    };
  }
  const unsupported = conclusion.unsupported ?? describeLack(wanted);
  return { conclusion: { ...conclusion, unsupported }, notes: [], runtimes: [] };
}

function describeLack({ major, below, because }: WantedPython): string {
  const what = major === 2 ? 'python2' : `Python 3.${(below ?? 1) - 1} or older`;
  return `it needs ${what}, which this machine does not have: ${because}`;
}

/** Asks the system's Python about its programs: what it refuses may be Python 2. */
async function takeRefused(
  conclusion: Conclusion,
  { files, runInside }: OldRuntimeOptions,
): Promise<Conclusion> {
  const probe = findPythonProbe(conclusion, files);
  if (probe === undefined || conclusion.unsupported !== undefined) return conclusion;
  const { stdout } = await runInside(probe, { limitMs: tryLimitMs });
  const refused = findRefused(stdout);
  return refused === undefined ? conclusion : takeForPython2(conclusion, refused);
}

async function canRun(
  { program, version, folder }: Interpreter,
  { runInside }: OldRuntimeOptions,
): Promise<boolean> {
  const script = 'import socket, threading, sys; sys.stdout.write("%d.%d" % sys.version_info[:2])';
  const options = { limitMs: tryLimitMs, ...(folder !== undefined && { runtimes: [folder] }) };
  const tried = await runInside(`'${program}' -c '${script}'`, options).catch(() => undefined);
  return tried?.status === 0 && tried.stdout === version;
}
