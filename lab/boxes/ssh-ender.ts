/**
 * Ends the commands of one connection on its box (sweep.ts). A guard there does it, one for the
 * user and, once sudo was used, one for root; on a box with no room for guards each end takes a
 * channel of its own.
 */
import { randomUUID } from 'node:crypto';
import type { BoxProcess } from './box.ts';
import { type Guard, makeGuard } from './guard.ts';
import { quoteCommand, wrapForAnyShell } from './quote.ts';
import { waitAtMost } from './run-command.ts';
import { ChannelPlaces } from './ssh-channels.ts';
import type { Connection } from './ssh-connection.ts';
import { getMark, getPreamble } from './ssh-lines.ts';
import { makeProcess } from './ssh-process.ts';
import { type Sudo, sudoWords } from './sudo.ts';
import { getGuardScript, getSweepScript, isElevated } from './sweep.ts';

/** How long a guard may take to end what is left before its box is left alone with it. */
const dismissLimitMs = 2_000;

export interface Ender {
  /** A tag for a command of this connection. */
  makeTag(): string;
  /** To be told of each command that starts, so that its guard is there before it is needed. */
  watch(argv: readonly string[]): void;
  /** Ends one; never rejects: a connection that broke meanwhile is told by the command itself. */
  end(argv: readonly string[], tag: string): Promise<void>;
  /** Gives the guards' channels back; they end what is left. False if there were none. */
  dismiss(): Promise<boolean>;
}

export function makeEnder(name: string, connection: Connection, sudo: Sudo): Ender {
  const prefix = randomUUID();
  const places = new ChannelPlaces(name, 2);
  const guards = new Map<boolean, Guard>();
  let isDismissed = false;

  const open = (script: string, elevated: boolean) =>
    places.use(async (release) => {
      const mark = randomUUID();
      const argv = [...(elevated ? sudoWords : []), '/bin/sh', '-c', script];
      const { words, begin } = sudo.command(argv);
      const line = wrapForAnyShell(`${getPreamble(mark)}exec ${quoteCommand(words)}`);
      const hooks = { lost: connection.lost, killOnBox: async () => {}, mark: getMark(mark) };
      const running = await connection.exec(line, (channel) => makeProcess(channel, hooks));
      void running.ended.then(release);
      return begin(running);
    });
  const watch = (argv: readonly string[]) => {
    const elevated = isElevated(argv);
    if (isDismissed || guards.has(elevated)) return;
    guards.set(
      elevated,
      makeGuard(() => open(getGuardScript(prefix), elevated)),
    );
  };
  return {
    makeTag: () => `${prefix}.${randomUUID()}`,
    watch,
    end: async (argv, tag) => {
      const elevated = isElevated(argv);
      if ((await guards.get(elevated)?.end(tag)) === true) return;
      await open(getSweepScript(tag), elevated).then(drain, () => {});
    },
    dismiss: async () => {
      const isFirst = !isDismissed && guards.size > 0;
      isDismissed = true;
      const gone = [...guards.values()].map((guard) => guard.dismiss());
      await waitAtMost(Promise.all(gone), dismissLimitMs);
      return isFirst;
    },
  };
}

async function drain(running: BoxProcess): Promise<void> {
  running.stdin.end();
  running.stdout.resume();
  running.stderr.resume();
  await running.ended;
}
