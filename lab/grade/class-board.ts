/**
 * A class while it is marked, and after: the lab's own marks as they come, and a person's, which
 * may change at any time. What is shown of the class is always made of both.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Assignment } from '../model/assignment.ts';
import { type ClassReport, getWorstMarking, type Marked } from '../model/class.ts';
import { type LabError, toLabError } from '../model/errors.ts';
import { byHandPage } from '../run/keep.ts';
import { findAlike } from './alike.ts';
import type { AssignedOverrides } from './assign-overrides.ts';
import { overrideMarked, writeByHandPage } from './override-marks.ts';
import { type ClassFacts, reportClass } from './report-class.ts';

export interface ClassBoard {
  readonly planned: ClassFacts['planned'];
  /** Adds what the lab gave; gives that with a person's marks. */
  add(marked: Marked): Marked;
  isMarked(slug: string): boolean;
  setAssigned(assigned: AssignedOverrides): void;
  /**
   * Writes the page with both marks of one submission, or removes it where a person gave none.
   * Until then it is linked as it was. Throws LabError.
   */
  writePage(slug: string): Promise<void>;
  /** The same for all of some names; gives what could not be written. */
  writePages(names: readonly string[]): Promise<LabError[]>;
  getReport(): ClassReport;
}

const comparedShare = 20;

export function makeBoard(facts: ClassFacts & { assignment: Assignment }): ClassBoard {
  const { planned, rubric, folder, assignment } = facts;
  const own = new Map<string, Marked>();
  /** Of those that have a page with a person's marks. */
  const byHandPages = new Map<string, string>();
  let assigned: AssignedOverrides = new Map();
  const show = (marked: Marked): Marked => {
    const byHand = overrideMarked(marked, assigned, rubric);
    const page = byHandPages.get(marked.slug);
    return page === undefined ? byHand : { ...byHand, page };
  };
  let alike: NonNullable<ClassReport['alike']> = [];
  let comparedCount = 0;
  let dueMs = 0;
  /** All are compared with all: while the class grows that has a small share of the time. */
  const updateAlike = () => {
    const startedMs = performance.now();
    const isDue = startedMs >= dueMs || own.size === planned.length;
    if (comparedCount === own.size || !isDue) return;
    alike = findAlike([...own.values()]);
    comparedCount = own.size;
    dueMs = performance.now() + comparedShare * (performance.now() - startedMs);
  };
  const board: ClassBoard = {
    planned,
    add(marked) {
      own.set(marked.slug, marked);
      return show(marked);
    },
    isMarked: (slug) => own.has(slug),
    setAssigned(next) {
      assigned = next;
    },
    async writePages(names) {
      const errors: LabError[] = [];
      for (const { slug } of planned.filter((one) => names.includes(one.name))) {
        await board.writePage(slug).catch((error: unknown) => errors.push(toLabError(error)));
      }
      return errors;
    },
    async writePage(slug) {
      const marked = own.get(slug);
      if (!marked || marked.page === null) return;
      const place = path.join(folder, slug);
      if ((assigned.get(marked.name) ?? []).length === 0) {
        byHandPages.delete(slug);
        await rm(path.join(place, byHandPage), { force: true });
        return;
      }
      await writeByHandPage(place, overrideMarked(marked, assigned, rubric), assignment);
      byHandPages.set(slug, `${slug}/${byHandPage}`);
    },
    getReport() {
      // What many share is told of the lab's own marks.
      updateAlike();
      const report = reportClass([...own.values()], facts, alike);
      const submissions = report.submissions.map(show);
      const outcome = getWorstMarking(submissions.map((marked) => marked.outcome));
      return { ...report, outcome, submissions };
    },
  };
  return board;
}
