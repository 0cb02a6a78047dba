/**
 * Running a command to its end, on top of a box's start(): the same for every kind of box, so that
 * limits, tails and errors are the same everywhere.
 */
import type { Readable, Writable } from 'node:stream';
import { LabError } from '../model/errors.ts';
import type { BoxProcess, CommandOptions, CommandResult } from './box.ts';

/** Of each output stream this much is kept, from its end. */
const tailBytes = 1024 * 1024;
const defaultLimitMs = 30_000;
/** After the limit a command gets this long to be gone before the error is thrown regardless. */
const graceMs = 5_000;
const shownLines = 32;

/** What a command may be run by: the rest of the box is not needed. */
export interface Starter {
  readonly name: string;
  start(argv: readonly string[]): Promise<BoxProcess>;
}

export interface RunOptions extends CommandOptions {
  /** Writes the command's standard input, which is closed when this resolves. */
  feed?: (stdin: Writable) => Promise<void>;
}

/** Runs a command to its end; see Box.run. The limit covers the wait for a free channel too. */
export async function runCommand(
  box: Starter,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<CommandResult> {
  const limitMs = options.limitMs ?? defaultLimitMs;
  const limit = startLimit(limitMs);
  const starting = box.start(argv);
  try {
    const running = await Promise.race([starting, limit.passed]);
    if (running === undefined) {
      // What starts after its limit is ended; a start that fails then has nobody to tell.
      starting.then((late) => late.kill()).catch(() => {});
      throw makeLimitError(box.name, argv, limitMs);
    }
    const tails = { stdout: keepTail(running.stdout), stderr: keepTail(running.stderr) };
    void feed(running.stdin, options);
    const end = await Promise.race([running.ended, limit.passed]);
    if (end === undefined) {
      running.kill();
      await waitAtMost(running.ended, graceMs);
      throw makeLimitError(box.name, argv, limitMs, readTails(tails));
    }
    if (end.lost !== undefined) throw end.lost;
    return { status: end.status, signal: end.signal, ...readTails(tails) };
  } finally {
    limit.clear();
  }
}

/** A command that ends before it has read all says so by its status: not an error here. */
async function feed(stdin: Writable, options: RunOptions): Promise<void> {
  if (options.feed !== undefined) await options.feed(stdin).catch(() => {});
  if (!stdin.destroyed) stdin.end(options.input ?? '');
}

/**
 * LabError COMMAND_FAILED for a command whose result was not what the lab needs: box, command,
 * status, and the last 32 lines of both outputs.
 */
export function makeCommandError(
  boxName: string,
  argv: readonly string[],
  result: CommandResult,
  hint?: string,
): LabError {
  const how = result.signal === null ? `exit status ${result.status}` : `signal ${result.signal}`;
  const message = `On ${boxName}, ${describeCommand(argv)} ended with ${how}.${describeOutput(result)}`;
  return new LabError('COMMAND_FAILED', message, hint === undefined ? {} : { hint });
}

/** A command as one short line for messages. */
export function describeCommand(argv: readonly string[]): string {
  const words = argv.map((word) => (/^[\w/.:=,+@%-]+$/.test(word) ? word : JSON.stringify(word)));
  const line = words.join(' ');
  return `\`${line.length > 200 ? `${line.slice(0, 199)}…` : line}\``;
}

function describeOutput(outputs: { stdout: string; stderr: string }): string {
  const parts = (['stdout', 'stderr'] as const).map((name) => {
    const lines = outputs[name].trimEnd().split('\n').slice(-shownLines);
    return lines.join('') === '' ? '' : `\n${name}:\n  ${lines.join('\n  ')}`;
  });
  return parts.join('');
}

function makeLimitError(
  boxName: string,
  argv: readonly string[],
  limitMs: number,
  outputs = { stdout: '', stderr: '' },
): LabError {
  const message = `On ${boxName}, ${describeCommand(argv)} was ended after its limit of ${limitMs} ms.`;
  return new LabError('COMMAND_FAILED', message + describeOutput(outputs), {
    hint: 'See whether the box is overloaded, or the command waits for something.',
  });
}

interface Tail {
  chunks: Buffer[];
  bytes: number;
}

/** Keeps the last MiB of a stream, without holding more than twice that. */
function keepTail(stream: Readable): Tail {
  const tail: Tail = { chunks: [], bytes: 0 };
  stream.on('data', (chunk: Buffer) => {
    tail.chunks.push(chunk);
    tail.bytes += chunk.length;
    if (tail.bytes > 2 * tailBytes) {
      tail.chunks = [Buffer.concat(tail.chunks).subarray(-tailBytes)];
      tail.bytes = tailBytes;
    }
  });
  return tail;
}

function readTails(tails: { stdout: Tail; stderr: Tail }): { stdout: string; stderr: string } {
  return { stdout: readTail(tails.stdout), stderr: readTail(tails.stderr) };
}

function readTail(tail: Tail): string {
  const all = Buffer.concat(tail.chunks);
  if (all.length <= tailBytes) return all.toString('utf8');
  let from = all.length - tailBytes;
  // A character that the cut went through is left out (UTF-8: continuation bytes are 10xxxxxx).
  while (from < all.length && ((all[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return all.subarray(from).toString('utf8');
}

function startLimit(limitMs: number): { passed: Promise<undefined>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

/** Waits for something, but no longer than this; tells nobody which of the two it was. */
export async function waitAtMost(what: Promise<unknown>, limitMs: number): Promise<void> {
  const limit = startLimit(limitMs);
  await Promise.race([what, limit.passed]).catch(() => {});
  limit.clear();
}
