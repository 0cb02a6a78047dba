/**
 * A guard: a shell on a box that ends commands (sweep.ts) when it is told to, and all of them when
 * whoever told it is gone. So what traps its signals and reads no input ends as well if this
 * process is killed or a connection breaks.
 */
import type { BoxProcess } from './box.ts';

export interface Guard {
  /**
   * Ends the command with this tag. False if the guard is not there (any more): end it otherwise.
   */
  end(tag: string): Promise<boolean>;
  /** Closes its input: it ends what is left, and then itself. Resolves then; never rejects. */
  dismiss(): Promise<void>;
}

/** Starts one; a guard that cannot be started is one that is not there. */
export function makeGuard(start: () => Promise<BoxProcess>): Guard {
  const waiting = new Map<string, Set<(isDone: boolean) => void>>();
  let isGone = false;
  let isDismissed = false;
  const answer = (tag: string, isDone: boolean) => {
    for (const tell of waiting.get(tag) ?? []) tell(isDone);
    waiting.delete(tag);
  };
  const leave = () => {
    isGone = true;
    for (const tag of [...waiting.keys()]) answer(tag, false);
  };
  const guard = start().then(
    (running) => {
      let rest = '';
      running.stderr.resume();
      running.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const tag of lines) answer(tag, true);
      });
      void running.ended.then(leave);
      if (isDismissed) running.stdin.end();
      return running;
    },
    () => {
      leave();
      return undefined;
    },
  );
  return {
    end: async (tag) => {
      const running = await guard;
      if (running === undefined || isGone || isDismissed) return false;
      return new Promise((resolve) => {
        waiting.set(tag, (waiting.get(tag) ?? new Set()).add(resolve));
        running.stdin.write(`${tag}\n`);
      });
    },
    dismiss: async () => {
      isDismissed = true;
      const running = await guard;
      running?.stdin.end();
      await running?.ended;
    },
  };
}
