/**
 * The walls of one submission: its users, its control group and the commands that put a program
 * behind them. Opened before it is built, closed after its last play.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError, toLabError } from '../model/errors.ts';
import type { SubmissionRole } from '../model/submission.ts';
import { type BoxedRole, claimUsers } from './claim-users.ts';
import { makeControlGroup } from './control-group.ts';
import type { CommandEnd, RunCommand } from './prepare-submission.ts';
import { findRuntimeSettings, wrapLine } from './sandbox.ts';
import { markVariable } from './set-up.ts';

export interface WallOptions {
  /** The submission's folder on the box. */
  folder: string;
  role: BoxedRole;
  /** A file that becomes /etc/hosts. */
  hosts?: string;
  /** The folders of runtimes that are no part of the system. */
  runtimes?: readonly string[];
  /** True to give it a copy of the folder, in which it may write. */
  writes?: boolean;
  /** Shell commands that go before, as root, and end the line where they fail. */
  before?: string;
}

export interface Walls {
  /** One line each of what a person should know: limits that cannot be held here. */
  notes: string[];
  /** Lets the builder, and no other role, write in a folder. Throws LabError. */
  giveToBuilder(folder: string): Promise<void>;
  /** One line for each limit that a program of the submission ran into so far. */
  readHits(): Promise<string[]>;
  /**
   * Runs a command of the submission within the walls. Throws LabError SANDBOX_FAILED where they
   * could not be put up, COMMAND_FAILED where the command was not over in time.
   */
  run(command: string, options: WallOptions & { limitMs: number }): Promise<CommandEnd>;
  /**
   * A command of the submission as one line for a shell, in whose environment `markVariable` is;
   * placeholders of the command stay as they are.
   */
  wrapLine(command: string, options: WallOptions): string;
  close(): Promise<void>;
}

const tryLimitMs = 20_000;

/**
 * Puts up the walls for a build and the programs of these roles, and tries them. Throws LabError
 * BOX_LACKS where there can be none.
 */
export async function openWalls(
  run: RunCommand,
  folder: string,
  programs: readonly SubmissionRole[],
): Promise<Walls> {
  const roles: readonly BoxedRole[] = ['build', ...programs];
  const claimed = await claimUsers(roles);
  const group = await makeControlGroup(roles);
  const { users } = claimed;
  const settings = findRuntimeSettings(await readdir('/etc'));
  const close = async () => {
    await group.remove();
    await claimed.release();
  };
  const walls: Walls = {
    notes:
      group.holds.length === 3
        ? []
        : ['sandbox: limits hold for each process only, since no control groups can be used here'],
    giveToBuilder: async (owned) => {
      await run(['chown', '-R', `${users.build}:${users.build}`, owned], { limitMs: tryLimitMs });
    },
    run: (command, { limitMs, ...options }) =>
      runMarked(walls.wrapLine(command, options), { run, folder, role: options.role, limitMs }),
    wrapLine: (command, options) => {
      const enter = group.enter(options.role);
      return wrapLine(command, { ...options, users, settings, enter });
    },
    readHits: async () => (await group.readHits()).map((hit) => `stopped: ${hit}`),
    close,
  };
  const failed = await walls.run('true', { folder, role: 'server', limitMs: tryLimitMs }).then(
    ({ status }) => (status === 0 ? undefined : `true ended with status ${status}`),
    (error: unknown) => toLabError(error).message,
  );
  if (failed === undefined) return walls;
  await close();
  throw new LabError('BOX_LACKS', `There is no sandbox here for strangers' programs: ${failed}`, {
    hint: 'Be root, and have bubblewrap: apt-get install -y bubblewrap; or trust it: --trusted',
  });
}

let marks = 0;

/** Runs a line of walls, and looks whether its program was begun. */
async function runMarked(
  line: string,
  how: { run: RunCommand; folder: string; role: BoxedRole; limitMs: number },
): Promise<CommandEnd> {
  const { run, folder, role, limitMs } = how;
  marks += 1;
  const mark = path.join(folder, `set-up-${marks}`);
  await writeFile(mark, '', { mode: 0o600 });
  try {
    // Its mounts are nobody else's.
    const argv = ['env', `${markVariable}=${mark}`, 'unshare', '--mount', 'sh', '-c', line];
    const ended = await run(argv, { limitMs }).catch((error: unknown) => toLabError(error));
    if ((await readFile(mark, 'utf8')) === '') throw describeFailure(role, ended);
    if (ended instanceof LabError) throw ended;
    return ended;
  } finally {
    await rm(mark, { force: true });
  }
}

function describeFailure(role: BoxedRole, ended: CommandEnd | LabError): LabError {
  if (ended instanceof LabError && ended.code !== 'COMMAND_FAILED') return ended;
  const because =
    ended instanceof LabError
      ? ended.message
      : `${ended.stderr.trim().split('\n').at(-1)} (${ended.signal ?? `status ${ended.status}`})`;
  return new LabError('SANDBOX_FAILED', `The sandbox of ${role} could not be set up: ${because}`, {
    hint: 'No program ran in it. Look at the memory and the disk of this machine; mark it again.',
    cause: ended,
  });
}
