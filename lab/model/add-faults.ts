/**
 * Faults in a scenario that knows of none (`--fault`). What the assignment asks for presumes that
 * nothing goes wrong, so its checks then only inform; what decides is what holds whatever happens.
 */
import { LabError } from './errors.ts';
import { getFaultKind } from './fault.ts';
import { findMisfit, parseFault } from './fault-words.ts';
import type { Scenario } from './scenario.ts';

/** The checks that hold whatever happens and whatever the assignment. */
const usualChecks = ['nobody-hangs'];

/**
 * A scenario with further faults; `faultChecks` is the assignment's. Throws LabError FLAG_WRONG
 * where one names nobody.
 */
export function addFaults(
  scenario: Scenario,
  sentences: readonly string[] = [],
  faultChecks: readonly string[] = usualChecks,
): Scenario {
  const faults = [...scenario.faults, ...sentences];
  const roles = scenario.clients.map(({ role }) => role);
  const parsed = faults.map(parseFault);
  const misfit = findMisfit(parsed, roles);
  if (misfit !== null) {
    throw new LabError('FLAG_WRONG', `Scenario ${scenario.name}: ${misfit}`, {
      hint: 'All kinds of faults, with examples: zx lab/run.mjs --faults list',
    });
  }
  const { links, checks, informs } = scenario;
  const queued = parsed.find((fault) => getFaultKind(fault.do).queue !== undefined);
  if (queued && Object.keys(links).length > 0) {
    const message = `'${queued.text}' and links of a certain delay, loss or rate do not go together`;
    throw new LabError('FLAG_WRONG', message, {
      hint: 'A link has one queue: say all of it as faults, such as: delay Y 50 at 0',
    });
  }
  if (sentences.length === 0) return scenario;
  const others = checks.filter((check) => !faultChecks.includes(check));
  return {
    ...scenario,
    faults,
    checks: [...faultChecks],
    informs: [...others, ...informs],
    robustness: true,
  };
}
