/**
 * A pool of stages on one box: plays run side by side, each in namespaces of its own, and a stage
 * whose network fits the next play is used again, warm. A stage that was lost is replaced.
 */
import type { Box } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import { choosePlaces, measureLateMs, type Places } from './places.ts';
import type { BuildRequest, StageEnvironment } from './protocol.ts';
import { openStage, Stage, type StageOptions } from './stage.ts';
import { makeBuildTeller } from './tell-build.ts';
import { Turns } from './turns.ts';
import { describeStage } from './waiting.ts';

export interface Built {
  stage: Stage;
  environment: StageEnvironment;
}

interface Entry extends Built {
  key: string;
}

/** What several who share a pool want of it. */
export interface PoolShares {
  /**
   * So many plays on the same network go on at a time; default: as many as there are places. A
   * network costs as much as a play, so whoever has many networks to play on wants one of each.
   */
  perNetwork?: number;
  /** So many networks more than places are kept, for whoever is about to play on again. */
  spare?: number;
  /** So many plays go on at a time until it shows that the machine bears more; default: all. */
  first?: number;
}

/** Told what the networks do that is not as expected: that one takes long, say. */
interface PoolTeller {
  say?: (line: string) => void;
}

/** At most `size` stages play at a time, and fewer while the machine is late. */
export class StagePool {
  readonly size: number;
  readonly #box: Box;
  readonly #options: StageOptions;
  readonly #idle: Entry[] = [];
  readonly #stages = new Set<Stage>();
  readonly #closing = new Set<Promise<void>>();
  readonly #turns: Turns;
  readonly #teller: ReturnType<typeof makeBuildTeller>;
  readonly #spare: number;
  #places: Places;
  #ended: LabError | undefined;

  constructor(
    box: Box,
    options: StageOptions,
    size: number,
    { say, perNetwork, spare = 0, first = size }: PoolShares & PoolTeller = {},
  ) {
    this.#box = box;
    this.#teller = makeBuildTeller(say);
    this.#options = options;
    this.size = size;
    this.#spare = spare;
    this.#places = { count: Math.max(1, Math.min(first, size)), seenMs: [] };
    this.#turns = new Turns(this.#places.count, perNetwork);
  }

  /**
   * Hands a built stage to `act` once there is room. With `keep: false` the stage is not used again
   * (a foreign program may leave the network as nobody else wants it); with `share`, only by who
   * says the same.
   */
  async use<Result>(
    request: BuildRequest,
    { keep, share }: { keep: boolean; share?: string },
    act: (built: Built) => Promise<Result>,
  ): Promise<Result> {
    const key = JSON.stringify([request, share]);
    let kept = false;
    await this.#turns.take(key);
    try {
      const entry = await this.#take(request, key);
      try {
        return await act(entry);
      } finally {
        kept = keep && !entry.stage.lost && !this.#ended;
        if (kept) this.#idle.push(entry);
        else this.#retire(entry.stage);
      }
    } finally {
      this.#turns.give(key, kept);
    }
  }

  /** Takes fewer plays at a time, or more again, by what one that has ended shows. */
  follow(events: readonly JournalEvent[]): void {
    this.#places = choosePlaces(this.#places, measureLateMs(events), { most: this.size });
    this.#turns.resize(this.#places.count);
  }

  /** Ends the stages that idle: the next plays get fresh ones. */
  renew(): void {
    for (const { stage } of this.#idle.splice(0)) this.#retire(stage);
  }

  /** Ends all stages, politely. Idempotent. */
  async close(): Promise<void> {
    this.#ended ??= new LabError('STAGE_LOST', 'The stages were closed');
    for (const stage of [...this.#stages]) this.#retire(stage);
    await Promise.all(this.#closing);
  }

  /** Ends all stages at once; plays that run come back with `reason` as their trouble. */
  kill(reason: LabError): void {
    this.#ended ??= reason;
    for (const stage of this.#stages) {
      stage.lost ??= reason;
      stage.kill();
    }
  }

  async #take(request: BuildRequest, key: string): Promise<Entry> {
    if (this.#ended) throw this.#ended;
    for (;;) {
      const index = this.#idle.findIndex((entry) => entry.key === key);
      const [found] = index < 0 ? [] : this.#idle.splice(index, 1);
      if (!found) break;
      if (!found.stage.lost) return found;
      this.#retire(found.stage);
    }
    const alive = this.#turns.busy + this.#idle.length;
    const stranger = alive > this.size + this.#spare ? this.#idle.shift() : undefined;
    if (stranger) this.#retire(stranger.stage);
    const stage = await this.#open(request);
    this.#stages.add(stage);
    if (this.#ended) stage.kill();
    try {
      const environment = await stage.build(request, this.#teller.watch(request));
      this.#teller.tellLent(request, environment);
      return { key, stage, environment };
    } catch (error) {
      this.#retire(stage);
      throw error;
    }
  }

  /** One that waits with its network already, where the box was frozen with one; else a new one. */
  async #open(request: BuildRequest): Promise<Stage> {
    const words = describeStage(this.#options, request);
    const waiting = await this.#box.takeWaiting?.(words);
    if (waiting !== undefined) return new Stage(waiting, this.#options);
    return openStage(this.#box, this.#options);
  }

  #retire(stage: Stage): void {
    if (!this.#stages.delete(stage)) return;
    const closing = stage.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
