/**
 * A box: a machine that can run Mininet. This is the whole of what the lab asks of one; each kind
 * of box has a file beside this.
 */
import type { Readable, Writable } from 'node:stream';

/** A finished command. Output is text, cut to the last 1 MiB each. */
export interface CommandResult {
  status: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Written to the command's standard input, which is then closed. */
  input?: string | Uint8Array;
  /** The command is ended and LabError COMMAND_FAILED thrown after this time. Default 30,000. */
  limitMs?: number;
}

/** How a command ended: `lost` is set where the connection broke, so that nobody knows. */
export interface ProcessEnd {
  status: number | null;
  signal: string | null;
  lost?: Error;
}

/** A running command, with its three streams. */
export interface BoxProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the command ended and its streams are closed; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends it now, as hard as the box allows (SIGKILL, or the channel closed). */
  kill(): void;
}

/** A file to have on the box. */
export interface BoxFile {
  /** Where it is on this machine. */
  path: string;
  /** 0o644 if absent. */
  mode?: number;
}

export interface Box {
  /** As the user named it: `local`, `ssh://root@127.0.0.1:2222`. */
  readonly name: string;
  readonly kind: 'local' | 'ssh' | 'vagrant' | 'qemu';
  /** Runs a command to its end. Rejects only with LabError: COMMAND_FAILED at the limit, BOX_*. A
   * non-zero status is a result, not an error. */
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Starts a command and gives its streams. */
  start(argv: readonly string[]): Promise<BoxProcess>;
  /** Has these files on the box, by content: a file that is there is not sent again, and what was
   * sent is verified (SHA-256). Returns, for each, its path on the box, in the same order; the base
   * name is kept. */
  push(files: readonly BoxFile[]): Promise<string[]>;
  /**
   * The stage that was started with these words before the box was frozen, and has waited since;
   * once, and only where there is one.
   */
  takeWaiting?(words: string): Promise<BoxProcess | undefined>;
  /**
   * To be called where sudo there asks for a password: the person at the terminal is asked for it,
   * and from then on each command that begins with `sudo -n --` is run with it. False where nobody
   * can be asked. LabError BOX_REFUSED, BOX_LOST, INTERRUPTED.
   */
  unlockSudo?(): Promise<boolean>;
  /** Ends the connection; the box itself stays. Idempotent. */
  close(): Promise<void>;
}

/**
 * How to run a command as root there: nothing for root, `sudo -n --` (sudo.ts) or, where that is
 * not allowed, `unshare --user --map-root-user --` for others.
 */
export type Elevate = readonly string[];
