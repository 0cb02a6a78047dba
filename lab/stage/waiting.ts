/**
 * A stage that waits: it has its network, and no client. A box that is frozen with one (box qemu)
 * plays as soon as it has been resumed; pool.ts takes it where it fits.
 */
import type { Box, BoxProcess } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import { getStageCommand, type StageOptions } from './command.ts';
import type { BuildRequest, ReadyRequest, StageEnvironment } from './protocol.ts';
import { Stage } from './stage.ts';

/** What was left waiting: for whom, and where. */
export interface WaitingStage {
  words: string;
  folder: string;
}

/** Tells a stage that waits from all others: how it was started, and what it has built. */
export function describeStage(options: StageOptions, build: BuildRequest): string {
  return JSON.stringify([getStageCommand(options), build]);
}

/**
 * Starts a stage that outlives its client, has it build and start programs in advance, and leaves
 * it waiting. Throws LabError STAGE_*, COMMAND_FAILED.
 */
export async function leaveWaiting(
  box: Box,
  options: StageOptions,
  build: BuildRequest,
  getReady?: (environment: StageEnvironment) => Promise<ReadyRequest>,
): Promise<WaitingStage> {
  // The shell opens the FIFOs, which lasts until the client below has them open, too.
  const script = `folder=$(mktemp -d /tmp/lab-stage-XXXXXX) && cd "$folder" && mkfifo in out &&
env -u MININET_LAB_COMMAND setsid -f sh -c 'exec "$@" <in >out 2>words' sh "$@" >/dev/null 2>&1 &&
echo "$folder"`;
  const argv = ['sh', '-c', script, 'sh', ...getStageCommand(options)];
  const { status, stdout, stderr } = await box.run(argv);
  const folder = stdout.trim();
  if (status !== 0 || folder === '') {
    throw new LabError('STAGE_FAILED', `No stage could be left waiting: ${stderr.trim()}`);
  }
  const stage = new Stage(await attach(box, folder), options);
  const environment = await stage.build(build);
  if (getReady !== undefined) await stage.ready(await getReady(environment));
  await stage.leave(folder);
  return { words: describeStage(options, build), folder };
}

/** Comes as the next client of a stage that waits. */
export async function attach(box: Pick<Box, 'start'>, folder: string): Promise<BoxProcess> {
  return box.start(['sh', '-c', 'cat "$0/out" & exec cat >"$0/in"', folder]);
}
