/**
 * A class as CSV (RFC 4180), a line for each student: points for each criterion, `?` where it could
 * not be decided, since that is no zero; the criteria that a person should look at; then what the
 * exporter of the class knows of the student, so that the marks can be imported there. It begins
 * with a byte order mark: without one Excel reads UTF-8 as windows-1252, and spoils each accent.
 * Text that a spreadsheet would take for a formula is defused by an apostrophe before it (OWASP,
 * "CSV Injection").
 */
import {
  type ClassReport,
  describeRefusal,
  describeReviews,
  findReviewed,
  listStudents,
  type Marked,
} from '../model/class.ts';
import { makeCopyFlags } from '../model/copies.ts';
import { explainMark } from '../model/override.ts';
import { type ClassColumn, listExportColumns, listMarkColumns } from './class-columns.ts';
import { escapeControls } from './escape.ts';

/** The table, with a line of headings, and CRLF at each line's end. */
export function renderClassCsv(report: ClassReport): string {
  const columns = [
    ...listMarkColumns(report),
    ...listReasonColumns(report),
    ...listExportColumns(report),
  ];
  const rows = listStudents(report).map((student) => columns.map(({ get }) => get(student)));
  const table = [columns.map(({ heading }) => heading), ...rows];
  return `\ufeff${table.map((row) => `${row.map(quote).join(',')}\r\n`).join('')}`;
}

function listReasonColumns(report: ClassReport): ClassColumn[] {
  const flagCopies = makeCopyFlags(report);
  const listNotes = (marked: Marked) => [
    ...marked.flags,
    ...flagCopies(marked),
    ...describeReviews(marked),
  ];
  return [
    { heading: 'wrong', get: ({ marked }) => describeOutcome(marked, 'fail') },
    { heading: 'not decided', get: ({ marked }) => describeOutcome(marked, 'unknown') },
    { heading: 'flags', get: ({ marked }) => listNotes(marked).join('; ') },
    { heading: 'evidence', get: ({ marked }) => marked.directory ?? '' },
    { heading: 'review', get: ({ marked }) => findReviewed([marked]).join('; ') },
  ];
}

/** What the program did wrong, or what could not be decided: never both in one column. */
function describeOutcome({ grade, refusal, outcome }: Marked, asked: 'fail' | 'unknown'): string {
  const isPlaceOfRefusal = (outcome === 'fail') === (asked === 'fail');
  const because = refusal && isPlaceOfRefusal ? [describeRefusal(refusal)] : [];
  const criteria = (grade?.criteria ?? [])
    .filter((criterion) => criterion.outcome === asked && (criterion.override || !refusal))
    .map((criterion) => `${criterion.id}: ${explainMark(criterion).join('; ')}`);
  return [...because, ...criteria].join('; ');
}

/** A spreadsheet takes what begins with one of these for a formula, some after spaces, too. */
const formula = /^\s*[=+\-@|%＝＋－＠\t\r]/;

function quote(value: string | number): string {
  if (typeof value === 'number') return `${value}`;
  const text = escapeControls(formula.test(value) ? `'${value}` : value);
  return /[",;\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
