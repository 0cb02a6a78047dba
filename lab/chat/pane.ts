/**
 * What a terminal shows after all that a program wrote to it, as rows of cells: enough of ECMA-48
 * for what line editors write (line feeds, returns, moves of the cursor, erasing). Colours and all
 * else that it does not know are swallowed. Pure: bytes in, rows out.
 */
import { getWidth } from '../reporters/wrap.ts';

/** The text of one cell; '' is the right half of a wide character. */
type Cell = string;

export interface Pane {
  rows: number;
  columns: number;
  /** From the top; never more than `rows`. */
  lines: Cell[][];
  /** The cursor, from 0; `column` is `columns` where a row is full and the next will be begun. */
  row: number;
  column: number;
  /** The beginning of a sequence, or of a character, whose end did not come yet. */
  rest: string;
  readonly decoder: TextDecoder;
}

export function createPane(rows: number, columns: number): Pane {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return { rows, columns, lines: [[]], row: 0, column: 0, rest: '', decoder };
}

/** Makes it larger or smaller; what was above goes first, and nothing is wrapped anew. */
export function resizePane(pane: Pane, rows: number, columns: number): void {
  pane.rows = rows;
  pane.columns = columns;
  while (pane.lines.length > rows) {
    pane.lines.shift();
    pane.row = Math.max(0, pane.row - 1);
  }
  for (const line of pane.lines) cutLine(line, columns);
  pane.column = Math.min(pane.column, columns);
}

/** A line of a pane that became narrower keeps no half of a wide character. */
function cutLine(line: Cell[], columns: number): void {
  if (line.length <= columns) return;
  const isHalf = line[columns] === '';
  line.length = columns;
  if (isHalf) line[columns - 1] = ' ';
}

/** A control sequence, an operating system command, another escape, or one character. */
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is driven by them
  /\u001b\[([?>=]?)([\d;]*)[ -/]*([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]|[^\u001b]/suy;
/** The beginning of one of these, whose end may still come. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const begun = /^\u001b(?:\[[?>=]?[\d;]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)$/u;
/** A longer beginning is none. */
const longestRest = 4_096;

/** Shows the next bytes that the program wrote. */
export function writePane(pane: Pane, bytes: Uint8Array): void {
  const text = pane.rest + pane.decoder.decode(bytes, { stream: true });
  pane.rest = '';
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) {
      const rest = text.slice(at);
      if (rest.length <= longestRest && begun.test(rest)) {
        pane.rest = rest;
        return;
      }
      // An escape that begins nothing.
      token.lastIndex = at + 1;
      continue;
    }
    const [whole, mark = '', numbers = '', letter] = match;
    if (letter !== undefined) {
      if (mark === '') control(pane, letter, numbers);
    } else if (!whole.startsWith('\u001b')) {
      put(pane, whole);
    }
  }
}

/** ECMA-48, 8.3: CUU, CUD, CUF, CUB, CHA, CUP, ED, EL. */
function control(pane: Pane, letter: string, numbers: string): void {
  const [first = 0, second = 0] = numbers.split(';').map(Number);
  const step = Math.max(1, first);
  const getRow = (row: number) => Math.max(0, Math.min(pane.rows - 1, row));
  const getColumn = (column: number) => Math.max(0, Math.min(pane.columns - 1, column));
  switch (letter) {
    case 'A':
      pane.row = getRow(pane.row - step);
      break;
    case 'B':
      pane.row = getRow(pane.row + step);
      break;
    case 'C':
      pane.column = getColumn(pane.column + step);
      break;
    case 'D':
      pane.column = getColumn(pane.column - step);
      break;
    case 'G':
      pane.column = getColumn(step - 1);
      break;
    case 'H':
      pane.row = getRow(step - 1);
      pane.column = getColumn(Math.max(1, second) - 1);
      break;
    case 'J':
    case 'K':
      erase(pane, letter, first);
      break;
  }
  fillRows(pane);
}

/** To the end (0), from the beginning (1), or all (2) of the row, or of the screen. */
function erase(pane: Pane, letter: 'J' | 'K', which: number): void {
  const line = pane.lines[pane.row] ?? [];
  if (which === 0) cutLine(line, pane.column);
  else if (which === 1) line.fill(' ', 0, pane.column + 1);
  else line.length = 0;
  if (letter === 'K') return;
  if (which === 0) pane.lines.length = Math.min(pane.lines.length, pane.row + 1);
  else if (which === 1) pane.lines.fill([], 0, pane.row);
  else pane.lines = [];
}

function put(pane: Pane, character: string): void {
  if (character === '\n') feed(pane);
  else if (character === '\r') pane.column = 0;
  else if (character === '\b') pane.column = Math.max(0, Math.min(pane.column, pane.columns) - 1);
  else if (character === '\t') {
    pane.column = Math.min(pane.columns - 1, pane.column - (pane.column % 8) + 8);
  } else if (!/\p{Cc}/u.test(character)) draw(pane, character, getWidth(character));
}

function draw(pane: Pane, character: string, width: number): void {
  const line = getLine(pane);
  if (width === 0) {
    // A mark belongs to the character before it.
    const at = line[pane.column - 1] === '' ? pane.column - 2 : pane.column - 1;
    if (at >= 0) line[at] = (line[at] ?? ' ') + character;
    return;
  }
  // A terminal wraps when the next character comes, not when the row is full.
  if (pane.column + width > pane.columns) {
    pane.column = 0;
    feed(pane);
  }
  const cells = getLine(pane);
  while (cells.length < pane.column) cells.push(' ');
  cells[pane.column] = character;
  if (width === 2) cells[pane.column + 1] = '';
  pane.column += width;
}

function feed(pane: Pane): void {
  pane.row += 1;
  if (pane.row >= pane.rows) {
    pane.row = pane.rows - 1;
    pane.lines.shift();
  }
  fillRows(pane);
}

function fillRows(pane: Pane): void {
  while (pane.lines.length <= pane.row) pane.lines.push([]);
}

function getLine(pane: Pane): Cell[] {
  fillRows(pane);
  return pane.lines[pane.row] ?? [];
}

/** One row as text, exactly as wide as the pane. */
export function readRow(pane: Pane, row: number): string {
  const line = pane.lines[row] ?? [];
  // A wide character whose right half was overwritten, or lies beyond the edge, is a blank.
  const cells = line.map((cell, at) => {
    return getCellWidth(cell) === 2 && line[at + 1] !== '' ? ' ' : cell;
  });
  return cells.join('') + ' '.repeat(Math.max(0, pane.columns - line.length));
}

function getCellWidth(cell: Cell): number {
  const [first = ''] = cell;
  return first === '' ? 0 : getWidth(first);
}
