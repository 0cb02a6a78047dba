/** A class of 200 with pages as real plays have them: made up marks, recorded journals. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { type ClassReport, getWorstMarking, type Marked } from '../../lab/model/class.ts';
import { addUp, type CriterionGrade } from '../../lab/model/rubric.ts';
import { findDecidingPlaces, renderHtml } from '../../lab/reporters/html/page.ts';
import { judgeJournal } from '../journals/read-journals.ts';
import { makeReport } from '../reporters/reports.ts';

const given = 'Ada Bo Chen Dara Ewa Femi Gita Hugo Ines Jan Kofi Lena Mei Nils Olga Pia Quin Rosa';
const family = 'Abel Bauer Costa Diaz Eder Fischer Garcia Haddad Ito Jansen Kowalski Lindqvist';
const names = given
  .split(' ')
  .flatMap((first) => family.split(' ').map((last) => `${first} ${last}`));

const scenarios = ['x-connects-x-sends', 'x-connects-y-sends', 'y-connects-x-sends'];
const more = ['y-connects-y-sends', 'x-at-once', 'simultaneous', 'wrong-order-of-connection'];

/** The page of a submission that failed, and where on it each criterion is shown. */
export async function makeStudentPage(): Promise<{ html: string; places: Marked['places'] }> {
  const report = makeReport(await Promise.all([...scenarios, ...more].map(judgeJournal)));
  return { html: renderHtml(report), places: findDecidingPlaces(report) };
}

/** The marks of one: which are wrong or open goes by its number. */
export function makeMarked(number: number, places: Marked['places']): Marked {
  const name = names[number] ?? `Student ${number}`;
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const isRefused = number % 41 === 40;
  const criteria = rubric.criteria
    .filter(({ extra }) => !extra)
    .map(({ id, title, points, extra, review }): CriterionGrade => {
      const isWrong = number % 3 === 1 && (number + id) % 4 === 0;
      const isOpen = number % 7 === 3 && (number + id) % 5 === 0;
      const outcome = isWrong ? 'fail' : isOpen ? 'unknown' : 'pass';
      const isOdd = number % 11 === 5 && id === 6;
      return {
        ...{ id, title, extra, outcome, of: points, points: outcome === 'pass' ? points : 0 },
        because: `Y arrived 296.3 ms before X, but X and Y were told “X: Alice received first” (${id})`,
        review: review || isOdd,
        ...(isOdd && { reviewBecause: 'the order is stated in other words: “Alice came first”' }),
        decidedBy: [{ scenario: 'x-connects-x-sends', check: 'order-follows-wire' }],
      };
    });
  const outcomes = criteria.map(({ outcome }) => outcome);
  const outcome = outcomes.includes('fail')
    ? 'fail'
    : outcomes.includes('unknown')
      ? 'unknown'
      : 'pass';
  const played = {
    ...({ grade: addUp(rubric.name, criteria), refusal: null, outcome, places } as const),
    ...{ directory: `.lab/runs/now/${slug}`, page: `${slug}/report.html` },
  };
  const refused = {
    ...({ grade: null, outcome: 'fail', directory: null, page: null, places: {} } as const),
    refusal: { because: 'it does not build', lastLines: ['server.c:7: error: expected ‘;’'] },
  };
  return {
    ...{ name, slug, how: {}, digest: slug, wallMs: 4_200 },
    flags: number % 13 === 2 ? ['flaky: order-text: it held in 2 of 3 plays'] : [],
    texts: number % 50 === 9 ? { 'server.py': 'shared' } : { 'server.py': slug },
    ...(isRefused ? refused : played),
  };
}

export function makeBigClass(count: number, places: Marked['places']): ClassReport {
  const submissions = Array.from({ length: count }, (_, number) => makeMarked(number, places));
  return {
    outcome: getWorstMarking(submissions.map(({ outcome }) => outcome)),
    rubric: rubric.name,
    criteria: rubric.criteria.map(({ id, title, points, extra }) => ({ id, title, points, extra })),
    submissions,
    planned: count,
    wallMs: 412_000,
    startedAt: '2026-01-31T12:00:00.000Z',
    command: 'npx zx lab/grade.mjs submissions/',
    directory: '.lab/runs/2026-01-31T12-00-00.000Z',
  };
}

/** Each played submission gets its page, the first is written and the others are copies. */
export function writeStudentPages(
  folder: string,
  submissions: readonly Marked[],
  html: string,
): void {
  let first: string | undefined;
  for (const { slug, page } of submissions) {
    if (page === null) continue;
    const file = path.join(folder, page);
    mkdirSync(path.join(folder, slug), { recursive: true });
    if (first === undefined) writeFileSync(file, html);
    else cpSync(first, file);
    first ??= file;
  }
}
