/**
 * Makes a submission ready to play in a folder of our own: it is built, and the packages that it
 * imports are looked for. What fails here once it was begun is the submission's.
 */
import { stripVTControlCharacters } from 'node:util';
import { LabError } from '../model/errors.ts';
import type { Conclusion, SubmittedFile } from '../model/submission.ts';
import { countWords, joinWords } from '../model/wording.ts';
import { findLacking } from './find-lacking.ts';
import { findWantedModules } from './find-modules.ts';
import { findNewPython, findPythonProbe } from './find-new-python.ts';
import { planSecondTry } from './second-try.ts';

/** Runs a command where the programs will run, and gives how it ended. */
export type RunCommand = (
  argv: readonly string[],
  options: { limitMs: number },
) => Promise<CommandEnd>;

export interface CommandEnd {
  status: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command of a shell where the submission is built. Throws LabError COMMAND_FAILED if it was
 * not over in time, and SANDBOX_FAILED where it could not be begun: trouble of the lab.
 */
export type RunInside = (command: string, options: { limitMs: number }) => Promise<CommandEnd>;

/** Why a submission cannot be played, with what was printed of that. */
export interface Refusal {
  outcome: 'unsupported' | 'fail';
  because: string;
  /** From the first error on, where one is known as such; else what was printed last. */
  lastLines: string[];
}

const buildLimitMs = 120_000;
const lookLimitMs = 20_000;
const mostLines = 12;

export interface PrepareOptions {
  /** What was handed in, as text: whatever is missing and should be among it is its own fault. */
  files: readonly SubmittedFile[];
  runInside: RunInside;
  /** What it needs and is not here: find-tools.ts. */
  missing?: readonly string[];
}

/** Why it cannot be played, if so; and what a person should know of how it was built. */
export interface Prepared {
  refusal?: Refusal;
  notes: string[];
}

/** Builds, and looks for the packages that it imports. */
export async function prepareSubmission(
  conclusion: Conclusion,
  options: PrepareOptions,
): Promise<Prepared> {
  const { submission, unsupported } = conclusion;
  if (unsupported !== undefined) return refuse('unsupported', unsupported);
  const [need] = options.missing ?? [];
  if (need !== undefined) {
    return refuse('unsupported', `it needs ${need}, which this machine does not have`);
  }
  const { build } = submission;
  const built = build === undefined ? { notes: [] } : await buildSubmission(build, options);
  return built.refusal === undefined
    ? ((await findMissingModules(conclusion, options)) ?? built)
    : built;
}

/** Builds as the submission says; where only a newer compiler refuses that, as older ones do. */
async function buildSubmission(build: string, options: PrepareOptions): Promise<Prepared> {
  const first = await runBuild(build, options);
  if (first.how === undefined) return { notes: [] };
  const next = planSecondTry(build, first.output);
  const second = next && (await runBuild(next.command, options));
  if (next && second?.how === undefined) {
    return { notes: [`adapted: built with ${next.flags}, since as it is: ${next.because}`] };
  }
  const { how, output } = second ?? first;
  const lacking = findLacking(`${output}\n${await readVersions(options)}`, options.files);
  const lastLines = getErrorLines(output);
  if (lacking !== undefined) {
    return { notes: [], refusal: { outcome: 'unsupported', because: lacking, lastLines } };
  }
  const also = next === undefined ? '' : `, and with ${next.flags}, too`;
  const because = `it does not build: ${build} ${how}${also}`;
  return { notes: [], refusal: { outcome: 'fail', because, lastLines } };
}

/** What a reader of the output needs to know of compilers: that one is older than the source. */
async function readVersions({ files, runInside }: PrepareOptions): Promise<string> {
  const has = (ending: string) => files.some(({ path }) => path.endsWith(ending));
  const commands = [
    ...(has('.java') ? ['javac -version'] : []),
    ...(has('.go') ? ['GOTOOLCHAIN=local go version'] : []),
  ];
  if (commands.length === 0) return '';
  return (await runInside(`(${commands.join('; ')}) 2>&1`, { limitMs: lookLimitMs })).stdout;
}

/** Absent `how`: it built. */
async function runBuild(
  command: string,
  { runInside }: PrepareOptions,
): Promise<{ how?: string; output: string }> {
  const ended = await runInside(command, { limitMs: buildLimitMs }).catch((error: unknown) => {
    // The limit of a command is the lab's word for it; here it is the submission that was slow.
    if (error instanceof LabError && error.code === 'COMMAND_FAILED') return undefined;
    throw error;
  });
  if (ended === undefined) {
    return { how: `did not end within ${buildLimitMs / 1000} s`, output: '' };
  }
  const output = stripVTControlCharacters(`${ended.stdout}\n${ended.stderr}`);
  if (ended.status === 0) return { output };
  const how = ended.signal === null ? `status ${ended.status}` : ended.signal;
  return { how: `ended with ${how}`, output };
}

/**
 * A newer Python that its programs want, and packages of others that they import and that are not
 * there: asked where they will run.
 */
async function findMissingModules(
  conclusion: Conclusion,
  { files, runInside }: PrepareOptions,
): Promise<Prepared | undefined> {
  const probe = findPythonProbe(conclusion, files);
  if (probe !== undefined) {
    const { stdout } = await runInside(probe, { limitMs: lookLimitMs });
    const newer = findNewPython(stdout, files);
    if (newer !== undefined) return refuse('unsupported', newer);
  }
  for (const { command, what, names } of findWantedModules(conclusion, files)) {
    const { status, stdout } = await runInside(command, { limitMs: lookLimitMs });
    const missing = stdout.split('\n').filter((line) => names.includes(line));
    if (status !== 0 || missing.length === 0) continue;
    const list = joinWords(missing);
    return refuse(
      'unsupported',
      `it needs the ${what}${missing.length > 1 ? 's' : ''} ${list}, which this machine does not have`,
    );
  }
  return undefined;
}

function refuse(outcome: Refusal['outcome'], because: string): Prepared {
  return { notes: [], refusal: { outcome, because, lastLines: [] } };
}

/** How compilers, linkers and build tools begin an error; what comes behind is often its echo. */
const errorLine = new RegExp(
  [
    /\berror(?:\[\w+\]| \w+\d+)?:/, // gcc, clang, javac, rustc, cargo, mcs, dotnet
    /undefined reference|cannot find -l|multiple definition/, // ld
    /^\S+\.go:\d+:\d+: /, // go
    /^CMake Error|No rule to make target|missing separator/,
    /(?:command )?not found$|No such file or directory$|SyntaxError|^Traceback/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** The first error and what follows it: what a person mends first. */
function getErrorLines(text: string): string[] {
  // Compilers and build tools may colour, as a Makefile says; reports show text.
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => errorLine.test(line));
  if (first < 0) return lines.slice(-mostLines);
  const shown = lines.slice(first, first + mostLines);
  const left = lines.length - first - shown.length;
  return left > 0 ? [...shown, `… and ${countWords(left, 'more line')}`] : shown;
}
