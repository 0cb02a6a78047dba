/**
 * The gradebooks that learning management systems export, known by their headings: which columns
 * say whose a row is, which hold marks, and what else their importers go by.
 *
 * Canvas: lib/gradebook_exporter.rb and gradebook_importer.rb of canvas-lms. Moodle, "Offline
 * grading worksheet": mod/assign/gradingtable.php and feedback/offline/importgradeslib.php.
 * Blackboard: "Uploading or Downloading Grade Center Items for Working Offline" in
 * library.blackboard.com. Gradescope: what "Download Grades" gives.
 */
import type { Person } from '../../model/class.ts';
import { LabError } from '../../model/errors.ts';
import { joinWords } from '../../model/wording.ts';
import type { Cells } from './cells.ts';

export interface Layout {
  lms: NonNullable<Person['exporter']>;
  /** Headings that it has, all of one set. */
  signs: readonly (readonly string[])[];
  /** By what people are known, each with the headings of columns that say so. */
  identity: Partial<Record<Identity, readonly string[]>>;
  /** Whether a column holds the marks of an assignment. */
  isMark: (heading: string) => boolean;
  /** Whether a column is known to hold something else: a name, a sum, a time. */
  isOther?: (heading: string) => boolean;
  /** A heading without what the system adds to a title. */
  getTitle: (heading: string) => string;
  /** The row that says how many points each column has, which is nobody's. */
  isPointsRow?: (firstCell: string) => boolean;
  /** How many points a column has, where its heading says so. */
  readPossible?: (heading: string) => string | undefined;
  /** The heading of a column that says it for each row; `heading` is that of the marks. */
  possible?: (heading: string) => string;
  /** Why a cell is not to be filled, by what stands in it. */
  locked?: Readonly<Record<string, string>>;
  /** A column that says that the mark of a row can be changed no more. */
  lock?: { heading: string; says: string; because: string };
  /** What its importer does with marks beyond the points of the column. */
  above?: string;
}

/** `id` is the exporter's own; `login` is what the person types to log in. */
export type Identity = 'id' | 'sid' | 'login' | 'email' | 'name' | 'first' | 'last';

const canvasPeople = ['Student', 'LastName', 'FirstName', 'ID', 'SIS User ID', 'SIS Login ID'];
const canvasOthers = ['Integration ID', 'Root Account', 'Section', ...canvasPeople];
/** Columns that Canvas calculates; what is written there is left out by its importer. */
const canvasSums = /\b(?:Current|Final|Override) (?:Score|Points|Grade|Status)\b/;
const blackboardPoints =
  /^(?<title>.*?) *\[[^\][]*?: (?<upTo>up to )?(?<points>[\d.,]+)(?: (?<kind>[^\][]+))?\] *(?:\|(?<id>\d+))?$/s;

/** A sum is "up to" its points; a text, a percentage or a letter is no score. */
function isBlackboardMark(heading: string): boolean {
  const { points, upTo, kind = 'Score' } = blackboardPoints.exec(heading)?.groups ?? {};
  return points !== undefined && upTo === undefined && kind === 'Score';
}

export const layouts: readonly Layout[] = [
  {
    lms: 'Canvas',
    signs: [
      ['Student', 'ID', 'Section'],
      ['LastName', 'FirstName', 'ID', 'Section'],
    ],
    identity: {
      ...{ id: ['ID'], sid: ['SIS User ID'], login: ['SIS Login ID'] },
      ...{ name: ['Student'], first: ['FirstName'], last: ['LastName'] },
    },
    isMark: (heading) =>
      /\(\d+\)$/.test(heading) && !canvasSums.test(heading) && !canvasOthers.includes(heading),
    isOther: (heading) => canvasSums.test(heading) || canvasOthers.includes(heading),
    getTitle: (heading) => heading.replace(/ *\(\d+\)$/, ''),
    isPointsRow: (cell) => cell.includes('Points Possible'),
    locked: { 'N/A': 'it is not assigned to them', EX: 'they are excused' },
  },
  {
    lms: 'Moodle',
    signs: [['Identifier', 'Grade']],
    identity: {
      ...{ id: ['Identifier'], sid: ['ID number'], login: ['Username'] },
      ...{ email: ['Email address'], name: ['Full name'] },
      ...{ first: ['First name'], last: ['Last name', 'Surname'] },
    },
    isMark: (heading) => /^grade$/i.test(heading),
    getTitle: (heading) => heading,
    possible: () => 'Maximum Grade',
    lock: {
      ...{ heading: 'Grade can be changed', says: 'No' },
      because: 'Moodle says that their grade cannot be changed',
    },
    above: 'Moodle leaves such marks out when it imports them',
  },
  {
    lms: 'Blackboard',
    signs: [['Username', 'Last Name', 'First Name']],
    identity: {
      ...{ id: ['Username'], sid: ['Student ID'], login: ['Username'] },
      ...{ first: ['First Name'], last: ['Last Name'] },
    },
    isMark: isBlackboardMark,
    isOther: (heading) => !isBlackboardMark(heading),
    getTitle: (heading) => blackboardPoints.exec(heading)?.groups?.title ?? heading,
    readPossible: (heading) => blackboardPoints.exec(heading)?.groups?.points,
  },
  {
    lms: 'Gradescope',
    signs: [
      ['SID', 'Email', 'Name'],
      ['SID', 'Email', 'First Name', 'Last Name'],
    ],
    identity: {
      // A group has one submission: what its members are known by chooses among its rows.
      ...{ id: ['Submission ID'], sid: ['SID'], email: ['Email'], name: ['Name'] },
      ...{ first: ['First Name'], last: ['Last Name'] },
    },
    // The export of a course has each assignment's title, and its points in a column beside it.
    isMark: (heading) => heading === 'Total Score',
    isOther: (heading) => / - (?:Max Points|Submission Time|Lateness)\b/.test(heading),
    getTitle: (heading) => heading,
    possible: (heading) => (heading === 'Total Score' ? 'Max Points' : `${heading} - Max Points`),
  },
];

/** Where the first of some headings stands, in capitals or not: versions differ in these; or -1. */
export function findHeading(headings: readonly string[], wanted: readonly string[]): number {
  const known = wanted.map((one) => one.toLowerCase());
  return headings.findIndex((heading) => known.includes(heading.toLowerCase()));
}

/** What a gradebook says of itself. Throws LabError FILE_WRONG for none that is known. */
export function findLayout({ rows }: Cells, file: string): Layout {
  const headings = (rows[0] ?? []).map(({ text }) => text.trim());
  const found = layouts.find(({ signs }) =>
    signs.some((all) => all.every((sign) => findHeading(headings, [sign]) >= 0)),
  );
  if (found) return found;
  const known = layouts.map(({ lms, signs: [first = []] }) => `${lms} (${first.join(', ')})`);
  throw new LabError('FILE_WRONG', `${file} is no gradebook that is known, by its first line`, {
    hint: `It needs these columns, in English: ${joinWords(known)}.`,
  });
}
