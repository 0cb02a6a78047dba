/**
 * Two keyboards in one terminal, side by side, each with what its client's own terminal shows.
 * Tab goes to the other one. Where there is no room for both, only the one who types is shown.
 */

import { createPane, type Pane, readRow, resizePane, writePane } from './pane.ts';
import { type Screen, takeScreen } from './screen.ts';
import type { ChatView, Hands } from './view.ts';

/** Narrower than this, two panes are too narrow for any line. */
const leastColumns = 40;
const drawEveryMs = 16;

/** One of the two: whose keyboard it is, and what is shown of it. */
interface Side {
  readonly role: string;
  readonly title: string;
  readonly pane: Pane;
  isGone: boolean;
}

interface Split {
  readonly screen: Screen;
  readonly hands: Hands;
  readonly left: Side;
  readonly right: Side;
  focus: Side;
  /** In the midst of what is pasted, Tab is no key. */
  isPasting: boolean;
  /** The rows as they were drawn last. */
  drawn: string[];
  timer: NodeJS.Timeout | undefined;
}

/** Takes the terminal and shows both; the titles are what stands above each. */
export function openSplit(
  people: readonly [Pick<Side, 'role' | 'title'>, Pick<Side, 'role' | 'title'>],
  hands: Hands,
): ChatView {
  const screen = takeScreen(
    { isWhole: true },
    { typed: (bytes) => hear(split, bytes), resized: () => layOut(split) },
  );
  const [left, right] = [makeSide(people[0]), makeSide(people[1])];
  const split: Split = {
    ...{ screen, hands, left, right, focus: left, isPasting: false, drawn: [] },
    timer: undefined,
  };
  layOut(split);
  const find = (role: string) => [left, right].find((side) => side.role === role);
  return {
    show(role, bytes) {
      const side = find(role);
      if (!side) return;
      writePane(side.pane, bytes);
      drawSoon(split);
    },
    leave(role) {
      const side = find(role);
      if (!side) return;
      side.isGone = true;
      if (split.focus === side) changeFocus(split);
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

function makeSide(who: Pick<Side, 'role' | 'title'>): Side {
  return { ...who, pane: createPane(1, 1), isGone: false };
}

/** Goes to the other keyboard, unless its client has left. */
function changeFocus(split: Split): void {
  const other = split.focus === split.left ? split.right : split.left;
  if (!other.isGone) split.focus = other;
}

/** Where the panes are: one beside the other, with a line between; or the one who types alone. */
function layOut(split: Split): void {
  const { rows, columns } = split.screen;
  const isSingle = columns < leastColumns;
  const leftColumns = isSingle ? columns : Math.floor((columns - 1) / 2);
  const rightColumns = isSingle ? columns : columns - 1 - leftColumns;
  // A title above, a line of help below, where there is room for them.
  const height = Math.max(1, rows - 2);
  for (const [{ role, pane }, width] of [
    [split.left, leftColumns],
    [split.right, rightColumns],
  ] as const) {
    resizePane(pane, height, width);
    split.hands.resize(role, height, width);
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
      changeFocus(split);
      split.drawn = [];
      drawSoon(split);
    } else if (part === '\u0003') split.hands.finish();
    else type(split, part);
  }
}

function type(split: Split, latin1: string): void {
  split.hands.type(split.focus.role, Buffer.from(latin1, 'latin1'));
}

function drawSoon(split: Split): void {
  split.timer ??= setTimeout(() => {
    split.timer = undefined;
    draw(split);
  }, drawEveryMs);
}

/** Writes the rows that changed, then puts the cursor where the one who types has it. */
function draw(split: Split): void {
  const { screen, left, right, focus } = split;
  const rows = composeRows(split);
  let text = '\u001b[?25l';
  for (const [index, row] of rows.entries()) {
    if (split.drawn[index] !== row) text += `\u001b[${index + 1};1H\u001b[K${row}`;
  }
  if (split.drawn.length === 0) text = `\u001b[2J${text}`;
  split.drawn = rows;
  const isSingle = screen.columns < leastColumns;
  const { row, column, columns } = focus.pane;
  const from = focus === right && !isSingle ? left.pane.columns + 1 : 0;
  const top = screen.rows > 2 ? 1 : 0;
  text += `\u001b[${top + row + 1};${from + Math.min(column, columns - 1) + 1}H\u001b[?25h`;
  screen.write(text);
}

function composeRows(split: Split): string[] {
  const { screen, left, right, focus } = split;
  const isSingle = screen.columns < leastColumns;
  const shown = isSingle ? [focus] : [left, right];
  const rows: string[] = [];
  for (let row = 0; row < left.pane.rows; row += 1) {
    rows.push(shown.map(({ pane }) => readRow(pane, row)).join('│'));
  }
  if (screen.rows <= 2) return rows;
  const titles = shown.map((side) => composeTitle(side, side === focus)).join('│');
  const help = ' Tab: the other keyboard  Bye: end  Ctrl-D: leave  Ctrl-C: end all';
  return [titles, ...rows, help.slice(0, screen.columns)];
}

/** The one who types stands on a bright ground. */
function composeTitle({ pane: { columns }, title, isGone }: Side, hasFocus: boolean): string {
  const words = ` ${title}${isGone ? ', has left' : ''}`;
  const text = words.slice(0, columns).padEnd(columns);
  return hasFocus ? `\u001b[7m${text}\u001b[27m` : text;
}
