/** The columns of marks that the tables of a class have in common, a line for each student. */
import {
  type ClassReport,
  getShownCriteria,
  listStudents,
  type Student,
  sumMark,
} from '../model/class.ts';
import { listOverrides } from '../model/override.ts';

export interface ClassColumn {
  heading: string;
  /** Of a criterion: what it asks. */
  title?: string;
  /** Empty where there is no mark; `?` where it could not be decided, since that is no zero. */
  get: (student: Student) => string | number;
}

/** Name, outcome, the points of each criterion, and the sums. */
export function listMarkColumns(report: ClassReport): ClassColumn[] {
  const criteria = getShownCriteria(report).map(({ id, title }): ClassColumn => {
    return { heading: `criterion ${id}`, title, get: (student) => getPoints(student, id) };
  });
  return [
    { heading: 'name', get: ({ name }) => name },
    { heading: 'outcome', get: ({ marked }) => marked.outcome },
    ...criteria,
    ...sums.map(([heading, key]): ClassColumn => {
      return { heading, get: ({ marked }) => sumMark(marked, report.criteria)?.[key] ?? '' };
    }),
  ];
}

const sums = [
  ['total', 'points'],
  ['of', 'of'],
  ['extra', 'extra'],
  ['lost', 'lost'],
  ['undecided', 'open'],
] as const;

/** What importers of marks look for, and a person's marks; without columns that nobody has. */
export function listExportColumns(report: ClassReport): ClassColumn[] {
  const students = listStudents(report);
  return exported.filter(({ get }) => students.some((student) => get(student) !== ''));
}

const exported: readonly ClassColumn[] = [
  { heading: 'id', get: ({ person }) => person?.id ?? '' },
  { heading: 'sid', get: ({ person }) => person?.sid ?? '' },
  { heading: 'email', get: ({ person }) => person?.email ?? '' },
  { heading: 'late', get: ({ person }) => (person?.isLate ? 'late' : '') },
  { heading: 'group', get: ({ name, marked }) => (name === marked.name ? '' : marked.name) },
  { heading: 'by hand', get: ({ marked }) => listOverrides(marked.grade).join('; ') },
];

function getPoints({ marked: { grade, outcome } }: Student, id: number): string | number {
  if (!grade && outcome === 'fail') return 0;
  const criterion = grade?.criteria.find((one) => one.id === id);
  if (!criterion) return '';
  return criterion.outcome === 'unknown' ? '?' : criterion.points;
}
