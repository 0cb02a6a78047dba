/**
 * A box over SSH: the last connection of a route (ssh-route.ts, ssh-connection.ts), whose channels
 * carry all commands. One shell is opened in advance, beside whatever comes first: what is started
 * later costs one round trip instead of two.
 */
import { LabError } from '../model/errors.ts';
import { canAsk, canAskPassword } from './ask-password.ts';
import type { Box, BoxProcess } from './box.ts';
import { encodeForPrintf, quoteCommand, wrapForAnyShell } from './quote.ts';
import { describeCommand, runCommand, waitAtMost } from './run-command.ts';
import { ChannelPlaces, NoRoomError } from './ssh-channels.ts';
import { type Connection, openRoute } from './ssh-connection.ts';
import { makeEnder } from './ssh-ender.ts';
import { QuestionError } from './ssh-errors.ts';
import { getMark, getPreamble, getWaitScript } from './ssh-lines.ts';
import { makeProcess } from './ssh-process.ts';
import { openByProgram } from './ssh-program.ts';
import { pushFiles } from './ssh-push.ts';
import { type Hop, planRoute, type SshOptions } from './ssh-route.ts';
import { Sudo } from './sudo.ts';
import { getVariable, keepTag } from './sweep.ts';
import { unlockSudo } from './unlock-sudo.ts';

export type { SshOptions } from './ssh-route.ts';

/** How long commands that still run may take to be ended when a box is closed. */
const endLimitMs = 6_000;

/**
 * Connects to `ssh://user@host:port`. Rejects with LabError: FLAG_WRONG, FILE_WRONG,
 * BOX_UNREACHABLE, BOX_UNTRUSTED or BOX_REFUSED.
 */
export async function openSshBox(address: string, options: SshOptions = {}): Promise<Box> {
  const connection = await connectTo(await planRoute(address, options));
  const { label = address } = options;
  const sudo = new Sudo();
  const starter = makeStarter(label, connection, sudo);
  const box = { name: label, start: starter.start };
  return {
    ...box,
    kind: 'ssh',
    run: (argv, runOptions) => runCommand(box, argv, runOptions),
    push: (files) => pushFiles(box, files),
    unlockSudo: async () => {
      if (!canAskPassword()) return false;
      await unlockSudo(box, sudo, { where: `the box ${label}` });
      return true;
    },
    close: async () => {
      await starter.endAll();
      sudo.forget();
      await connection.close();
    },
  };
}

/** Where any host on the way needs the ssh program, ssh goes the whole way. */
async function connectTo(hops: readonly Hop[]): Promise<Connection> {
  const last = hops.at(-1);
  if (last !== undefined && hops.some(({ programOnly }) => programOnly !== undefined)) {
    return openByProgram(last);
  }
  return openRoute(hops).catch((error: unknown) => {
    // What a host asks, ssh asks the person at the terminal; it is stored nowhere.
    const isToAsk =
      error instanceof QuestionError && canAsk() && last?.options.hostKey === undefined;
    if (isToAsk && last !== undefined) return openByProgram(last);
    throw error;
  });
}

/** A shell that waits for its command. */
interface Spare {
  running: BoxProcess;
  tag: string;
  /** Says which command it is, for its end. */
  become(argv: readonly string[]): void;
}

function makeStarter(name: string, connection: Connection, sudo: Sudo) {
  const places = new ChannelPlaces(name);
  const ender = makeEnder(name, connection, sudo);
  const own = new Set<BoxProcess>();
  let spare: Spare | undefined;
  /** It ends with its input, having done nothing. */
  const dropSpare = () => {
    spare?.running.stdin.end();
    spare = undefined;
  };
  void connection.lost.then(dropSpare);

  const open = (line: string, tag: string, getArgv: () => readonly string[]) =>
    places.use(async (release) => {
      const exec = () =>
        connection.exec(line, (channel) =>
          makeProcess(channel, {
            lost: connection.lost,
            mark: getMark(tag),
            killOnBox: () => ender.end(getArgv(), tag),
          }),
        );
      const running = await exec().catch(async (error: unknown) => {
        if (!(error instanceof NoRoomError)) throw error;
        // On a box with few places shells that only wait are in the way.
        dropSpare();
        if (await ender.dismiss()) return exec();
        throw error;
      });
      void running.ended.then(() => {
        own.delete(running);
        if (spare?.running === running) spare = undefined;
        release();
      });
      return running;
    });

  const openSpare = async () => {
    const tag = ender.makeTag();
    let argv: readonly string[] = [];
    const running = await open(
      wrapForAnyShell(getWaitScript(tag), getVariable(tag)),
      tag,
      () => argv,
    );
    spare = {
      ...{ running, tag },
      become: (command) => {
        argv = command;
      },
    };
    if (places.isShort()) dropSpare();
  };
  // A box that has no room for it does without.
  openSpare().catch(() => {});

  const start = async (argv: readonly string[]): Promise<BoxProcess> => {
    const tag = spare?.tag ?? ender.makeTag();
    const { words, begin } = sudo.command(keepTag(argv, tag));
    const { line, command } = makeLines(name, words, tag);
    if (spare === undefined) {
      const running = await open(line, tag, () => argv);
      own.add(running);
      ender.watch(argv);
      return begin(running);
    }
    const { running, become } = spare;
    spare = undefined;
    own.add(running);
    become(argv);
    running.stdin.write(`${command}\n`);
    ender.watch(argv);
    return begin(running);
  };

  const endAll = async () => {
    dropSpare();
    const left = [...own];
    for (const running of left) running.kill();
    await waitAtMost(Promise.all(left.map((running) => running.ended)), endLimitMs);
    void ender.dismiss();
  };
  return { start, endAll };
}

/**
 * The one string that SSH carries, and the command for a shell that waits; an argument that cannot
 * be quoted is an error of the caller.
 */
function makeLines(name: string, argv: readonly string[], tag: string) {
  try {
    const command = `exec ${quoteCommand(argv)}`;
    const line = wrapForAnyShell(`${getPreamble(tag)}${command}`, getVariable(tag));
    return { line, command: encodeForPrintf(command) };
  } catch (cause) {
    const message = `On ${name}, ${describeCommand(argv)} cannot be run: ${(cause as Error).message}.`;
    throw new LabError('COMMAND_FAILED', message, { cause });
  }
}
