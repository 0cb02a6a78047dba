/**
 * Makes a submission ready to play in a folder of our own: its files copied, what it needs looked
 * for, and built. What fails here is the submission's, never trouble of the lab.
 */
import { LabError } from '../model/errors.ts';
import type { Conclusion } from '../model/submission.ts';

/** Runs a command where the programs will run, and gives how it ended. */
export type RunCommand = (
  argv: readonly string[],
  options: { limitMs: number },
) => Promise<{ status: number | null; signal: string | null; stdout: string; stderr: string }>;

/** Why a submission cannot be played, with what was printed last. */
export interface Refusal {
  outcome: 'unsupported' | 'fail';
  because: string;
  lastLines: string[];
}

const buildLimitMs = 120_000;
const lookLimitMs = 20_000;
const mostLines = 12;

/** Looks for what is needed and builds; gives why it cannot be played, if so. */
export async function prepareSubmission(
  { submission, needs, unsupported }: Conclusion,
  options: { run: RunCommand; wrapBuild: (command: string) => readonly string[] },
): Promise<Refusal | undefined> {
  if (unsupported !== undefined) return refuse('unsupported', unsupported);
  for (const need of needs) {
    const missing = await findMissing(need, options.run);
    if (missing !== undefined) return missing;
  }
  if (submission.build === undefined) return undefined;
  const argv = options.wrapBuild(submission.build);
  const built = await options.run(argv, { limitMs: buildLimitMs }).catch((error: unknown) => {
    // The limit of a command is the lab's word for it; here it is the submission that was slow.
    if (error instanceof LabError && error.code === 'COMMAND_FAILED') return undefined;
    throw error;
  });
  if (built === undefined) {
    return refuse('fail', `${submission.build} did not end within ${buildLimitMs / 1000} s`);
  }
  if (built.status === 0) return undefined;
  const how = built.signal === null ? `status ${built.status}` : built.signal;
  return {
    outcome: 'fail',
    because: `it does not build: ${submission.build} ended with ${how}`,
    lastLines: getLastLines(`${built.stdout}\n${built.stderr}`),
  };
}

/** A runtime can be there by name only: pyenv's shims, and stubs that want to be installed. */
const versionFlags: Record<string, string> = {
  python2: '--version',
  python3: '--version',
  python: '--version',
  go: 'version',
  java: '-version',
  javac: '-version',
  node: '--version',
};

async function findMissing(need: string, run: RunCommand): Promise<Refusal | undefined> {
  const flag = versionFlags[need];
  const script = flag === undefined ? 'command -v -- "$1"' : '"$1" "$2"';
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const argv = ['env', path, 'sh', '-c', script, 'sh', need, ...(flag === undefined ? [] : [flag])];
  const { status } = await run(argv, { limitMs: lookLimitMs });
  if (status === 0) return undefined;
  return refuse('unsupported', `it needs ${need}, which this machine does not have`);
}

function refuse(outcome: Refusal['outcome'], because: string): Refusal {
  return { outcome, because, lastLines: [] };
}

function getLastLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-mostLines);
}
