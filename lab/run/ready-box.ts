/**
 * A box that is open and has all that a play needs. A connection that breaks on the way there is
 * made anew, once: looking and pushing may be done twice. Once a play has begun nothing is.
 */
import type { Box } from '../boxes/box.ts';
import { isSilence } from '../boxes/ssh-errors.ts';
import { LabError } from '../model/errors.ts';

export interface ReadySteps<Prepared> {
  open(): Promise<Box>;
  /** Is told of each box as soon as it is open, so that somebody closes it whatever happens. */
  onBox(box: Box): void;
  /** Starts nothing on the box. */
  prepare(box: Box): Promise<Prepared>;
  /** Whether somebody has ended the command meanwhile. */
  isOver(): boolean;
  say(line: string): void;
}

/** Opens and prepares; throws as these do. */
export async function makeBoxReady<Prepared>(
  steps: ReadySteps<Prepared>,
): Promise<{ box: Box; prepared: Prepared }> {
  for (let turn = 1; ; turn += 1) {
    const box = await steps.open();
    steps.onBox(box);
    try {
      return { box, prepared: await steps.prepare(box) };
    } catch (error) {
      const isBroken = error instanceof LabError && error.code === 'BOX_LOST' && !isSilence(error);
      if (!isBroken || turn === 2 || steps.isOver()) throw error;
      steps.say(`${error.message} Nothing was played yet: connecting again`);
      await box.close();
    }
  }
}
