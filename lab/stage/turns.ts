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

/** At most `size` places at a time, and at most `perNetwork` of them for the same network. */
export class Turns {
  readonly #perNetwork: number;
  #size: number;
  readonly #waiting: Waiter[] = [];
  readonly #busy = new Map<string, number>();

  constructor(size: number, perNetwork = Number.POSITIVE_INFINITY) {
    this.#size = size;
    this.#perNetwork = perNetwork;
  }

  /** How many places are taken. */
  get busy(): number {
    return [...this.#busy.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Has so many places from now on; whoever has one keeps it until it is given back. */
  resize(size: number): void {
    this.#size = size;
    this.#admit();
  }

  /** Resolves once there is a place for a network; `key` tells which networks are the same. */
  async take(key: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push({ key, go: resolve });
      this.#admit();
    });
  }

  /** Gives a place back; `kept` says that its network is there for the next who wants it. */
  give(key: string, kept: boolean): void {
    const left = this.#count(key) - 1;
    if (left > 0) this.#busy.set(key, left);
    else this.#busy.delete(key);
    this.#admit(kept ? key : undefined);
  }

  /** Taken at once: who asks in between must not find the place free. */
  #admit(kept?: string): void {
    while (this.busy < this.#size) {
      const next = this.#chooseNext(kept);
      if (next === undefined) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#busy.set(next.key, this.#count(next.key) + 1);
      next.go();
    }
  }

  #chooseNext(kept?: string): Waiter | undefined {
    const waiting = this.#waiting.filter(({ key }) => this.#count(key) < this.#perNetwork);
    const keys = new Set([...this.#busy.keys(), ...waiting.map(({ key }) => key)]);
    const share = Math.max(1, Math.floor(this.#size / keys.size));
    const same = waiting.find(({ key }) => key === kept);
    if (same && this.#count(same.key) < share) return same;
    const least = Math.min(...waiting.map(({ key }) => this.#count(key)));
    return waiting.find(({ key }) => this.#count(key) === least);
  }

  #count(key: string): number {
    return this.#busy.get(key) ?? 0;
  }
}
