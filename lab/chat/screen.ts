/**
 * The person's own terminal: taken over for a chat, and given back at its end, whatever that is.
 * The only file of the chat that touches process.stdin and process.stdout.
 */

/** What the terminal is told at the beginning and the end (xterm's control sequences). */
const pasteOn = '\u001b[?2004h';
const pasteOff = '\u001b[?2004l';
const otherScreen = '\u001b[?1049h';
const firstScreen = '\u001b[?1049l\u001b[?25h';

export interface Screen {
  readonly rows: number;
  readonly columns: number;
  write(text: string | Uint8Array): void;
  /** Gives the terminal back. Idempotent. */
  restore(): void;
}

export interface Watcher {
  /** Keys, as the terminal sends them. */
  typed(bytes: Buffer): void;
  resized(): void;
}

/** Whether there is a terminal in which a cursor can be moved. */
export function hasTerminal(): boolean {
  const { TERM = '' } = process.env;
  const isDumb = TERM === '' || TERM === 'dumb';
  return process.stdin.isTTY === true && process.stdout.isTTY === true && !isDumb;
}

/** Takes the terminal: every key comes as it is. `isWhole`: its own screen, for a view of panes. */
export function takeScreen({ isWhole }: { isWhole: boolean }, watcher: Watcher): Screen {
  const { stdin, stdout } = process;
  let isTaken = true;
  const typed = (bytes: Buffer) => watcher.typed(bytes);
  const resized = () => watcher.resized();
  const restore = () => {
    if (!isTaken) return;
    isTaken = false;
    stdin.off('data', typed);
    stdout.off('resize', resized);
    process.off('exit', restore);
    stdin.pause();
    setRaw(false);
    stdout.write(isWhole ? pasteOff + firstScreen : '\r');
  };
  // Also where the process is ended by a fault, or by a second signal.
  process.on('exit', restore);
  setRaw(true);
  stdin.on('error', () => {}); // A window that was closed: SIGHUP says so.
  stdin.on('data', typed);
  stdout.on('resize', resized);
  stdin.resume();
  if (isWhole) stdout.write(otherScreen + pasteOn);
  return {
    get rows() {
      return Math.max(1, stdout.rows || 24);
    },
    get columns() {
      return Math.max(1, stdout.columns || 80);
    },
    write: (text) => {
      if (isTaken) stdout.write(text);
    },
    restore,
  };
}

/** A terminal that is gone cannot be set, and need not be. */
function setRaw(isRaw: boolean): void {
  try {
    process.stdin.setRawMode(isRaw);
  } catch {}
}
