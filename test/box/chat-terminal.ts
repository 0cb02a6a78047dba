/**
 * People's terminals for tests of zx lab/chat.mjs: the command under a real pty (terminal.py), what
 * its screen shows, and all that can happen to a window.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Test } from 'tap';
import { createPane, readRow, resizePane, writePane } from '../../lab/chat/pane.ts';
import { getEnvironment, root, waitFor } from './lab-command.ts';

export interface ChatTerminal {
  type(text: string): void;
  resize(rows: number, columns: number): void;
  /** To the command itself. */
  send(signal: NodeJS.Signals): void;
  /** Closes the window: the command gets SIGHUP, and has no terminal any more. */
  close(): void;
  /** The rows of the screen, without blanks at their ends. */
  readScreen(): string[];
  /** All that was written, as it came. */
  read(): string;
  waitForText(text: string): Promise<void>;
  /** Waits until some row of the screen has the text. */
  waitForRow(text: string | RegExp): Promise<void>;
  /** Its exit status; 128 and more: the signal that ended it. */
  readonly ended: Promise<number | null>;
}

export interface TerminalOptions {
  /** Where the command is given. */
  folder: string;
  rows?: number;
  columns?: number;
  env?: Record<string, string>;
  /** Default: node lab/chat.mjs. */
  command?: readonly string[];
}

/** Opens a window and gives the command in it. */
export function openTerminal(
  t: Test,
  flags: readonly string[],
  options: TerminalOptions,
): ChatTerminal {
  const { rows = 24, columns = 80, folder } = options;
  const { command = [process.execPath, path.join(root, 'lab/chat.mjs')] } = options;
  const child = spawn(
    '/usr/bin/python3',
    [path.join(root, 'test/box/terminal.py'), ...[`${rows}`, `${columns}`, ...command], ...flags],
    {
      cwd: folder,
      env: { ...getEnvironment(folder), TERM: 'xterm', ...options.env },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const pane = createPane(rows, columns);
  let text = '';
  const decoder = new TextDecoder();
  child.stdout.on('data', (bytes: Buffer) => {
    text += decoder.decode(bytes, { stream: true });
    writePane(pane, bytes);
  });
  child.stdin.on('error', () => {});
  const say = (word: object) => child.stdin.write(`${JSON.stringify(word)}\n`);
  const readScreen = () =>
    Array.from({ length: pane.rows }, (_, row) => readRow(pane, row).trimEnd());
  let isOver = false;
  const see = async (what: string, look: () => boolean) => {
    const isSeen = await waitFor(what, async () => {
      if (look()) return true;
      return isOver ? false : undefined;
    }).catch(() => false);
    // What it shows instead is what whoever reads the failure wants to know.
    if (!isSeen) throw new Error(`no ${what} on\n${readScreen().join('\n')}\n${text.slice(-999)}`);
  };
  return {
    type: (words) => say({ type: words }),
    resize(newRows, newColumns) {
      resizePane(pane, newRows, newColumns);
      say({ size: [newRows, newColumns] });
    },
    send: (signal) => say({ signal }),
    close: () => say({ close: true }),
    readScreen,
    read: () => text,
    async waitForText(wanted) {
      await see(`"${wanted}"`, () => text.includes(wanted));
    },
    async waitForRow(wanted) {
      const has = (row: string) =>
        typeof wanted === 'string' ? row.includes(wanted) : wanted.test(row);
      await see(`a row with ${wanted}`, () => readScreen().some(has));
    },
    ended: new Promise((resolve) => {
      child.once('close', (status) => {
        isOver = true;
        resolve(status);
      });
    }),
  };
}
