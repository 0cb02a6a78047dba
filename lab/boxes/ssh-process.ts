/**
 * A command that runs on a box over SSH, with streams that behave as those of a local one: ssh2's
 * channel never calls back a write that comes too late, and joins stdin and stdout in one stream.
 */
import { type Duplex, type Readable, Transform, Writable } from 'node:stream';
import type { BoxProcess, ProcessEnd } from './box.ts';
import { waitForReaders } from './readers.ts';
import { waitAtMost } from './run-command.ts';

/** What is needed of ssh2's ClientChannel. */
export interface Channel extends Duplex {
  readonly stderr: Readable;
  close(): void;
}

export interface ProcessHooks {
  /** Kills the command on the box, in another channel. */
  killOnBox(): Promise<void>;
  /** Resolves if the connection breaks. */
  lost: Promise<Error>;
  /** What both outputs begin with, behind whatever the login shell printed on its own. */
  mark: string;
}

/** How long a killed command may take to be gone before its channel is closed regardless. */
const killLimitMs = 5_000;
/** How long a command that was killed may take to end before it is looked for again. */
const killAgainMs = 250;
/** How long the server may take to confirm that a channel is closed: sshd waits for the command. */
const closeLimitMs = 1_000;
/** How long after its end the output of a command may wait for somebody to read it. */
const unreadLimitMs = 1_000;
/** How long a reader may take, after the connection broke, to read what had arrived. */
const drainLimitMs = 1_000;

/**
 * To be called at once when the channel opens: its events may follow in the same turn.
 */
export function makeProcess(channel: Channel, hooks: ProcessHooks): BoxProcess {
  const stdin = makeStdin(channel);
  let begin = () => {};
  /** Before it has begun it could not be found on the box. */
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const stdout = makeOutput(hooks.mark, begin);
  const stderr = makeOutput(hooks.mark, begin);
  channel.on('error', () => {});
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  channel.pipe(stdout);
  channel.stderr.pipe(stderr);
  // A reader that went away must not hold up the end of the command.
  stdout.once('close', () => channel.resume());
  stderr.once('close', () => channel.stderr.resume());

  let isKilled = false;
  let isOver = false;
  let isClosed = false;
  const closed = new Promise<ProcessEnd>((resolve) => {
    channel.once('exit', () => setTimeout(dropUnread, unreadLimitMs, stdout, stderr).unref());
    channel.once('close', (status?: number | null, signal?: string) => {
      isClosed = true;
      stdin.destroy();
      const isUnknown = status === undefined || status === null;
      resolve({
        status: status ?? null,
        signal: signal ?? (isKilled && isUnknown ? 'SIGKILL' : null),
      });
    });
  });
  const finished = closed.then(async (end) => {
    await waitForReaders(stdout, stderr);
    return end;
  });
  const broken = hooks.lost.then(async (lost) => {
    stdin.destroy();
    await waitAtMost(waitForReaders(stdout, stderr), drainLimitMs);
    return { status: null, signal: null, lost };
  });
  let giveUp: (end: ProcessEnd) => void = () => {};
  const givenUp = new Promise<ProcessEnd>((resolve) => {
    giveUp = resolve;
  });
  const ended = Promise.race([finished, broken, givenUp]).then((end) => {
    isOver = true;
    return end;
  });
  /** A process that is in the midst of execve(2) shows no environment, and is not found. */
  const killUntilEnded = async () => {
    await Promise.race([begun, closed]);
    while (!isClosed && !isOver) {
      await hooks.killOnBox();
      await waitAtMost(closed, killAgainMs);
    }
  };
  const kill = () => {
    if (isKilled || isOver) return;
    isKilled = true;
    dropUnread(stdout, stderr);
    void waitAtMost(killUntilEnded(), killLimitMs).then(async () => {
      channel.close();
      await waitAtMost(ended, closeLimitMs);
      giveUp({ status: null, signal: 'SIGKILL' });
    });
  };
  return { stdin, stdout, stderr, ended, kill };
}

/** Throws away what nobody reads: a full stream would keep its channel from closing. */
function dropUnread(...streams: Transform[]): void {
  for (const stream of streams) if (stream.readableFlowing === null) stream.resume();
}

/**
 * A writable of its own: it is destroyed when the channel closes, so that no writer waits forever.
 */
function makeStdin(channel: Channel): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => channel.write(chunk, done),
    final: (done) => {
      channel.end();
      done();
    },
    destroy: (error, done) => {
      channel.end();
      done(error);
    },
  });
}

/** Of what was printed before the mark this much is kept, in case that the mark never comes. */
const noiseBytes = 65_536;

/**
 * Hands on what comes behind the line with the mark. Where that never comes, the login shell did
 * not run the command: then what it said instead is handed on, when it ends.
 */
function makeOutput(mark: string, onMark: () => void): Transform {
  const line = Buffer.from(`${mark}\n`);
  let noise: Buffer | undefined = Buffer.alloc(0);
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (noise === undefined) return done(null, chunk);
      const all = Buffer.concat([noise, chunk]);
      const at = all.indexOf(line);
      noise = at < 0 ? all.subarray(-noiseBytes) : undefined;
      if (at >= 0) onMark();
      const rest = at < 0 ? all.subarray(0, 0) : all.subarray(at + line.length);
      if (rest.length === 0) done();
      else done(null, rest);
    },
    flush: (done) => {
      if (noise === undefined || noise.length === 0) done();
      else done(null, noise);
    },
  });
}
