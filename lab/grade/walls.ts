/**
 * The walls of one submission: its users, its control group and the commands that put a program
 * behind them. Opened before it is built, closed after its last play.
 */
import { readdir } from 'node:fs/promises';
import { LabError } from '../model/errors.ts';
import { type BoxedRole, claimUsers } from './claim-users.ts';
import { makeControlGroup } from './control-group.ts';
import type { RunCommand } from './prepare-submission.ts';
import { findRuntimeSettings, wrapLine } from './sandbox.ts';

export interface WallOptions {
  /** The submission's folder on the box. */
  folder: string;
  role: BoxedRole;
  /** A file that becomes /etc/hosts. */
  hosts?: string;
}

export interface Walls {
  /** One line each of what a person should know: limits that cannot be held here. */
  notes: string[];
  /** Lets the builder, and no other role, write in a folder. Throws LabError. */
  giveToBuilder(folder: string): Promise<void>;
  /** One line for each limit that a program of the submission ran into so far. */
  readHits(): Promise<string[]>;
  /** The arguments that run a command of the submission within the walls. */
  wrapCommand(command: string, options: WallOptions): string[];
  /** The same as one line for a shell; placeholders of the command stay as they are. */
  wrapLine(command: string, options: WallOptions): string;
  close(): Promise<void>;
}

const tryLimitMs = 20_000;

/** Puts up the walls and tries them. Throws LabError BOX_LACKS where there can be none. */
export async function openWalls(run: RunCommand, folder: string): Promise<Walls> {
  const claimed = await claimUsers();
  const group = await makeControlGroup();
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
    wrapCommand: (command, options) => {
      const line = walls.wrapLine(command, options);
      // Its mounts are nobody else's.
      return ['unshare', '--mount', 'sh', '-c', line];
    },
    wrapLine: (command, options) => {
      const enter = group.enter(options.role);
      return wrapLine(command, { ...options, users, settings, enter });
    },
    readHits: async () => (await group.readHits()).map((hit) => `stopped: ${hit}`),
    close,
  };
  const tried = await run(walls.wrapCommand('true', { folder, role: 'server' }), {
    limitMs: tryLimitMs,
  }).catch((error: Error) => ({ status: null, stderr: error.message }));
  if (tried.status === 0) return walls;
  await close();
  const because = tried.stderr.trim().split('\n').at(-1) ?? '';
  throw new LabError('BOX_LACKS', `There is no sandbox here for strangers' programs: ${because}`, {
    hint: 'Be root, and have bubblewrap: apt-get install -y bubblewrap; or trust it: --trusted',
  });
}
