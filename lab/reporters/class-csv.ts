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
  describeReviews,
  findReviewed,
  findTwins,
  flagAlike,
  flagTwins,
  getShownCriteria,
  type Marked,
  type Person,
  splitPoints,
} from '../model/class.ts';
import { explainMark, listOverrides } from '../model/override.ts';
import { escapeControls } from './escape.ts';

/** The table, with a line of headings, and CRLF at each line's end. */
export function renderClassCsv(report: ClassReport): string {
  const ids = getShownCriteria(report).map(({ id }) => id);
  const twins = findTwins(report.submissions);
  const known = exported.filter(({ get }) => getLines(report).some((line) => get(line) !== ''));
  const head = [
    ...['name', 'outcome', ...ids.map((id) => `criterion ${id}`), 'total', 'of', 'extra'],
    ...['lost', 'undecided', 'wrong', 'not decided', 'flags', 'evidence', 'review'],
    ...known.map(({ heading }) => heading),
  ];
  const rows = getLines(report).map((line) => {
    const { marked } = line;
    const notes = [
      ...marked.flags,
      ...flagTwins(marked, twins),
      ...flagAlike(marked, report.alike),
      ...describeReviews(marked),
    ];
    return [
      ...[line.name, marked.outcome, ...ids.map((id) => getPoints(marked, id))],
      ...getTotals(marked),
      ...[describeOutcome(marked, 'fail'), describeOutcome(marked, 'unknown')],
      ...[notes.join('; '), marked.directory ?? '', findReviewed([marked]).join('; ')],
      ...known.map(({ get }) => get(line)),
    ];
  });
  const text = [head, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
  return `\ufeff${text}`;
}

/** A student and the submission: the members of a group have a line each, with the same marks. */
interface Line {
  name: string;
  marked: Marked;
  person: Person | undefined;
}

function getLines({ submissions }: ClassReport): Line[] {
  return submissions.flatMap((marked): Line[] => {
    const [only, ...others] = marked.people ?? [];
    if (only === undefined || others.length === 0) {
      return [{ name: marked.name, marked, person: only }];
    }
    return [only, ...others].map((person) => ({ name: person.name, marked, person }));
  });
}

/** What importers of marks look for, and a person's marks; a column that nobody has is left out. */
const exported: readonly { heading: string; get: (line: Line) => string }[] = [
  { heading: 'id', get: ({ person }) => person?.id ?? '' },
  { heading: 'sid', get: ({ person }) => person?.sid ?? '' },
  { heading: 'email', get: ({ person }) => person?.email ?? '' },
  { heading: 'group', get: ({ name, marked }) => (name === marked.name ? '' : marked.name) },
  { heading: 'by hand', get: ({ marked }) => listOverrides(marked.grade).join('; ') },
];

function getPoints({ grade }: Marked, id: number): string | number {
  const criterion = grade?.criteria.find((one) => one.id === id);
  if (!criterion) return '';
  return criterion.outcome === 'unknown' ? '?' : criterion.points;
}

/** Total, of how many, extra, lost, undecided; nothing where nothing was marked. */
function getTotals({ grade }: Marked): (string | number)[] {
  if (!grade) return ['', '', '', '', ''];
  const { lost, open } = splitPoints(grade);
  return [grade.points, grade.of, grade.extra, lost, open];
}

/** What the program did wrong, or what could not be decided: never both in one column. */
function describeOutcome({ grade, refusal, outcome }: Marked, asked: 'fail' | 'unknown'): string {
  const isPlaceOfRefusal = (outcome === 'fail') === (asked === 'fail');
  const because = refusal && isPlaceOfRefusal ? [refusal.because] : [];
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
