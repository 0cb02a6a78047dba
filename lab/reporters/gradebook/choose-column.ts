/** The column of a gradebook that gets the marks, and what the gradebook says of it. */
import { LabError } from '../../model/errors.ts';
import { joinFirst } from '../../model/wording.ts';
import type { Cells } from './cells.ts';
import { findHeading, type Layout } from './layouts.ts';

export interface Column {
  index: number;
  heading: string;
  /** How many points a mark in that row is out of; undefined where nothing says so. */
  getPossible: (row: number) => number | undefined;
  /** Whether the gradebook says that the mark of that row cannot be changed. */
  isLocked: (row: number) => boolean;
  /** A mark with two decimals at most, and the decimal sign that the file has. */
  format: (points: number) => string;
}

const mostNamed = 12;

/**
 * The only one that holds marks of an assignment, or the one that `column` names: by its heading,
 * or by the title in it. Throws LabError FLAG_WRONG where none or several fit.
 */
export function chooseColumn(
  { file, column, isScaled }: { file: string; column?: string; isScaled?: boolean },
  { cells, layout }: { cells: Cells; layout: Layout },
): Column {
  const headings = (cells.rows[0] ?? []).map(({ text }) => text.trim());
  const marks = headings.flatMap((heading, at) => (layout.isMark(heading) ? [at] : []));
  const fitting = column === undefined ? marks : findNamed(headings, layout, column);
  const [index] = fitting;
  if (index === undefined || fitting.length > 1) {
    const asked = column === undefined ? 'marks' : `the name “${column}”`;
    const count = index === undefined ? 'no column' : 'several columns';
    const shown =
      fitting.length > 1 ? fitting : marks.length > 0 ? marks : listFree(headings, layout);
    const names = shown.map((at) => JSON.stringify(headings[at]));
    throw new LabError('FLAG_WRONG', `${file} (${layout.lms}) has ${count} of ${asked}`, {
      hint:
        names.length === 0
          ? 'No column of it can hold marks: export the gradebook of the assignment.'
          : `Say which with --gradebook-column: ${joinFirst(names, mostNamed)}.`,
    });
  }
  const heading = headings[index] ?? '';
  const getText = readPossible({ cells, layout, headings }, index);
  const first = cells.rows.map((_, row) => getText(row)).find((text) => text !== undefined);
  if (isScaled && first === undefined) {
    throw new LabError('FLAG_WRONG', `${file} does not say of how many points “${heading}” is`, {
      hint: 'Leave out --gradebook-scale to write the points as they are.',
    });
  }
  if (isScaled && readNumber(first) === 0) {
    throw new LabError(
      'FLAG_WRONG',
      `“${heading}” in ${file} is of 0 points: nothing scales to that`,
      {
        hint: 'Leave out --gradebook-scale to write the points as they are.',
      },
    );
  }
  // Canvas has semicolons between the columns where the comma is the decimal sign.
  const isComma =
    /,\d{1,2}$/.test(first ?? '') || (cells.delimiter === ';' && !first?.includes('.'));
  const lock = layout.lock ? findHeading(headings, [layout.lock.heading]) : -1;
  return {
    ...{ index, heading },
    getPossible: (row) => readNumber(getText(row)),
    isLocked: (row) => lock >= 0 && cells.rows[row]?.[lock]?.text.trim() === layout.lock?.says,
    format: (points) => {
      const text = `${Math.round(points * 100) / 100}`;
      return isComma ? text.replace('.', ',') : text;
    },
  };
}

/** The columns that say of nobody who it is, and are not known to hold something else. */
function listFree(headings: readonly string[], layout: Layout): number[] {
  const known = Object.values(layout.identity).flat();
  return headings.flatMap((heading, at) => {
    const isFree = findHeading(known, [heading]) < 0 && !layout.isOther?.(heading);
    return isFree && heading !== '' ? [at] : [];
  });
}

/** By the whole heading; else by the title alone; neither by case. */
function findNamed(headings: readonly string[], layout: Layout, column: string): number[] {
  const plain = (text: string) => text.trim().normalize('NFC').toLowerCase();
  const free = listFree(headings, layout);
  const find = (read: (heading: string) => string) =>
    free.filter((at) => plain(read(headings[at] ?? '')) === plain(column));
  const whole = find((heading) => heading);
  return whole.length > 0 ? whole : find(layout.getTitle);
}

/** Where the points of a column stand: in its heading, in a row of their own, or in each row. */
function readPossible(
  { cells, layout, headings }: { cells: Cells; layout: Layout; headings: readonly string[] },
  index: number,
): (row: number) => string | undefined {
  const heading = headings[index] ?? '';
  const read = (text: string | undefined) => (readNumber(text) === undefined ? undefined : text);
  const inHeading = layout.readPossible?.(heading);
  if (inHeading !== undefined) return () => inHeading;
  const { isPointsRow } = layout;
  if (isPointsRow) {
    const row = cells.rows.find(([cell]) => isPointsRow(cell?.text ?? ''));
    const text = read(row?.[index]?.text.trim());
    return () => text;
  }
  const beside = layout.possible ? findHeading(headings, [layout.possible(heading)]) : -1;
  return (row) => (beside < 0 ? undefined : read(cells.rows[row]?.[beside]?.text.trim()));
}

/** "100", "100.00", "100,00", "1,000.5"; undefined for what is no number. */
export function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d[\d.,]*$/.test(text)) return undefined;
  const sign = /[.,](?=\d*$)/.exec(text)?.[0];
  const isOnce = sign !== undefined && text.split(sign).length === 2;
  // "1,000" are a thousand, and so are "1.000.000".
  const isThousands = sign !== undefined && (!isOnce || /^\d+,\d{3}$/.test(text));
  const at = sign === undefined || isThousands ? text.length : text.lastIndexOf(sign);
  return Number(`${text.slice(0, at).replace(/[.,]/g, '')}.${text.slice(at + 1) || '0'}`);
}
