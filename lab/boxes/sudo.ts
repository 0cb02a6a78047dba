/**
 * Commands through sudo on one box, where it wants a password as where it does not. sudo keeps what
 * it was told for one session only (timestamp_type, sudoers(5)), and each command is a session of
 * its own; so each sudo that asks is told, on its standard input, before its command gets any.
 */
import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { BoxProcess } from './box.ts';
import { waitForReaders } from './readers.ts';

/** What stands before a command that is to run as root. */
export const sudoWords = ['sudo', '-n', '--'] as const;

/**
 * What sudo says when it would ask for a password: the words of sudo 1.8 and 1.9, and of sudo-rs.
 * Others are those of a user who may not use it, or of a machine without it. For grep -E.
 */
export const passwordWords = 'password is required|interactive authentication is required';

/** A command through a sudo that may ask, and how to tell what it asks from what is printed. */
export interface AskingCommand {
  words: readonly string[];
  /** sudo's prompt. */
  mark: string;
  /** Printed to standard error by the command itself, before all else: sudo is past asking. */
  begun: string;
}

/** No `%` in the mark: sudo would expand it (-p, sudo(8)). */
export function makeAskingCommand(command: readonly string[]): AskingCommand {
  const id = randomUUID();
  const [mark, begun] = [`lab-asks-${id}`, `lab-begins-${id}`];
  const inside = ['/bin/sh', '-c', `echo ${begun} >&2; exec "$@"`, 'sh', ...command];
  return { words: ['sudo', '-S', '-p', mark, '--', ...inside], mark, begun };
}

/** How sudo was talked to: whether its command began, and what stands on standard error. */
export interface Talk {
  hasBegun: boolean;
  /** Behind the line of the command if that began; all, without the prompts, if not. */
  text: Buffer;
}

/** A box that says nothing for so long does not ask in words that we know. */
const silenceLimitMs = 60_000;
/** Of what sudo and PAM say this much is kept; a prompt is looked for in it. */
const maxTextBytes = 65_536;

/**
 * Talks to sudo until its command begins or it ends. At each prompt `answer` is asked for the
 * password; undefined ends sudo's input. Standard input gets nothing unless sudo asked. The process
 * is ended where it says nothing for long, and where `answer` fails, whose error is thrown.
 */
export async function talkToSudo(
  running: BoxProcess,
  { mark, begun }: AskingCommand,
  answer: () => Promise<Buffer | undefined>,
): Promise<Talk> {
  const line = Buffer.from(`${begun}\n`);
  let text: Buffer = Buffer.alloc(0);
  try {
    for (;;) {
      const chunk = await readSome(running);
      if (chunk === undefined) return { hasBegun: false, text };
      text = Buffer.concat([text, chunk]);
      const at = text.indexOf(line);
      if (at >= 0) return { hasBegun: true, text: text.subarray(at + line.length) };
      const asked = text.indexOf(mark);
      if (asked < 0) text = text.subarray(-maxTextBytes);
      else {
        text = Buffer.concat([text.subarray(0, asked), text.subarray(asked + mark.length)]);
        await send(running, await answer());
      }
    }
  } catch (error) {
    running.stdin.end();
    running.kill();
    throw error;
  }
}

/** The next bytes of standard error; undefined at its end. */
async function readSome({ stderr, kill }: BoxProcess): Promise<Buffer | undefined> {
  let settle = () => {};
  const silence = setTimeout(kill, silenceLimitMs);
  try {
    for (;;) {
      const chunk: Buffer | null = stderr.read();
      if (chunk !== null) return chunk;
      if (stderr.readableEnded || stderr.destroyed) return undefined;
      await new Promise<void>((resolve) => {
        settle = resolve;
        stderr.on('readable', settle).on('end', settle).on('close', settle);
      });
      stderr.off('readable', settle).off('end', settle).off('close', settle);
    }
  } finally {
    clearTimeout(silence);
  }
}

async function send({ stdin }: BoxProcess, password: Buffer | undefined): Promise<void> {
  if (password === undefined) {
    stdin.end();
    return;
  }
  const line = Buffer.concat([password, Buffer.from('\n')]);
  // One that ended meanwhile is seen by the end of its output.
  await new Promise<void>((resolve) => stdin.write(line, () => resolve()));
  line.fill(0);
}

/** A command as it is to be started, and what is to be done when it was, before anything else. */
export interface SudoCommand {
  words: readonly string[];
  begin(running: BoxProcess): Promise<BoxProcess>;
}

/** What one box has been told of its sudo. */
export class Sudo {
  #password: Buffer | undefined;

  /** From now on each sudo that asks is told this; the buffer is cleared by forget(). */
  keep(password: Buffer): void {
    this.forget();
    this.#password = password;
  }

  /** Clears the password. */
  forget(): void {
    this.#password?.fill(0);
    this.#password = undefined;
  }

  /**
   * The command itself unless it begins with `sudoWords` and there is a password. `begin` resolves
   * when the command has begun, with its streams untouched.
   */
  command(argv: readonly string[]): SudoCommand {
    const isOurs = sudoWords.every((word, index) => argv[index] === word);
    if (this.#password === undefined || !isOurs) {
      return { words: argv, begin: async (running) => running };
    }
    const asking = makeAskingCommand(argv.slice(sudoWords.length));
    let hasAnswered = false;
    const answer = async () => {
      // What was right once and is not now is wrong: more tries could lock the user out.
      if (hasAnswered) return undefined;
      hasAnswered = true;
      return this.#password;
    };
    const begin = async (running: BoxProcess) =>
      giveBack(running, await talkToSudo(running, asking, answer));
    return { words: asking.words, begin };
  }
}

/** The process as its caller expects it: what was read and is the command's is there again. */
function giveBack(running: BoxProcess, { hasBegun, text }: Talk): BoxProcess {
  if (hasBegun && !running.stderr.readableEnded && !running.stderr.destroyed) {
    if (text.length > 0) running.stderr.unshift(text);
    return running;
  }
  const stderr = new PassThrough();
  stderr.end(text);
  const ended = running.ended.then(async (end) => {
    await waitForReaders(stderr);
    return end;
  });
  return { ...running, stderr, ended };
}
