/** The columns of marks that the tables of a class have in common, a line for each student. */
import {
  type ClassReport,
  getShownCriteria,
  listStudents,
  type Marked,
  type Student,
  splitPoints,
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
    ...sums.map((heading): ClassColumn => {
      return { heading, get: ({ marked }) => sumUp(marked, report)?.[heading] ?? '' };
    }),
  ];
}

const sums = ['total', 'of', 'extra', 'lost', 'undecided'] as const;

/** What does not build has failed: it has 0, as in a gradebook; what nobody decided has nothing. */
function sumUp(
  { grade, outcome }: Marked,
  { criteria }: ClassReport,
): Record<(typeof sums)[number], number> | undefined {
  if (grade) {
    const { lost, open } = splitPoints(grade);
    const { points: total, of, extra } = grade;
    return { total, of, extra, lost, undecided: open };
  }
  if (outcome !== 'fail') return undefined;
  const of = criteria.reduce((sum, { points, extra }) => sum + (extra ? 0 : points), 0);
  return { total: 0, of, extra: 0, lost: of, undecided: 0 };
}

/** What importers of marks look for, and a person's marks; without columns that nobody has. */
export function listExportColumns(report: ClassReport): ClassColumn[] {
  const students = listStudents(report);
  return exported.filter(({ get }) => students.some((student) => get(student) !== ''));
}

const exported: readonly ClassColumn[] = [
  { heading: 'id', get: ({ person }) => person?.id ?? '' },
  { heading: 'sid', get: ({ person }) => person?.sid ?? '' },
  { heading: 'email', get: ({ person }) => person?.email ?? '' },
  { heading: 'group', get: ({ name, marked }) => (name === marked.name ? '' : marked.name) },
  { heading: 'by hand', get: ({ marked }) => listOverrides(marked.grade).join('; ') },
];

function getPoints({ marked: { grade, outcome } }: Student, id: number): string | number {
  if (!grade && outcome === 'fail') return 0;
  const criterion = grade?.criteria.find((one) => one.id === id);
  if (!criterion) return '';
  return criterion.outcome === 'unknown' ? '?' : criterion.points;
}
