/**
 * A class that was marked: of each submission what a table, a stored class and a page of its own
 * need. The plays themselves lie in the folder of each; no entry of a journal is kept here, so that
 * a class of hundreds fits into memory.
 */
import * as z from 'zod';
import type { Alike } from './copies.ts';
import type { Marking, MarkingOutcome } from './marking.ts';
import { exitCodes } from './outcome.ts';
import {
  type CriterionGrade,
  type Grade,
  gradeSchema,
  type Rubric,
  sumPoints,
  sumRegular,
} from './rubric.ts';
import type { Shard } from './shard.ts';
import { listLearnt } from './watching.ts';
import { joinFirst, joinWords } from './wording.ts';

export const markingOutcomes = ['pass', 'unknown', 'unsupported', 'fail', 'trouble'] as const;

export const exporters = ['Canvas', 'Moodle', 'Blackboard', 'Gradescope'] as const;

/** Who handed it in, as the exporter of a class names them; importers of marks look for it. */
export const personSchema = z.object({
  name: z.string(),
  exporter: z.enum(exporters).optional(),
  /**
   * Canvas: the ID of its gradebook; Moodle: "Participant 12"; Blackboard: the username;
   * Gradescope: of the submission.
   */
  id: z.string().optional(),
  /** Canvas and Moodle: how the name of a file begins that they take back for this person. */
  prefix: z.string().optional(),
  /** Gradescope: the student's number and address. */
  sid: z.string().optional(),
  email: z.string().optional(),
  /** Canvas: it was handed in late. */
  isLate: z.literal(true).optional(),
});
export type Person = z.infer<typeof personSchema>;

/** One submission, marked. */
export const markedSchema = z.object({
  name: z.string(),
  /** Several for a group; absent where the exporter says nothing of them. */
  people: z.array(personSchema).optional(),
  /** Names its folder in the stored class; small letters, digits and hyphens. */
  slug: z.string().regex(/^[a-z0-9-]+$/),
  outcome: z.enum(markingOutcomes),
  /** How it is run, and why: as `grade --json` has it. */
  how: z.record(z.string(), z.unknown()),
  flags: z.array(z.string()),
  /** Why it could not be played, with what it printed last. */
  refusal: z.object({ because: z.string(), lastLines: z.array(z.string()) }).nullable(),
  grade: gradeSchema.nullable(),
  /** Checks that the machine left open in some scenario, and that no other play of it decided. */
  leftOpen: z.array(z.string()).optional(),
  /** Where its plays are stored, relative to where the command was given; null: none. */
  directory: z.string().nullable(),
  /** Its own page, relative to the class's; null: none. */
  page: z.string().nullable(),
  /** Of each criterion by its number, the part of that page that shows what decided it. */
  places: z.record(z.string(), z.string()),
  wallMs: z.number(),
  /** SHA-256 of all that was handed in: the same files are not marked twice. */
  digest: z.string(),
  /** Of each program's source a hash of its text without comments and spaces, by its path. */
  texts: z.record(z.string(), z.string()),
  /** Of each source its tokens by its path, a line for each of its lines: grade/tokenize.ts. */
  tokens: z.record(z.string(), z.string()).optional(),
});
export type Marked = z.infer<typeof markedSchema>;

export interface ClassReport {
  /** The worst of all. */
  outcome: MarkingOutcome;
  /** What the assignment is called, for people. */
  assignment?: string;
  /** Of the rubric: its name, and each criterion's number, title and points. */
  rubric: string;
  criteria: { id: number; title: string; points: number; extra: boolean; quote?: string }[];
  /** In the order of their names. */
  submissions: Marked[];
  /** What befell so many of them that it is said once (class-notes.ts). */
  notes?: readonly string[];
  /** Pairs of them that are alike though not equal (lab/grade/alike.ts), the most alike first. */
  alike?: readonly Alike[];
  /** Of a shard: which, and how many submissions the whole class has. */
  shard?: Shard & { whole: number };
  /** Of a class that was put together: of how many shards, of those that there are. */
  merged?: { shards: number; of: number };
  /** What is not marked yet of a class that was put together; none: nothing is missing. */
  missing?: readonly MissingShard[];
  /** How many there are in all; more than `submissions` if the command was ended early. */
  planned: number;
  wallMs: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  command: string;
  /** The stored class, relative to where the command was given. */
  directory: string | null;
}

/** What a report keeps of its rubric: `quote` has the assignment's own words, where it has any. */
export function listCriteria({ criteria }: Rubric): ClassReport['criteria'] {
  return criteria.map(({ id, title, points, extra, quote }) => ({
    ...{ id, title, points, extra },
    ...(quote !== '' && { quote }),
  }));
}

/** One who handed in, and what: the members of a group are one each, with the same marks. */
export interface Student<Of = Marked> {
  name: string;
  person: Person | undefined;
  marked: Of;
}

/** Everybody of a class, in the order of the submissions. */
export function listStudents<Of extends Pick<Marked, 'name' | 'people'> = Marked>({
  submissions,
}: {
  submissions: readonly Of[];
}): Student<Of>[] {
  return submissions.flatMap((marked): Student<Of>[] => {
    const [only, ...others] = marked.people ?? [];
    if (only === undefined || others.length === 0) {
      // Two of one name are told apart by the submission's.
      return [{ name: marked.name, person: only, marked }];
    }
    return [only, ...others].map((person) => ({ name: person.name, person, marked }));
  });
}

/** The same for a place beside which no page of a submission lies: nothing is linked. */
export function toUnlinked(report: ClassReport): ClassReport {
  return { ...report, submissions: report.submissions.map((one) => ({ ...one, page: null })) };
}

/** A shard that did not come to its end, as where its machine died; or that never began. */
export interface MissingShard {
  shard: Shard;
  isBegun: boolean;
  /** Of the submissions that are not marked. */
  names: string[];
  /** How many the shard has. */
  of: number;
  /** The machine and the folder in which it began. */
  host?: string;
  /** Marks what is missing of it, and nothing else. */
  command: string;
}

/** From the worst. */
const order: readonly MarkingOutcome[] = ['trouble', 'fail', 'unknown', 'unsupported', 'pass'];

/** The worst of some outcomes; `unknown` if there are none, since nothing was shown. */
export function getWorstMarking(outcomes: readonly MarkingOutcome[]): MarkingOutcome {
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}

/** The exit code of marks; what is missing of a class leaves the whole undecided. */
export function getMarkingCode(
  outcome: MarkingOutcome,
  { missing = [] }: Pick<ClassReport, 'missing'> = {},
): number {
  if (missing.length > 0 && outcome !== 'trouble') return exitCodes.unknown;
  return exitCodes[outcome === 'unsupported' ? 'unknown' : outcome];
}

/** How a submission is run, as documents have it. */
export function describeHow({
  conclusion,
  watching,
}: Pick<Marking, 'conclusion' | 'watching'>): Record<string, unknown> {
  const { submission, reasons, unsupported } = conclusion;
  return {
    ...{ ...submission, reasons },
    ...(watching && { learnt: listLearnt(watching) }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

/**
 * The points of a grade in three parts that are never mixed: earned; lost, by what the program did
 * wrong; open, because it could not be decided. Extra credit is only ever earned.
 */
export function splitPoints({ criteria }: Grade): { earned: number; lost: number; open: number } {
  const regular = criteria.filter(({ extra }) => !extra);
  const decided = regular.filter(({ outcome }) => outcome !== 'unknown');
  const sum = (count: (one: CriterionGrade) => number) =>
    decided.reduce((total, one) => total + count(one), 0);
  return {
    // A person may give a part of a criterion's points.
    earned: sum(({ points }) => points),
    lost: sum(({ points, of }) => of - points),
    open: sumPoints(criteria, { outcome: 'unknown', extra: false }),
  };
}

/** The criteria to be shown: extra credit only where a scenario asked for it of anybody. */
export function getShownCriteria({ criteria, submissions }: ClassReport): ClassReport['criteria'] {
  const asked = new Set(
    submissions.flatMap(({ grade }) => (grade?.criteria ?? []).map(({ id }) => id)),
  );
  return criteria.filter(({ id, extra }) => !extra || asked.has(id));
}

/** The criteria at which a person should look as well, or alone: of one, or of all of a class. */
export function findReviewed(submissions: readonly Pick<Marked, 'grade'>[]): number[] {
  const all = submissions.flatMap(({ grade }) => grade?.criteria ?? []);
  const ids = new Set(all.filter(({ review }) => review).map(({ id }) => id));
  return [...ids].sort((a, b) => a - b);
}

export interface MarkSums {
  points: number;
  of: number;
  extra: number;
  lost: number;
  open: number;
}

/**
 * What a submission's mark sums up to. What does not build has failed: it has 0, in every form
 * alike. Undefined where nobody has decided anything.
 */
export function sumMark(
  { grade, outcome }: Pick<Marked, 'grade' | 'outcome'>,
  criteria: ClassReport['criteria'],
): MarkSums | undefined {
  if (grade)
    return { points: grade.points, of: grade.of, extra: grade.extra, ...splitPoints(grade) };
  if (outcome !== 'fail' || criteria.length === 0) return undefined;
  const of = sumRegular(criteria);
  return { points: 0, of, extra: 0, lost: of, open: 0 };
}

/** Why it could not be played, for one line; of a build its first error, not its command. */
export function describeRefusal({ because, lastLines }: NonNullable<Marked['refusal']>): string {
  const [first = ''] = lastLines;
  const isBuild = because.startsWith('it does not build') && first.trim() !== '';
  return isBuild ? `it does not build: ${first.trim()}` : because;
}

/** "9 and 10 of all; 2 and 6 of Ada King": whom a person should look at, and at what. */
export function describeReviewed(submissions: readonly Pick<Marked, 'name' | 'grade'>[]): string[] {
  const graded = submissions.filter(({ grade }) => grade);
  const byWhom = new Map<string, number[]>();
  for (const id of findReviewed(submissions)) {
    const those = graded.filter(({ grade }) => {
      return grade?.criteria.some((one) => one.id === id && one.review);
    });
    const isAll = graded.length > 1 && those.length === graded.length;
    const names = isAll
      ? 'all'
      : joinFirst(
          those.map(({ name }) => name),
          4,
        );
    byWhom.set(names, [...(byWhom.get(names) ?? []), id]);
  }
  return [...byWhom].map(([names, ids]) => `${joinWords(ids.map(String))} of ${names}`);
}

/** Why a person should look at single criteria of one submission: "look at 2: …". */
export function describeReviews({ grade }: Pick<Marked, 'grade'>): string[] {
  return (grade?.criteria ?? []).flatMap(({ id, reviewBecause }) => {
    return reviewBecause === undefined ? [] : [`look at ${id}: ${reviewBecause}`];
  });
}
