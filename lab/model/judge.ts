/**
 * From a journal to verdicts: asks each checker that the plan names, in the plan's order, those
 * that decide first and those that only inform after them. A checker that throws, or that does not
 * exist, gives `unknown` (Jepsen's rule): a bug of the lab must neither cost nor earn points. So
 * does one that would decide on evidence which was changed or is missing (doubt.ts).
 */
import { type Doubt, findDoubt } from './doubt.ts';
import type { JournalEvent } from './journal.ts';
import type { Checker, Finding, Journal, Verdict } from './verdict.ts';

/** Judges one run. The evidence of each verdict is indices into `journal.events`. */
export function judgeRun(journal: Journal, checkers: ReadonlyMap<string, Checker>): Verdict[] {
  const places = new Map(journal.events.map((event, index) => [event, index]));
  const judge = (name: string, informs: boolean): Verdict => {
    const checker = checkers.get(name);
    const doubt = findDoubt(journal.doubts ?? [], checker?.needs);
    const finding = check(name, checker, journal);
    const {
      outcome,
      because,
      evidence = [],
      disturbed,
      chance,
      review,
      shows,
      leans,
    } = doubt ? applyDoubt(doubt, finding) : finding;
    const verdict = {
      check: name,
      outcome,
      because,
      evidence: getPlaces(evidence, places),
      informs,
    };
    return {
      ...{
        ...verdict,
        ...(disturbed && { disturbed }),
        ...(chance && { chance }),
        ...(doubt && { doubted: true }),
      },
      ...(review !== undefined && { review }),
      ...(shows !== undefined && { shows }),
      ...(leans !== undefined && { leans }),
    };
  };
  const decided = new Set(journal.plan.checks);
  return [
    ...[...decided].map((name) => judge(name, false)),
    ...[...new Set(journal.plan.informs)]
      .filter((name) => !decided.has(name))
      .map((name) => judge(name, true)),
  ];
}

/** What it decided, it decided too early; what it left open may have that reason, too. */
function applyDoubt({ because }: Doubt, finding: Finding): Finding {
  if (finding.outcome !== 'unknown') return { outcome: 'unknown', because };
  return { ...finding, because: `${because}; as it stands, ${finding.because}` };
}

function check(name: string, checker: Checker | undefined, journal: Journal): Finding {
  if (!checker) return { outcome: 'unknown', because: `there is no checker named ${name}` };
  try {
    return checker.check(journal);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { outcome: 'unknown', because: `the checker ${name} crashed: ${message}` };
  }
}

/** Where entries stand in the journal, each once, the most telling still first. */
function getPlaces(
  evidence: readonly JournalEvent[],
  places: ReadonlyMap<JournalEvent, number>,
): number[] {
  const found = evidence.map((event) => places.get(event)).filter((place) => place !== undefined);
  return [...new Set(found)];
}
