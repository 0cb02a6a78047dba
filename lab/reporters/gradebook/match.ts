/**
 * Which row of a gradebook is whose: by the id that the exporter gave, then by login or email, then
 * by the full name; never by what is only alike. What fits several rows, or one row of several
 * people, fits none.
 */
import type { Marked, Student } from '../../model/class.ts';
import { countWords } from '../../model/wording.ts';
import type { Cells } from './cells.ts';
import { findHeading, type Identity, type Layout } from './layouts.ts';

export const ways = ['id', 'login or email', 'full name'] as const;
type Way = (typeof ways)[number];

/** Who handed in, marked or not yet. */
export type Known = Student<Pick<Marked, 'slug'>>;

export interface Matching<Of extends Known = Student> {
  matched: { student: Of; row: number; way: Way }[];
  /** Who has no row, and why. */
  unmatched: { student: Of; because: string }[];
  /** Rows of people of whom nothing was marked. */
  rest: number[];
  /** True where its numbers are those of other people: nobody was found by them. */
  isOtherSheet: boolean;
}

/** `rows` are those of people, as listRows gives them. */
export function matchStudents<Of extends Known>(
  students: readonly Of[],
  rows: readonly Row[],
  layout: Layout,
): Matching<Of> {
  const { isOtherSheet, contradicted } = compareNumbers(students, rows, layout);
  const others = checks.filter((check) => check !== byNumber);
  const found = students.map((student) => {
    const other = contradicted.get(student);
    const known = isOtherSheet || other ? others : checks;
    const because =
      isOtherSheet || !other ? {} : { because: `its number is that of ${other.name}` };
    return { student, ...because, ...findRow(student, rows, layout, known) };
  });
  const counts = new Map<Row, Of[]>();
  for (const { student, row } of found) {
    if (row) counts.set(row, [...(counts.get(row) ?? []), student]);
  }
  const matched: Matching<Of>['matched'] = [];
  const unmatched: Matching<Of>['unmatched'] = [];
  for (const { student, row, way, because } of found) {
    const alike = (row ? (counts.get(row) ?? []) : []).filter((one) => one !== student);
    if (row && way && alike.length === 0) matched.push({ student, row: row.index, way });
    else if (!row) unmatched.push({ student, because: because ?? 'no row has its id or name' });
    else {
      const where = alike.map((one) => one.marked.slug).join(', ');
      unmatched.push({ student, because: `the row of ${row.name} also fits ${where}` });
    }
  }
  const rest = rows.filter((row) => !counts.has(row)).map(({ index }) => index);
  return { matched, unmatched, rest, isOtherSheet };
}

/** A row of a person: what it says of whose it is. */
export interface Row {
  /** Among all rows of the file, the headings being 0. */
  index: number;
  /** For people who read of it. */
  name: string;
  says: Partial<Record<Identity, string>>;
}

/** The rows of people: neither headings nor a row that says of no person whose it is. */
export function listRows({ rows }: Cells, { identity, isPointsRow }: Layout): Row[] {
  const headings = (rows[0] ?? []).map(({ text }) => text.trim());
  const columns = (Object.keys(identity) as Identity[]).flatMap((key) => {
    const column = findHeading(headings, identity[key] ?? []);
    return column < 0 ? [] : [{ key, column }];
  });
  return rows.flatMap((row, index): Row[] => {
    if (index === 0 || isPointsRow?.(row[0]?.text ?? '')) return [];
    const says: Row['says'] = {};
    for (const { key, column } of columns) {
      const text = row[column]?.text.trim() ?? '';
      if (text !== '') says[key] = text;
    }
    const name = says.name ?? [says.first, says.last].filter(Boolean).join(' ');
    const shown = name || (says.id ?? says.email ?? says.login ?? says.sid);
    return shown === undefined ? [] : [{ index, name: shown, says }];
  });
}

type Found = { row?: Row; way?: Way; because?: string };

/** Where several rows fit in one way, the next ones choose among these: that is no guess. */
function findRow(
  student: Known,
  rows: readonly Row[],
  layout: Layout,
  known: readonly Check[],
): Found {
  let among = rows;
  let because: string | undefined;
  for (const { way, fits } of known) {
    const fitting = among.filter((row) => fits(student, row, layout));
    const [row] = fitting;
    if (row === undefined) continue;
    if (fitting.length > 1) {
      among = fitting;
      because = `${countWords(fitting.length, 'row')} fit by ${way}`;
      continue;
    }
    return { row, way };
  }
  return because === undefined ? {} : { because };
}

interface Check {
  way: Way;
  fits: (student: Known, row: Row, layout: Layout) => boolean;
}

const byNumber: Check = {
  way: 'id',
  fits({ name, person }, { says }, { lms }) {
    if (!person?.exporter) return name === says.id;
    const own = person.exporter === lms ? getNumber(person.id, lms) : undefined;
    return own !== undefined && own === getNumber(says.id, lms);
  },
};

/**
 * From the surest. Who was exported by nobody may have a folder that is called by what the
 * gradebook calls an id, or a login.
 */
const checks: readonly Check[] = [
  byNumber,
  {
    way: 'id',
    fits({ name, person }, { says }) {
      const own = person?.exporter ? person.sid : name;
      return own !== undefined && own === says.sid;
    },
  },
  {
    way: 'login or email',
    fits({ name, person }, { says }) {
      const known = person?.exporter
        ? [person.email, person.exporter === 'Blackboard' ? person.id : undefined]
        : [name];
      const row = [says.login, says.email].flatMap((text) => text?.toLowerCase() ?? []);
      return known.some((text) => text !== undefined && row.includes(text.toLowerCase()));
    },
  },
  {
    way: 'full name',
    fits({ name, person }, { says }) {
      const own = listForms(person?.name ?? name);
      const forms = [...(says.name === undefined ? [] : listForms(says.name))];
      if (says.first !== undefined && says.last !== undefined) {
        forms.push(...listForms(`${says.first} ${says.last}`));
      }
      return forms.some((form) => own.includes(form));
    },
  },
];

/** Moodle's word before the number is of the language: "Participant 12", "Teilnehmer/in12". */
function getNumber(id: string | undefined, lms: Layout['lms']): string | undefined {
  return lms === 'Moodle' ? /\d+$/.exec(id ?? '')?.[0] : id;
}

/**
 * Moodle counts participants anew in each assignment, and each Canvas counts its own people: a file
 * of another one has other people under the same numbers. Where more names contradict their numbers
 * than agree with them, the numbers are worth nothing; a single one is a person's to decide. A name
 * that stands in two rows agrees with nothing.
 */
function compareNumbers(
  students: readonly Known[],
  rows: readonly Row[],
  layout: Layout,
): { isOtherSheet: boolean; contradicted: Map<Known, Row> } {
  const contradicted = new Map<Known, Row>();
  let agreed = 0;
  for (const student of students) {
    const own = rows.filter((row) => byNumber.fits(student, row, layout));
    const other = own.find((row) => compareNames(student, row, layout) === false);
    if (other) contradicted.set(student, other);
    else if (
      own.some((row) => rows.every(({ name }, at) => name !== row.name || rows[at] === row))
    ) {
      agreed += own.some((row) => compareNames(student, row, layout)) ? 1 : 0;
    }
  }
  return { isOtherSheet: contradicted.size > agreed, contradicted };
}

/** Whether a row's name may be the student's; undefined where one of them says no name. */
function compareNames({ person }: Known, { says }: Row, { lms }: Layout): boolean | undefined {
  if ((lms !== 'Moodle' && lms !== 'Canvas') || person?.exporter !== lms) return undefined;
  const plain = says.name ?? [says.first, says.last].filter(Boolean).join(' ');
  const own = squeeze(person.name);
  // Where names are hidden it is the number again, or nothing.
  if (own === '' || plain === '' || /\d$/.test(person.name) || /\d$/.test(plain)) return undefined;
  const written = [...listForms(plain), plain.split(/\s+/).reverse().join(' ')];
  const forms = written.flatMap((form) => [squeeze(form), squeeze(dropAccented(form))]);
  // A group's name stands before that of its member: "Team 1-Ada King".
  return forms.some((form) => form !== '' && own.endsWith(form));
}

/** Both systems leave signs out of the names of files: "Maeve O'Brien" is "maeveobrien". */
function squeeze(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** As a system does that knows ASCII only in names of files. */
function dropAccented(name: string): string {
  return name.normalize('NFC').replace(/[^\x20-\x7e]/g, '');
}

/** A name as it is compared: "Ada King", also where it is written "King, Ada". */
function listForms(name: string): string[] {
  const plain = (text: string) =>
    text.normalize('NFC').toLowerCase().replaceAll('_', ' ').replace(/\s+/g, ' ').trim();
  const [last = '', first = '', ...more] = name.split(',');
  const turned = more.length === 0 && first.trim() !== '' ? [plain(`${first} ${last}`)] : [];
  return [plain(name), ...turned].filter((form) => form !== '');
}
