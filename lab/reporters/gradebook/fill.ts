/**
 * A gradebook with the marks filled into one column, and all else as it was exported, byte for
 * byte. Who could not be found, in either direction, is told; a mark that is not decided is no
 * zero, and its cell stays as it was.
 */
import { type ClassReport, listStudents } from '../../model/class.ts';
import { LabError } from '../../model/errors.ts';
import { sumRegular } from '../../model/rubric.ts';
import { countWords, joinWords } from '../../model/wording.ts';
import { cutText } from '../escape.ts';
import { type Cells, fillCell, readCells, writeCells } from './cells.ts';
import { type Column, chooseColumn, readNumber } from './choose-column.ts';
import { findLayout, type Layout } from './layouts.ts';
import { type Known, listRows, type Matching, matchStudents, type Row, ways } from './match.ts';
import { type Mark, readMark } from './read-mark.ts';

/** A gradebook as it was exported, and what is asked of it. */
export interface Gradebook {
  /** Its name, for who reads of it. */
  file: string;
  bytes: Uint8Array;
  /** The heading of the column, or the title of the assignment in it; needed where several fit. */
  column?: string;
  /** True to turn points into those of the column: 50 of 100 is 5 of 10. */
  isScaled?: boolean;
}

/** One that was read: its cells, whose gradebook it is, and the column to be filled. */
export interface OpenGradebook extends Gradebook {
  cells: Cells;
  layout: Layout;
  chosen: Column;
}

/** Throws LabError FILE_WRONG or FLAG_WRONG where it cannot be filled in, whatever the marks. */
export function openGradebook(gradebook: Gradebook): OpenGradebook {
  const cells = readCells(gradebook.bytes, gradebook.file);
  const layout = findLayout(cells, gradebook.file);
  return { ...gradebook, cells, layout, chosen: chooseColumn(gradebook, { cells, layout }) };
}

/**
 * Looks, before anything is played, whether marks out of `of` points could be filled in for those
 * who handed in. Throws LabError FLAG_WRONG where nobody of them is in it, or where marks of other
 * points would be replaced.
 */
export function checkFit(
  gradebook: OpenGradebook,
  { students, of }: { students: readonly Known[]; of: number },
): void {
  const { file, cells, layout } = gradebook;
  const rows = listRows(cells, layout);
  if (students.length > 0 && matchStudents(students, rows, layout).matched.length === 0) {
    const who = countWords(students.length, 'student');
    throw new LabError('FLAG_WRONG', `${file} (${layout.lms}) has no row of any of the ${who}`, {
      hint: 'Take the gradebook of this class, as the system exported it that has its hand-ins.',
    });
  }
  checkColumn(gradebook, rows, of);
}

/** Throws LabError FLAG_WRONG where a column has marks out of other points, and is not scaled. */
function checkColumn(
  { file, cells, chosen, isScaled = false }: OpenGradebook,
  rows: readonly Row[],
  of: number,
): void {
  if (isScaled) return;
  const marks = rows.flatMap(({ index }) => {
    const possible = chosen.getPossible(index);
    const mark = readNumber(cells.rows[index]?.[chosen.index]?.text.trim());
    if (possible === undefined || possible === of || mark === undefined) return [];
    return [{ possible, isWithin: mark > 0 && mark <= possible }];
  });
  // Marks above the column's points are what was written so before.
  const within = marks.filter(({ isWithin }) => isWithin);
  const [first] = within;
  if (!first || within.length * 2 < marks.length) return;
  const has = `has ${countWords(marks.length, 'mark')} out of ${first.possible} points`;
  throw new LabError(
    'FLAG_WRONG',
    `“${chosen.heading}” in ${file} ${has}, and the rubric is out of ${of}`,
    { hint: 'Name the right one by --gradebook-column, or turn points by --gradebook-scale.' },
  );
}

export interface Filled {
  content: Buffer;
  /** Sentences for whoever imports it: who was found how, and what was left out. */
  notes: string[];
}

/** Throws what openGradebook throws, and for a column of other points what checkFit does. */
export function fillGradebook(report: ClassReport, gradebook: Gradebook): Filled {
  const open = openGradebook(gradebook);
  const { file, cells, layout, chosen, isScaled = false } = open;
  const rows = listRows(cells, layout);
  const matching = matchStudents(listStudents(report), rows, layout);
  const notes = makeNotes();
  const filled = cells.rows.map((row) => [...row]);
  const of = sumRegular(report.criteria);
  checkColumn(open, rows, of);
  let count = 0;
  for (const { student, row } of matching.matched) {
    const { name, marked } = student;
    const cell = filled[row]?.[chosen.index];
    const possible = chosen.getPossible(row);
    const mark = readMark(marked, of);
    const because = cell ? findReason(mark, cell.text, { layout, chosen, row }) : 'it is too short';
    if (!cell || mark.kind === 'open' || because !== undefined) {
      const kept = cell && cell.text.trim() !== '' ? `, and ${cell.text.trim()} stays` : '';
      notes.left.push(`${name} (${because}${kept})`);
      continue;
    }
    if (isScaled && possible === undefined) {
      notes.left.push(`${name} (nothing says of how many points the mark is)`);
      continue;
    }
    const value =
      isScaled && possible !== undefined ? (mark.points * possible) / mark.of : mark.points;
    const text = chosen.format(value);
    if (possible !== undefined && possible !== mark.of && !isScaled) notes.differing.add(possible);
    if (possible !== undefined && value > possible) notes.above.push(`${name} (${text})`);
    if (mark.note !== undefined) notes.noted.push(`${name}: ${text} (${cutText(mark.note, 160)})`);
    // "Needs Grading" and a dash are no marks.
    const before = readNumber(cell.text.trim());
    if (before !== undefined && before !== readNumber(text)) {
      notes.replaced.push(`${name} (${cell.text.trim()}, now ${text})`);
    }
    const line = filled[row];
    if (line) line[chosen.index] = fillCell(cell, text, cells);
    count += 1;
  }
  const content = writeCells({ ...cells, rows: filled });
  const told = [
    tellRows({ count, matching, rows, heading: chosen.heading }),
    ...tellNotes(notes, { matching, rows, of, layout }),
  ];
  return { content, notes: told.map((sentence) => `${file}: ${sentence}`) };
}

interface Notes {
  left: string[];
  noted: string[];
  replaced: string[];
  above: string[];
  /** Points of the column that are not those of the rubric. */
  differing: Set<number>;
}

function makeNotes(): Notes {
  return { left: [], noted: [], replaced: [], above: [], differing: new Set() };
}

/** Why a cell is not to be filled; undefined where it is. */
function findReason(
  mark: Mark,
  text: string,
  { layout, chosen, row }: { layout: Layout; chosen: Column; row: number },
): string | undefined {
  if (mark.kind === 'open') return mark.because;
  return layout.locked?.[text.trim()] ?? (chosen.isLocked(row) ? layout.lock?.because : undefined);
}

/** Each row is counted once: "column “Lab 1”, 5 rows: 2 filled, …". */
function tellRows(facts: {
  count: number;
  matching: Matching;
  rows: readonly Row[];
  heading: string;
}): string {
  const { count, matching, rows, heading } = facts;
  const parts = [
    `${count} filled`,
    `${matching.matched.length - count} left as they were`,
    `${rows.length - matching.matched.length} without a match`,
  ];
  const some = parts.filter((part, at) => at === 0 || !part.startsWith('0 '));
  return `column “${heading}”, ${countWords(rows.length, 'row')}: ${some.join(', ')}${tellWays(matching)}`;
}

/** "; found by id: 2, by full name: 1". */
function tellWays({ matched }: Matching): string {
  const found = ways
    .map((way) => ({ way, count: matched.filter((one) => one.way === way).length }))
    .filter(({ count }) => count > 0);
  return found
    .map(({ way, count }, at) => `${at === 0 ? '; found ' : ', '}by ${way}: ${count}`)
    .join('');
}

/** Who has one name with another row is told by what else the row says: "Ada King (aking2)". */
function nameRow(row: Row, rows: readonly Row[]): string {
  const { name, says } = row;
  if (!rows.some((other) => other !== row && other.name === name)) return name;
  const more = says.login ?? says.sid ?? says.id ?? says.email;
  return more === undefined || more === name ? name : `${name} (${more})`;
}

function tellNotes(
  { left, noted, replaced, above, differing }: Notes,
  facts: { matching: Matching; rows: readonly Row[]; of: number; layout: Layout },
): string[] {
  const { matching, rows, of, layout } = facts;
  const lost = matching.unmatched.map(({ student, because }) => `${student.name} (${because})`);
  const rest = rows
    .filter(({ index }) => matching.rest.includes(index))
    .map((row) => nameRow(row, rows));
  const sentences: [string, readonly string[], string?][] = [
    ['left as they were, which is no zero', left],
    ['marked, and not found in the gradebook', lost],
    ['in the gradebook, and not found among what was marked', rest],
    ['to be looked at', noted],
    ['another mark stood there and was replaced', replaced],
    ['above the points of the column', above, layout.above],
  ];
  const points = [...differing].map((one) => `${one}`);
  const [from, right] =
    layout.lms === 'Moodle' ? ['assignment', 'assignment'] : ['course or server', 'course'];
  const byOthers =
    `its numbers are those of another ${from}, since most names contradict them: nobody was found ` +
    `by a number, but by login, email and full name; export the one of this ${right}`;
  const isOther =
    `the column is out of ${joinWords(points)} points, and the rubric out of ${of}: the points are ` +
    'written as they are, and --gradebook-scale would scale them';
  return [
    ...(matching.isOtherSheet ? [byOthers] : []),
    ...(points.length > 0 ? [isOther] : []),
    ...sentences
      .filter(([, names]) => names.length > 0)
      .map(([about, names, more]) => {
        // Names have commas of their own: "King, Ada".
        return `${about}: ${names.join('; ')}${more === undefined ? '' : `; ${more}`}`;
      }),
  ];
}
