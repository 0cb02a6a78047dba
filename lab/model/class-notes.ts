/**
 * What befell so many of a class in one criterion, and for one reason, that the course may have
 * asked for something else: said once, with the flag or the rubric that would change it.
 */
import type { Marked } from './class.ts';
import { type CriterionGrade, type Rubric, textChecks } from './rubric.ts';
import { joinWords } from './wording.ts';

/** More than this share of those that were graded. */
const commonShare = 1 / 3;
/** One alone is no class. */
const leastCount = 2;

/** The rubric that the class was marked by, and all that its assignment has. */
export interface RubricChoice {
  rubric: Rubric;
  rubrics: readonly Rubric[];
}

/** One sentence for each criterion that many share the same reason in. */
export function describeClass(
  submissions: readonly Pick<Marked, 'grade'>[],
  choice: RubricChoice,
): string[] {
  const graded = submissions.flatMap(({ grade }) => grade ?? []);
  const groups = new Map<string, Found[]>();
  for (const { criteria } of graded) {
    for (const found of criteria.flatMap(findReason)) {
      groups.set(found.key, [...(groups.get(found.key) ?? []), found]);
    }
  }
  return [...groups.values()]
    .filter(({ length }) => length >= leastCount && length > graded.length * commonShare)
    .map((group) => describeGroup(group, graded.length, choice))
    .filter((sentence) => sentence !== undefined);
}

interface Found {
  key: string;
  criterion: CriterionGrade;
  kind: 'fail' | 'flagged';
  reason: string;
}

/** Why a criterion failed or is flagged: the first of its reasons, and what is alike in it. */
function findReason(criterion: CriterionGrade): Found[] {
  const { id, outcome, because, reviewBecause } = criterion;
  const kind = reviewBecause === undefined ? 'fail' : 'flagged';
  if (kind === 'fail' && outcome !== 'fail') return [];
  const [reason = ''] = (reviewBecause ?? because).split(/; (?![^“]*”)/);
  return [{ key: `${id} ${kind} ${blur(reason)}`, criterion, kind, reason }];
}

/** A reason without what differs from submission to submission: texts, places, numbers, roles. */
function blur(reason: string): string {
  return reason
    .replace(/“[^”]*”/g, '“”')
    .replace(/\([^)]*\)/g, '')
    .replace(/\d+(?:\.\d+)?/g, '0')
    .replace(/\b[A-Z]\b(?:(?:, | and )[A-Z]\b)*/g, '-')
    .replace(/“”(?:(?:, | and )“”)*/g, '“”')
    .replace(/\b(?:was|were)\b/g, 'was')
    .replace(/\s+/g, ' ')
    .trim();
}

function describeGroup(
  group: readonly Found[],
  count: number,
  choice: RubricChoice,
): string | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { criterion, kind, reason } = first;
  const how = kind === 'fail' ? 'fail' : 'are flagged in';
  const hints = findHints(first, choice);
  const rest = hints.length === 0 ? '' : ` (${joinWords(hints)})`;
  return (
    `${group.length} of ${count} ${how} ${criterion.id}, ${criterion.title}, for the same reason, ` +
    `as: ${reason}${rest}`
  );
}

/** Which flag or rubric marks the criterion otherwise. */
function findHints({ criterion: { id }, kind }: Found, { rubric, rubrics }: RubricChoice) {
  const getAsked = (one: Rubric) => one.criteria.find((each) => each.id === id)?.checks;
  const asked = getAsked(rubric) ?? [];
  const others = rubrics.filter((other) => {
    const checks = getAsked(other);
    return other.name !== rubric.name && checks && checks.join() !== asked.join();
  });
  const hints = others.map(({ name }) => `--rubric ${name} may be meant, which asks otherwise`);
  if (!asked.includes(textChecks.exact)) return hints;
  if (kind === 'flagged' && rubric.text === 'order') {
    hints.push('--strict-text holds the text to the letter, and fails it');
  }
  if (kind === 'fail' && rubric.text === 'exact') {
    hints.push('where only the order counts, leave out --strict-text');
  }
  return hints;
}
