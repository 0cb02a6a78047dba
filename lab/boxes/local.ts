/**
 * The local box: this machine. The only kind of box whose commands are children of the lab itself,
 * so this file sees to it that they end when the lab does, however it ends.
 */
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { toolSettings } from '../model/tool-environment.ts';
import { canAskPassword } from './ask-password.ts';
import type { Box, BoxFile, BoxProcess, ProcessEnd } from './box.ts';
import { endCommand, makeTag, watchGroup } from './local-ender.ts';
import { checkLocalFiles } from './local-files.ts';
import { describeCommand, runCommand, waitAtMost } from './run-command.ts';
import { Sudo, type SudoCommand } from './sudo.ts';
import { getVariable, keepTag } from './sweep.ts';
import { unlockSudo } from './unlock-sudo.ts';

/** What is still open this long after a kill is held by strangers, and is let go of. */
const drainLimitMs = 500;
/** A command that was killed and is not gone after this time is given up, so that nobody hangs. */
const killLimitMs = 6_000;

const systemFolders = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** This machine as a box. */
export async function openLocalBox(): Promise<Box> {
  const launcher = await findLauncher();
  const own = new Set<BoxProcess>();
  const sudo = new Sudo();
  const start = async (argv: readonly string[]): Promise<BoxProcess> => {
    const { running, begin } = await startLocally(launcher, argv, sudo);
    own.add(running);
    void running.ended.then(() => own.delete(running));
    return begin(running);
  };
  return {
    name: 'local',
    kind: 'local',
    start,
    run: (argv, options) => runCommand({ name: 'local', start }, argv, options),
    push: async (files: readonly BoxFile[]) => {
      await checkLocalFiles(files);
      return files.map((file) => path.resolve(file.path));
    },
    unlockSudo: async () => {
      if (!canAskPassword()) return false;
      await unlockSudo({ name: 'local', start }, sudo, { where: 'this machine' });
      return true;
    },
    close: async () => {
      const left = [...own];
      for (const running of left) running.kill();
      await Promise.all(left.map((running) => running.ended));
      sudo.forget();
    },
  };
}

/**
 * The words before each command. With setpriv (util-linux >= 2.33) the kernel kills the command
 * when this process dies, even by SIGKILL (PR_SET_PDEATHSIG, prctl(2)); sudo clears that, and
 * local-ender.ts has a guard for it. Without setpriv a shell at least makes a missing program exit
 * status 127, as it is everywhere.
 */
async function findLauncher(): Promise<readonly string[]> {
  const setpriv = ['setpriv', '--pdeathsig', 'KILL', '--'];
  const options = { env: getCleanEnvironment(), extendEnv: false, reject: false } as const;
  const tried = await execa(setpriv[0] ?? '', [...setpriv.slice(1), 'true'], options);
  return tried.exitCode === 0 ? setpriv : ['/bin/sh', '-c', 'exec "$@"', 'sh'];
}

async function startLocally(
  launcher: readonly string[],
  argv: readonly string[],
  sudo: Sudo,
): Promise<{ running: BoxProcess; begin: SudoCommand['begin'] }> {
  if (argv[0] === undefined || argv[0] === '' || argv.some((word) => word.includes('\0'))) {
    throw new LabError('COMMAND_FAILED', `This is no command: ${describeCommand(argv)}.`);
  }
  const tag = makeTag();
  const { words, begin } = sudo.command(keepTag(argv, tag));
  const [program = '', ...rest] = [...launcher, ...words];
  const [variable = '', value = ''] = getVariable(tag).split('=');
  const child = execa(program, rest, {
    env: { ...getCleanEnvironment(), [variable]: value },
    extendEnv: false,
    buffer: false,
    reject: false,
    stdin: 'pipe',
    // A session of its own: Ctrl-C reaches the lab, which ends its commands in order, and kill()
    // reaches all that the command started.
    detached: true,
  });
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined) {
    const { originalMessage } = await child;
    const message = `On local, ${describeCommand(argv)} could not be started: ${originalMessage}.`;
    throw new LabError('COMMAND_FAILED', message);
  }
  const forget = watchGroup(pid, argv, sudo);
  // A command may end before it has read all; that shows in how it ended, not as an exception.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let end: (how: ProcessEnd) => void = () => {};
  let isOver = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    end = (how) => {
      isOver = true;
      forget();
      resolve(how);
    };
  });
  child.once('close', (status: number | null, signal: string | null) => end({ status, signal }));
  let isKilled = false;
  const kill = () => {
    if (isOver || isKilled) return;
    isKilled = true;
    stdin.destroy();
    // Nobody may be reading any more, and the streams close only once they were read.
    for (const stream of [stdout, stderr]) if (stream.readableFlowing === null) stream.resume();
    void waitAtMost(Promise.all([endCommand(pid, argv, { tag, sudo }), ended]), killLimitMs).then(
      () => end({ status: null, signal: 'SIGKILL' }),
    );
    void exited.then(() => {
      setTimeout(() => {
        for (const stream of [stdout, stderr]) stream.destroy();
      }, drainLimitMs).unref();
    });
  };
  return { running: { stdin, stdout, stderr, ended, kill }, begin };
}

/**
 * A small environment, the same under npm, make and a login shell; see FACTS on PYTHONUNBUFFERED.
 */
function getCleanEnvironment(): Record<string, string> {
  const { username, homedir } = os.userInfo();
  const inherited = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !folder.includes('node_modules'));
  return {
    PATH: [...new Set([...inherited, ...systemFolders])].join(path.delimiter),
    HOME: process.env.HOME ?? homedir,
    USER: username,
    LOGNAME: username,
    ...toolSettings,
  };
}
