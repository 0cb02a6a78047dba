/**
 * What is typed, as lines, and what is shown beside it. On a terminal node:readline edits the line,
 * and a line that arrives while another is typed stands above it, which is drawn again, whole.
 * Without a terminal (a pipe, a file) lines come in and go out plainly; and so they do on one that
 * cannot move its cursor (TERM=dumb), which shows by itself what is typed.
 */
import {
  clearScreenDown,
  createInterface,
  cursorTo,
  type Interface,
  moveCursor,
} from 'node:readline';
import { escapeText, printLine } from '../shared/print.ts';
import { createLineReader, readLines, takeRest } from './message.ts';

export interface Keyboard {
  /** What others said. */
  showReceived(lines: readonly string[]): void;
  /** What was typed here and sent. On a terminal it stands there already. */
  showSent(lines: readonly string[]): void;
  /** What this program has to say itself. */
  showNotice(line: string): void;
  /** Takes no lines for a while. */
  pause(): void;
  resume(): void;
  /** Takes no lines any more, and leaves the terminal as it was. What is shown is still shown. */
  close(): void;
}

export interface Typist {
  /** Lines were typed, without their line ends. */
  hear(lines: string[]): void;
  /** No more will come: the end of input, Ctrl-D, Ctrl-C, or a terminal that is gone. */
  ended(): void;
}

/** Shows plainly what others say, before the keyboard is opened. */
export function showPlainly(lines: readonly string[]): void {
  printAll('Received: ', lines);
}

/** Opens the keyboard; `prompt` stands before what is typed on a terminal, as "X: ". */
export function openKeyboard(prompt: string, typist: Typist): Keyboard {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (isTerminal && process.env.TERM !== 'dumb') return openTerminal(prompt, typist);
  return openPipe(typist, isTerminal);
}

function openTerminal(prompt: string, typist: Typist): Keyboard {
  const { stdin: input, stdout: output } = process;
  const terminal = createInterface({ input, output, prompt, terminal: true });
  let isOpen = true;
  // readline erases from so many rows above the cursor as it noted when it drew last; it writes
  // what is pasted without drawing, and would then leave rows behind. The note is set right here.
  const drawn: Interface & { prevRows?: number } = terminal;
  input.on('data', () => {
    if (isOpen) drawn.prevRows = terminal.getCursorPos().rows;
  });
  terminal.on('line', (line) => {
    typist.hear([line]);
    if (isOpen) terminal.prompt();
  });
  terminal.once('close', () => {
    if (isOpen) {
      isOpen = false;
      // The cursor stands behind what was typed last.
      output.write('\n');
      typist.ended();
    }
  });
  const show = (lines: readonly string[]) => {
    if (!isOpen) {
      printAll('', lines);
      return;
    }
    const { rows } = terminal.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    printAll('', lines);
    // readline draws what is typed from so many rows above the cursor: as many as it took before.
    output.write('\n'.repeat(rows));
    terminal.prompt(true);
  };
  terminal.prompt();
  return {
    showReceived: show,
    showSent: () => {},
    showNotice: (line) => show([line]),
    pause: () => terminal.pause(),
    resume: () => terminal.resume(),
    close() {
      if (!isOpen) return;
      isOpen = false;
      // What was typed and not sent goes, with its prompt.
      moveCursor(output, 0, -terminal.getCursorPos().rows);
      cursorTo(output, 0);
      clearScreenDown(output);
      terminal.close();
    },
  };
}

/** `isEchoed`: what is typed stands on the terminal already. */
function openPipe(typist: Typist, isEchoed: boolean): Keyboard {
  const input = process.stdin;
  const reader = createLineReader();
  let isOpen = true;
  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    const rest = takeRest(reader);
    if (rest !== null) typist.hear([rest]);
    typist.ended();
  };
  input.on('data', (bytes: Buffer) => {
    const lines = readLines(reader, bytes);
    if (isOpen && lines.length > 0) typist.hear(lines);
  });
  input.once('end', end);
  input.once('error', end);
  return {
    showReceived: showPlainly,
    showSent: (lines) => (isEchoed ? undefined : printAll('Sent: ', lines)),
    showNotice: printLine,
    pause: () => input.pause(),
    resume: () => input.resume(),
    close() {
      isOpen = false;
      input.destroy();
    },
  };
}

function printAll(words: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  printLine(lines.map((line) => words + escapeText(line)).join('\n'));
}
