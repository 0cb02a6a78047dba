/**
 * Two keyboards in one terminal: X left, Y right, each with what its client's own terminal shows.
 * Tab goes to the other one. Where there is no room for both, only the one who types is shown.
 */

import type { ChatRole } from './chat-flags.ts';
import { createPane, type Pane, readRow, resizePane, writePane } from './chat-pane.ts';
import { type Screen, takeScreen } from './chat-screen.ts';
import type { ChatView, Hands } from './chat-view.ts';

/** Narrower than this, two panes are too narrow for any line. */
const leastColumns = 40;
const drawEveryMs = 16;
const roles: readonly ChatRole[] = ['X', 'Y'];

interface Split {
  readonly screen: Screen;
  readonly hands: Hands;
  readonly titles: Record<ChatRole, string>;
  readonly panes: Record<ChatRole, Pane>;
  readonly gone: Set<ChatRole>;
  focus: ChatRole;
  /** In the midst of what is pasted, Tab is no key. */
  isPasting: boolean;
  /** The rows as they were drawn last. */
  drawn: string[];
  timer: NodeJS.Timeout | undefined;
}

/** Takes the terminal and shows both. `titles` are what stands above each. */
export function openSplit(titles: Record<ChatRole, string>, hands: Hands): ChatView {
  const screen = takeScreen(
    { isWhole: true },
    { typed: (bytes) => hear(split, bytes), resized: () => layOut(split) },
  );
  const split: Split = {
    ...{ screen, hands, titles, gone: new Set(), focus: 'X', isPasting: false, drawn: [] },
    panes: { X: createPane(1, 1), Y: createPane(1, 1) },
    timer: undefined,
  };
  layOut(split);
  return {
    show(role, bytes) {
      writePane(split.panes[role], bytes);
      drawSoon(split);
    },
    leave(role) {
      split.gone.add(role);
      const other = role === 'X' ? 'Y' : 'X';
      if (split.focus === role && !split.gone.has(other)) split.focus = other;
      drawSoon(split);
    },
    close() {
      // What came last is drawn before the screen is given back, or nobody would have seen it.
      if (split.timer !== undefined) draw(split);
      clearTimeout(split.timer);
      screen.restore();
    },
  };
}

/** Where the panes are: one beside the other, with a line between; or the one who types alone. */
function layOut(split: Split): void {
  const { rows, columns } = split.screen;
  const isSingle = columns < leastColumns;
  const left = isSingle ? columns : Math.floor((columns - 1) / 2);
  const widths = { X: left, Y: isSingle ? columns : columns - 1 - left };
  for (const role of roles) {
    // A title above, a line of help below, where there is room for them.
    const height = Math.max(1, rows - 2);
    resizePane(split.panes[role], height, widths[role]);
    split.hands.resize(role, height, widths[role]);
  }
  split.drawn = [];
  drawSoon(split);
}

const pasteBegins = '\u001b[200~';
const pasteEnds = '\u001b[201~';
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
const special = /(\t|\u0003|\u001b\[200~|\u001b\[201~)/;

/** Keys of the view are taken here; all others go to whoever has the keyboard. */
function hear(split: Split, bytes: Buffer): void {
  // Bytes stay what they are: a character may be cut in two.
  for (const part of bytes.toString('latin1').split(special)) {
    if (part === '') continue;
    if (part === pasteBegins || part === pasteEnds) split.isPasting = part === pasteBegins;
    else if (part === '\t' && split.isPasting) type(split, ' ');
    else if (part === '\t') {
      const other = split.focus === 'X' ? 'Y' : 'X';
      if (!split.gone.has(other)) split.focus = other;
      split.drawn = [];
      drawSoon(split);
    } else if (part === '\u0003') split.hands.finish();
    else type(split, part);
  }
}

function type(split: Split, latin1: string): void {
  split.hands.type(split.focus, Buffer.from(latin1, 'latin1'));
}

function drawSoon(split: Split): void {
  split.timer ??= setTimeout(() => {
    split.timer = undefined;
    draw(split);
  }, drawEveryMs);
}

/** Writes the rows that changed, then puts the cursor where the one who types has it. */
function draw(split: Split): void {
  const { screen, panes, focus } = split;
  const rows = composeRows(split);
  let text = '\u001b[?25l';
  for (const [index, row] of rows.entries()) {
    if (split.drawn[index] !== row) text += `\u001b[${index + 1};1H\u001b[K${row}`;
  }
  if (split.drawn.length === 0) text = `\u001b[2J${text}`;
  split.drawn = rows;
  const isSingle = screen.columns < leastColumns;
  const { row, column, columns } = panes[focus];
  const from = focus === 'Y' && !isSingle ? panes.X.columns + 1 : 0;
  const top = screen.rows > 2 ? 1 : 0;
  text += `\u001b[${top + row + 1};${from + Math.min(column, columns - 1) + 1}H\u001b[?25h`;
  screen.write(text);
}

function composeRows(split: Split): string[] {
  const { screen, panes, focus } = split;
  const isSingle = screen.columns < leastColumns;
  const shown = isSingle ? [focus] : roles;
  const rows: string[] = [];
  for (let row = 0; row < panes.X.rows; row += 1) {
    rows.push(shown.map((role) => readRow(panes[role], row)).join('│'));
  }
  if (screen.rows <= 2) return rows;
  const titles = shown.map((role) => composeTitle(split, role)).join('│');
  const help = ' Tab: the other keyboard  Bye: end  Ctrl-D: leave  Ctrl-C: end all';
  return [titles, ...rows, help.slice(0, screen.columns)];
}

/** The one who types stands on a bright ground. */
function composeTitle({ panes, titles, gone, focus }: Split, role: ChatRole): string {
  const { columns } = panes[role];
  const words = ` ${titles[role]}${gone.has(role) ? ', has left' : ''}`;
  const text = words.slice(0, columns).padEnd(columns);
  return role === focus ? `\u001b[7m${text}\u001b[27m` : text;
}
