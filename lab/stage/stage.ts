/**
 * The host's half of the stage: starts stage.py on a box in namespaces of its own, asks it to build
 * a network and to play, and receives what it witnesses. The protocol is in protocol.ts.
 */
import type { Box, BoxProcess } from '../boxes/box.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import { getStageCommand, type StageOptions } from './command.ts';
import { getPlayLimitMs, getStageLimits, type StageLimits } from './limits.ts';
import { lineCostBytes, makeAllowance, makeLineSplitter } from './lines.ts';
import {
  type BuildRequest,
  findLeft,
  type LiveWord,
  messageSchema,
  type PlayRequest,
  parseEnvironment,
  type ReadyRequest,
  type SeriesRequest,
  type StageEnvironment,
  type StageMessage,
  type TrialMessage,
  toStageError,
} from './protocol.ts';
import type { BuildSink, PlayResult, PlaySink, SeriesSink } from './sinks.ts';

export { type CaptureKind, type KernelKind, kernelKinds, type StageOptions } from './command.ts';
export type { PlayResult, PlaySink } from './sinks.ts';
export { stageFiles } from './stage-files.ts';

/** What unshare says when its child is killed (util-linux 2.38): a slip of its own. */
const noise = /^unshare: sigprocmask unblock failed.*/gm;
const lineLimitBytes = 4 << 20;
const closeLimitMs = 2_000;

interface Waiting {
  timer: NodeJS.Timeout;
  resolve(value: unknown): void;
  reject(error: LabError): void;
}

/** One running Mininet network on a box. */
export class Stage {
  /** Set once the stage is of no more use. */
  lost: LabError | undefined;
  readonly #process: BoxProcess;
  readonly #limits: StageLimits;
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();
  #onEvent: ((event: JournalEvent) => void) | undefined;
  #onFile: ((name: string, data: Uint8Array) => void) | undefined;
  #onTrial: ((trial: TrialMessage) => void) | undefined;
  #onBuild: BuildSink | undefined;
  #lastWords = '';
  /** Once it has sent what it must not, nothing more of it is read. */
  #isRefused = false;
  readonly #allowance = makeAllowance();
  readonly #ready: Promise<unknown>;

  constructor(process: BoxProcess, { isSlow }: Pick<StageOptions, 'isSlow'> = {}) {
    this.#process = process;
    this.#limits = getStageLimits(isSlow);
    this.#ready = this.#wait(0, this.#limits.readyMs, 'start');
    // The first request awaits it; until then a failure must not count as unhandled.
    this.#ready.catch(() => {});
    process.stdin.on('error', () => {}); // A stage that is gone is seen by `ended`.
    process.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString('utf8')).slice(-4096);
    });
    const split = makeLineSplitter((line) => this.#receive(line), lineLimitBytes);
    process.stdout.on('data', (chunk: Buffer) => {
      if (this.#isRefused) return;
      try {
        this.#allowance.take(chunk.length);
        split(chunk);
      } catch (error) {
        this.#refuse(new LabError('STAGE_LOST', `The stage sent ${(error as Error).message}`));
      }
    });
    void process.ended.then(({ status, signal, lost }) => {
      const how = signal === null ? `status ${status}` : signal;
      this.#lose(
        lost === undefined
          ? new LabError('STAGE_LOST', `The stage ended by itself (${how})${this.#quoteWords()}`, {
              hint: 'Run it again; if it stays so, look at the last lines above.',
            })
          : new LabError('BOX_LOST', lost.message, {
              hint: 'Results so far were saved; nothing is left on the box.',
              cause: lost,
            }),
      );
    });
  }

  /**
   * Builds the network and probes it end to end; the limit is one of silence, so that a large one
   * has its time. Throws LabError STAGE_*, BOX_LACKS, TOPOLOGY_WRONG.
   */
  async build(request: BuildRequest, sink?: BuildSink): Promise<StageEnvironment> {
    this.#onBuild = sink;
    // It is on its way while the stage starts, whose first answer is that it is ready.
    const built = this.#ask('build', { build: request }, this.#limits.buildMs);
    const [answer] = await Promise.all([built, this.#ready]);
    try {
      return parseEnvironment(answer, request);
    } catch (error) {
      this.#refuse(toLabError(error));
      throw error;
    }
  }

  /** Starts programs in advance, for the next play. Throws LabError STAGE_*. */
  async ready(request: ReadyRequest): Promise<void> {
    await this.#ask('ready', { ready: request }, request.listenMs + this.#limits.readyMs);
  }

  /** Plays once. Never rejects: whatever was witnessed is given, with the trouble beside it. */
  async play(request: PlayRequest, sink: PlaySink = {}): Promise<PlayResult> {
    const events: JournalEvent[] = [];
    const files = new Map<string, Uint8Array[]>();
    this.#onEvent = (event) => {
      events.push(event);
      sink.onEvent?.(event);
    };
    this.#onFile = (name, data) => {
      const parts = files.get(name) ?? [];
      parts.push(data);
      files.set(name, parts);
      sink.onFile?.(name, data);
    };
    const limitMs = getPlayLimitMs(request) + this.#limits.collectMs;
    let trouble: LabError | undefined;
    try {
      const left = findLeft(await this.#ask('play', { play: request }, limitMs));
      this.lost ??= left;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      trouble = error;
    }
    this.#onEvent = undefined;
    this.#onFile = undefined;
    const joined = [...files].map(([name, parts]) => [name, Buffer.concat(parts)] as const);
    return { events, files: new Map(joined), ...(trouble && { trouble }) };
  }

  /** What people do at the terminals of the play that goes on; after it, it means nothing. */
  tell(word: LiveWord): void {
    if (!this.lost) this.#process.stdin.write(`${JSON.stringify({ live: word })}\n`);
  }

  /** Plays a series; gives what put an end to it before its time. Never rejects. */
  async series(request: SeriesRequest, sink: SeriesSink): Promise<LabError | undefined> {
    this.#onEvent = sink.onEvent;
    this.#onFile = sink.onFile;
    this.#onTrial = sink.onTrial;
    // The limit is one of silence: every trial that is told begins it anew.
    const longestMs = Math.max(...request.trials.map(({ limitMs }) => limitMs));
    const limitMs = Math.max(request.listenMs, longestMs) + this.#limits.collectMs;
    try {
      await this.#ask('series', { series: request }, limitMs);
      return undefined;
    } catch (error) {
      return toLabError(error);
    } finally {
      this.#onEvent = this.#onFile = this.#onTrial = undefined;
    }
  }

  /** Ends the stage; its kernel namespaces take everything with them. Idempotent. */
  async close(): Promise<void> {
    this.lost ??= new LabError('STAGE_LOST', 'The stage was closed');
    this.#process.stdin.end(`${JSON.stringify({ id: this.#nextId++, do: 'stop' })}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, closeLimitMs);
    });
    await Promise.race([this.#process.ended, late]);
    clearTimeout(timer);
    this.#process.kill();
    await this.#process.ended;
  }

  /** Leaves it to the next client, who comes by the FIFOs of a folder (waiting.ts). */
  async leave(folder: string): Promise<void> {
    await this.#ask('wait', { folder }, this.#limits.readyMs);
    this.lost ??= new LabError('STAGE_LOST', 'The stage was left to another');
    // That ends what carried its words, by which the stage sees that its client has gone.
    this.#process.kill();
    await this.#process.ended;
  }

  /** Ends it at once, without a word. */
  kill(): void {
    this.lost ??= new LabError('STAGE_LOST', 'The stage was ended');
    this.#process.kill();
  }

  async #ask(kind: string, body: object, limitMs: number): Promise<unknown> {
    if (this.lost) throw this.lost;
    this.#allowance.renew();
    const id = this.#nextId++;
    const answer = this.#wait(id, limitMs, kind);
    this.#process.stdin.write(`${JSON.stringify({ id, do: kind, ...body })}\n`);
    return answer;
  }

  #wait(id: number, limitMs: number, what: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `The stage did not ${what} within ${limitMs / 1000} s`;
        this.#lose(new LabError('STAGE_SLOW', `${message}${this.#quoteWords()}`));
        this.#process.kill();
      }, limitMs);
      this.#waiting.set(id, {
        timer,
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  #receive(line: string): void {
    if (this.#isRefused) return;
    this.#allowance.take(lineCostBytes);
    let message: StageMessage;
    try {
      message = messageSchema.parse(JSON.parse(line));
    } catch (cause) {
      const start = JSON.stringify(line.slice(0, 80));
      this.#refuse(
        new LabError('STAGE_LOST', `The stage sent an invalid message: ${start}`, { cause }),
      );
      return;
    }
    if ('event' in message) this.#onEvent?.(message.event);
    else if ('file' in message) this.#onFile?.(message.file, Buffer.from(message.data, 'base64'));
    else if ('trial' in message) {
      this.#goOn();
      this.#onTrial?.(message.trial);
    } else if ('progress' in message) {
      this.#goOn();
      this.#onBuild?.(message.progress);
    } else if ('ready' in message) this.#settle(0, (waiting) => waiting.resolve(undefined));
    else {
      const { id, ok, error } = message;
      this.#settle(id, (waiting) => {
        if (error === undefined) waiting.resolve(ok);
        else waiting.reject(toStageError(error));
      });
    }
  }

  /** What is asked of it goes on: its limits begin anew. */
  #goOn(): void {
    this.#allowance.renew();
    for (const { timer } of this.#waiting.values()) timer.refresh();
  }

  #settle(id: number, act: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    act(waiting);
  }

  #refuse(error: LabError): void {
    this.#isRefused = true;
    this.#lose(error);
    this.#process.kill();
  }

  #lose(error: LabError): void {
    this.lost ??= error;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(this.lost);
  }

  #quoteWords(): string {
    const words = this.#lastWords.replace(noise, '').trim().split('\n').slice(-8).join('\n');
    return words === '' ? '' : `; its last words:\n${words}`;
  }
}

/** Starts the box's half; nothing is built yet. */
export async function openStage(box: Box, options: StageOptions): Promise<Stage> {
  return new Stage(await box.start(getStageCommand(options)), options);
}
