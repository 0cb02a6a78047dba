/** A criterion's outcome in words: the reasons of the verdicts that decided it, each once. */
import type { Verdict } from './verdict.ts';
import { joinWords } from './wording.ts';

/** Whether a person should look: where the rubric says so, or a verdict that decided it. */
export function explainReview(
  { review }: { review: boolean },
  deciding: readonly { review?: string | undefined }[],
): { review: boolean; reviewBecause?: string } {
  const reasons = [...new Set(deciding.flatMap((verdict) => verdict.review ?? []))];
  if (reasons.length === 0) return { review };
  const rest = reasons.length - mostReasons;
  const shown = reasons.slice(0, mostReasons);
  if (rest > 0) shown.push(`${rest} more like ${rest === 1 ? 'it' : 'these'}`);
  return { review: true, reviewBecause: shown.join('; ') };
}

/** How many different reasons a criterion shows; the scenarios show them all. */
const mostReasons = 2;

/** The reason in one line, with where it was found. */
export function explainCriterion(
  outcome: Verdict['outcome'],
  deciding: readonly Deciding[],
  open: { unproven: readonly string[]; lacking: readonly string[] },
): string {
  const { unproven, lacking } = open;
  if (outcome === 'pass') return explainPass(deciding);
  const reasons = groupReasons(deciding).map(
    ({ because, scenarios }) => `${because} (${nameScenarios(scenarios)})`,
  );
  const rest = reasons.length - mostReasons;
  const shown = reasons.slice(0, mostReasons);
  if (rest > 0) shown.push(`${rest} more like ${rest === 1 ? 'it' : 'these'}`);
  const unasked = unproven.filter((check) => !deciding.some((verdict) => verdict.check === check));
  if (outcome === 'unknown' && lacking.length > 0) {
    shown.push(`no play decided a case that it takes: ${joinWords([...new Set(lacking)])}`);
  } else if (outcome === 'unknown' && unasked.length > 0) {
    shown.push(`no scenario of this run decided ${joinWords(unasked)}`);
  }
  return shown.join('; ');
}

interface Deciding {
  because: string;
  scenario: string;
  check: string;
}

/** A passed criterion shows, for each check, the first of the verdicts that passed it. */
function explainPass(deciding: readonly Deciding[]): string {
  const checks = [...new Set(deciding.map((verdict) => verdict.check))];
  return checks
    .map((check) => {
      const shown = deciding.filter((verdict) => verdict.check === check);
      const [first, ...others] = groupReasons(shown);
      const more = others.length > 0 ? ` (and ${shown.length - 1} more like it)` : '';
      return `${first?.because}${more}`;
    })
    .join('; ');
}

/** Equal sentences once, with all the scenarios in which they were found. */
function groupReasons(deciding: readonly Deciding[]): { because: string; scenarios: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { because, scenario } of deciding) {
    groups.set(because, [...new Set([...(groups.get(because) ?? []), scenario])]);
  }
  return [...groups].map(([because, scenarios]) => ({ because, scenarios }));
}

function nameScenarios(names: readonly string[]): string {
  if (names.length <= 3) return joinWords(names);
  return joinWords([...names.slice(0, 2), `${names.length - 2} more`]);
}
