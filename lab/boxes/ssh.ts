/**
 * A box over SSH: the last connection of a route (ssh-route.ts, ssh-connection.ts), whose channels
 * carry all commands. One shell is opened in advance, beside whatever comes first: what is started
 * later costs one round trip instead of two.
 */
import { randomUUID } from 'node:crypto';
import { LabError } from '../model/errors.ts';
import type { Box, BoxProcess } from './box.ts';
import { encodeForPrintf, quoteCommand, wrapForAnyShell } from './quote.ts';
import { describeCommand, runCommand, waitAtMost } from './run-command.ts';
import { ChannelPlaces, NoRoomError } from './ssh-channels.ts';
import { type Connection, openRoute } from './ssh-connection.ts';
import { getKillScript, getMark, getPreamble, getVariable, getWaitScript } from './ssh-kill.ts';
import { makeProcess } from './ssh-process.ts';
import { pushFiles } from './ssh-push.ts';
import { planRoute, type SshOptions } from './ssh-route.ts';

export type { SshOptions } from './ssh-route.ts';

/** How long commands that still run may take to be ended when a box is closed. */
const endLimitMs = 6_000;

/**
 * Connects to `ssh://user@host:port`. Rejects with LabError: FLAG_WRONG, FILE_WRONG,
 * BOX_UNREACHABLE, BOX_UNTRUSTED or BOX_REFUSED.
 */
export async function openSshBox(address: string, options: SshOptions = {}): Promise<Box> {
  const connection = await openRoute(await planRoute(address, options));
  const { label = address } = options;
  const starter = makeStarter(label, connection);
  const box = { name: label, start: starter.start };
  return {
    ...box,
    kind: 'ssh',
    run: (argv, runOptions) => runCommand(box, argv, runOptions),
    push: (files) => pushFiles(box, files),
    close: async () => {
      await starter.endAll();
      await connection.close();
    },
  };
}

/** A shell that waits for its command. */
interface Spare {
  running: BoxProcess;
  /** Says which command it is, for its end. */
  become(argv: readonly string[]): void;
}

function makeStarter(name: string, connection: Connection) {
  const places = new ChannelPlaces(name);
  const killPlaces = new ChannelPlaces(name, 2);
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
      const running = await connection
        .exec(line, (channel) =>
          makeProcess(channel, {
            lost: connection.lost,
            mark: getMark(tag),
            killOnBox: () => killOnBox(connection, killPlaces, getArgv(), tag),
          }),
        )
        .catch((error: unknown) => {
          // On a box with few places a shell that only waits is in the way.
          if (error instanceof NoRoomError) dropSpare();
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
    const tag = randomUUID();
    let argv: readonly string[] = [];
    const running = await open(
      wrapForAnyShell(getWaitScript(tag), getVariable(tag)),
      tag,
      () => argv,
    );
    spare = {
      running,
      become: (command) => {
        argv = command;
      },
    };
    if (places.isShort()) dropSpare();
  };
  // A box that has no room for it does without.
  openSpare().catch(() => {});

  const start = async (argv: readonly string[]): Promise<BoxProcess> => {
    const tag = randomUUID();
    const { line, command } = makeLines(name, argv, tag);
    if (spare === undefined) {
      const running = await open(line, tag, () => argv);
      own.add(running);
      return running;
    }
    const { running, become } = spare;
    spare = undefined;
    own.add(running);
    become(argv);
    running.stdin.write(`${command}\n`);
    return running;
  };

  const endAll = async () => {
    dropSpare();
    const left = [...own];
    for (const running of left) running.kill();
    await waitAtMost(Promise.all(left.map((running) => running.ended)), endLimitMs);
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

/** Never rejects: a connection that broke meanwhile is told by the command itself. */
async function killOnBox(
  connection: Connection,
  places: ChannelPlaces,
  argv: readonly string[],
  tag: string,
): Promise<void> {
  const line = wrapForAnyShell(getKillScript(tag, argv[0] === 'sudo'));
  const hooks = { lost: connection.lost, killOnBox: async () => {}, mark: getMark(tag) };
  const work = async (release: () => void) => {
    const running = await connection.exec(line, (channel) => makeProcess(channel, hooks));
    running.stdin.end();
    running.stdout.resume();
    running.stderr.resume();
    await running.ended.then(release);
  };
  await places.use(work).catch(() => {});
}
