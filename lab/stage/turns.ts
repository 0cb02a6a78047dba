/**
 * Whose turn it is at a pool of stages. A place that is free goes on with the same network where
 * somebody waits for it, since a network costs as much as a play; but no network keeps more than
 * its share of the places while others wait. Without I/O; used by pool.ts.
 */

/** A place that was given, until it is given back. */
interface Waiter {
  key: string;
  go(): void;
}

/** At most `size` places at a time. */
export class Turns {
  readonly #size: number;
  readonly #waiting: Waiter[] = [];
  readonly #busy = new Map<string, number>();

  constructor(size: number) {
    this.#size = size;
  }

  /** How many places are taken. */
  get busy(): number {
    return [...this.#busy.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Resolves once there is a place for a network; `key` tells which networks are the same. */
  async take(key: string): Promise<void> {
    if (this.busy < this.#size) this.#enter(key);
    else await new Promise<void>((resolve) => this.#waiting.push({ key, go: resolve }));
  }

  /** Gives a place back; `kept` says that its network is there for the next who wants it. */
  give(key: string, kept: boolean): void {
    const left = (this.#busy.get(key) ?? 1) - 1;
    if (left > 0) this.#busy.set(key, left);
    else this.#busy.delete(key);
    const next = this.#chooseNext(key, kept);
    if (next === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    // Taken at once: who asks in between must not find the place free.
    this.#enter(next.key);
    next.go();
  }

  #chooseNext(key: string, kept: boolean): Waiter | undefined {
    const keys = new Set([...this.#busy.keys(), ...this.#waiting.map((one) => one.key)]);
    const share = Math.max(1, Math.floor(this.#size / keys.size));
    const same = this.#waiting.find((one) => one.key === key);
    if (kept && same && this.#count(key) < share) return same;
    const least = Math.min(...this.#waiting.map((one) => this.#count(one.key)));
    return this.#waiting.find((one) => this.#count(one.key) === least);
  }

  #count(key: string): number {
    return this.#busy.get(key) ?? 0;
  }

  #enter(key: string): void {
    this.#busy.set(key, this.#count(key) + 1);
  }
}
