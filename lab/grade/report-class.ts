/** From the marks of those that are marked to the report of their class. */
import path from 'node:path';
import type { Assignment } from '../model/assignment.ts';
import { type ClassReport, getWorstMarking, listCriteria, type Marked } from '../model/class.ts';
import { describeClass } from '../model/class-notes.ts';
import type { Rubric } from '../model/rubric.ts';
import { findAlike } from './alike.ts';

export interface ClassFacts {
  assignment: Pick<Assignment, 'rubrics' | 'title'>;
  rubric: Rubric;
  /** All submissions, in the order of their names. */
  planned: readonly Pick<Marked, 'slug' | 'name'>[];
  startedAtMs: number;
  command: string;
  /** Where the class is stored. */
  folder: string;
  shard?: ClassReport['shard'];
}

/** `done` may have any order, and lack some that are not marked yet. */
export function reportClass(
  done: readonly Marked[],
  facts: ClassFacts,
  alike: ClassReport['alike'] = findAlike(done),
): ClassReport {
  const { assignment, rubric, planned, startedAtMs, command, folder } = facts;
  const rank = new Map(planned.map(({ slug }, index) => [slug, index]));
  const submissions = [...done].sort((a, b) => (rank.get(a.slug) ?? 0) - (rank.get(b.slug) ?? 0));
  const notes = describeClass(submissions, { rubric, rubrics: assignment.rubrics });
  return {
    outcome: getWorstMarking(submissions.map(({ outcome }) => outcome)),
    ...{ assignment: assignment.title, rubric: rubric.name },
    criteria: listCriteria(rubric),
    submissions,
    ...(notes.length > 0 && { notes }),
    ...(alike.length > 0 && { alike }),
    planned: planned.length,
    ...(facts.shard && { shard: facts.shard }),
    wallMs: Date.now() - startedAtMs,
    ...{ startedAt: new Date(startedAtMs).toISOString(), command },
    directory: path.relative(process.cwd(), folder),
  };
}
