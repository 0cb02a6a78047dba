/**
 * A class as JUnit XML: a suite for each submission, a case for each criterion. What a program did
 * wrong is a `failure`, what could not be decided an `error`, and they are counted apart.
 */
import type { ClassReport, Marked } from '../model/class.ts';
import { describeOverride, explainMark } from '../model/override.ts';
import { formatTotal } from '../model/rubric.ts';
import { renderElements, type Suite } from './junit.ts';

export function renderClassJunit(report: ClassReport): string {
  return renderElements(report.submissions.map(toSuite), report);
}

function toSuite({ name, outcome, refusal, grade, directory, wallMs, flags }: Marked): Suite {
  const where = directory === null ? {} : { directory };
  const cases: Suite['cases'] = (grade?.criteria ?? []).map((criterion) => {
    const title = `${criterion.id} ${criterion.title}`;
    if (criterion.outcome === 'pass') return { name: title };
    const element = criterion.outcome === 'fail' ? 'failure' : 'error';
    const { outcome: type } = criterion;
    const message = explainMark(criterion).join('; ');
    return { name: title, problem: { element, type, message, ...where } };
  });
  if (refusal) {
    const element = outcome === 'fail' ? 'failure' : 'error';
    const message = [refusal.because, ...refusal.lastLines].join('\n');
    cases.push({ name: 'played', problem: { element, type: outcome, message } });
  }
  const byHand = (grade?.criteria ?? []).flatMap((criterion): [string, string][] => {
    const text = describeOverride(criterion);
    return text === undefined ? [] : [[`byHand.${criterion.id}`, text]];
  });
  const points = grade ? [['points', formatTotal(grade)] as [string, string]] : [];
  return {
    ...{ name, cases, wallMs },
    properties: [
      ...points,
      ...byHand,
      ...flags.map((flag, index): [string, string] => [`flag.${index + 1}`, flag]),
    ],
  };
}
