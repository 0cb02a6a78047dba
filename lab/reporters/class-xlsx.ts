/**
 * A class as a workbook of Excel and LibreOffice (ECMA-376): a sheet of marks, a line for each
 * student, and a sheet of reasons, a line for each criterion of each submission. Points are
 * numbers, so that they can be summed; all else is text, which no spreadsheet takes for a formula.
 */
import writeExcelFile, { type Row, type Sheet } from 'write-excel-file/universal';
import { type ClassReport, findReviewed, listStudents } from '../model/class.ts';
import { makeCopyFlags } from '../model/copies.ts';
import { describeOverride } from '../model/override.ts';
import { type ClassColumn, listExportColumns, listMarkColumns } from './class-columns.ts';
import { cutText, escapeLines } from './escape.ts';

type Value = string | number;

interface Column {
  heading: string;
  /** In characters; what is longer is wrapped. */
  width: number;
}

/** The bytes of the file. */
export async function renderClassXlsx(report: ClassReport): Promise<Uint8Array> {
  const sheets = [renderMarks(report), renderReasons(report)];
  const blob = await writeExcelFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function renderMarks(report: ClassReport): Sheet<Blob> {
  const review: ClassColumn = {
    heading: 'look at',
    get: ({ marked }) => findReviewed([marked]).join(', '),
  };
  const columns = [...listMarkColumns(report), review, ...listExportColumns(report)];
  const rows = listStudents(report).map((student) => columns.map(({ get }) => get(student)));
  const head = columns.map(({ heading, title }, at): Column => {
    const isWide = heading === 'by hand';
    const longest = Math.max(...rows.map((row) => `${row[at]}`.length), heading.length);
    const name = title === undefined ? heading : `${heading.replace('criterion ', '')} ${title}`;
    const most = isWide ? 60 : 40;
    return { heading: name, width: title === undefined ? Math.min(longest + 2, most) : 14 };
  });
  return makeSheet('Marks', head, rows);
}

/** What each criterion showed, by submission, and why one could not be played. */
function renderReasons(report: ClassReport): Sheet<Blob> {
  const head: Column[] = [
    ...[column('name', 24), column('criterion', 10), column('title', 32), column('points', 8)],
    ...[column('of', 6), column('outcome', 12), column('what happened', 90)],
    ...[column('by hand', 50), column('a person should look', 50)],
  ];
  const flagCopies = makeCopyFlags(report);
  const rows = report.submissions.flatMap((marked): Value[][] => {
    const { name, refusal, grade, outcome } = marked;
    const why = refusal ? [refusal.because, ...refusal.lastLines].join('\n') : '';
    const whole = ['all', '', '', '', outcome];
    const played = refusal || !grade ? [[name, ...whole, why || 'it was not played', '', '']] : [];
    const criteria = (grade?.criteria ?? []).map((criterion) => [
      ...[name, criterion.id, criterion.title],
      ...[criterion.outcome === 'unknown' ? '?' : criterion.points, criterion.of],
      ...[outcomeWords[criterion.outcome], criterion.because],
      ...[describeOverride(criterion) ?? '', describeReview(criterion)],
    ]);
    const notes = [...marked.flags, ...flagCopies(marked)];
    const noted = notes.map((note) => [name, ...['note', '', '', '', ''], note, '', '']);
    return [...played, ...criteria, ...noted];
  });
  return makeSheet('Reasons', head, rows);
}

const outcomeWords = { pass: 'held', fail: 'wrong', unknown: 'undecided' } as const;

function describeReview(one: { review: boolean; reviewBecause?: string | undefined }): string {
  return one.review ? (one.reviewBecause ?? 'yes') : '';
}

function column(heading: string, width: number): Column {
  return { heading, width };
}

/** The headings and the first column stay where they are while one scrolls. */
function makeSheet(name: string, head: readonly Column[], rows: readonly Value[][]): Sheet<Blob> {
  const top = head.map(({ heading }) => ({
    ...({ value: heading, type: String, fontWeight: 'bold', wrap: true } as const),
    ...({ alignVertical: 'bottom', backgroundColor: '#e8eef6' } as const),
  }));
  return {
    ...{ sheet: name, data: [top, ...rows.map((row) => row.map(makeCell))] },
    ...{ stickyRowsCount: 1, stickyColumnsCount: 1 },
    columns: head.map(({ width }) => ({ width })),
  };
}

/** Excel's own limit of a cell ("Excel specifications and limits"). */
const longestCell = 32_000;

function makeCell(value: Value): Row[number] {
  if (value === '') return null;
  const look = { alignVertical: 'top', wrap: true } as const;
  if (typeof value === 'number') return { value, type: Number, ...look };
  const align = value === '?' ? ({ align: 'right' } as const) : {};
  return { value: cutText(escapeLines(value), longestCell), type: String, ...look, ...align };
}
