/**
 * The places for commands on one SSH connection. A server allows ten sessions by default
 * (MaxSessions, sshd_config(5)); eight are used, so that two are free for ending commands.
 */
import { LabError } from '../model/errors.ts';

/** How long a command waits for a place before that is said to be an error. */
const waitLimitMs = 60_000;

/** Thrown by an opener where the server had no room: nothing was started, so it may wait. */
export class NoRoomError extends LabError {}

/** Hands out places in order of asking. */
export class ChannelPlaces {
  readonly #boxName: string;
  readonly #waiting: (() => void)[] = [];
  #most: number;
  #used = 0;

  constructor(boxName: string, most = 8) {
    this.#boxName = boxName;
    this.#most = most;
  }

  /** Whether somebody waits for a place. */
  isShort(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Opens something in a place of its own. `open` gets the function that gives the place
   * back, once; if it rejects, the place is given back for it.
   */
  async use<Result>(open: (release: () => void) => Promise<Result>): Promise<Result> {
    for (;;) {
      await this.#take();
      let isHeld = true;
      const release = () => {
        if (!isHeld) return;
        isHeld = false;
        this.#used -= 1;
        this.#wakeNext();
      };
      try {
        return await open(release);
      } catch (error) {
        // A server with fewer places than expected: wait until one of ours is free again.
        if (!(error instanceof NoRoomError) || this.#used <= 1) {
          release();
          throw error;
        }
        this.#most = Math.min(this.#most, this.#used - 1);
        release();
      }
    }
  }

  async #take(): Promise<void> {
    if (this.#used < this.#most && this.#waiting.length === 0) {
      this.#used += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(wake), 1);
        const message = `${this.#boxName} ran ${this.#used} commands at once for a minute; one more had no place.`;
        reject(new LabError('COMMAND_FAILED', message, { hint: 'Use fewer stages at once.' }));
      }, waitLimitMs);
      const wake = () => {
        clearTimeout(timer);
        this.#used += 1;
        resolve();
      };
      this.#waiting.push(wake);
    });
  }

  #wakeNext(): void {
    if (this.#used < this.#most) this.#waiting.shift()?.();
  }
}
