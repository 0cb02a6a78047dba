/**
 * The report as Gradescope's results.json (gradescope-autograders.readthedocs.io, "Autograder
 * Specifications"): a test for each criterion, and below them what every scenario showed. All texts
 * are of the format `text`, so nothing in them is read as HTML, Markdown or ANSI colours; controls
 * are shown as escapes all the same, since people print logs.
 */

import { explainMark } from '../model/override.ts';
import type { Report, RunReport } from '../model/report.ts';
import { type CriterionGrade, formatTotal } from '../model/rubric.ts';
import { isWatched, watchedNote } from '../model/watching.ts';
import { joinWords } from '../model/wording.ts';
import { cutText, escapeControls, stringifySafely } from './escape.ts';

/** A reason longer than this is cut; the stored run has it whole. */
const longestReason = 2_000;
/** Gradescope shows what it is given at once, so a flood is cut, and says so. */
const longestOutput = 100_000;

export interface GradescopeOptions {
  /**
   * Scenarios that are still to come: the results so far, in case the lab is ended by a timeout.
   */
  missing?: readonly string[];
}

/** The document, with a newline at its end. */
export function renderGradescope(report: Report, { missing = [] }: GradescopeOptions = {}): string {
  const { grade, runs } = report;
  const tests = grade?.criteria.flatMap(toTest) ?? [];
  const document = {
    // Said even where there are no tests: a document without any score is refused.
    score: grade ? grade.points + grade.extra : 0,
    execution_time: Number((report.wallMs / 1000).toFixed(3)),
    output: cutOutput(describeReport(report, missing)),
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests,
    extra_data: {
      rubric: grade?.rubric ?? null,
      outcome: report.outcome,
      box: show(report.box),
      startedAt: report.startedAt,
      command: show(report.command),
      directory: report.directory === null ? null : show(report.directory),
      partial: missing.length > 0,
      runs: runs.map(({ scenario, outcome, timing: { resolutionMs: _, ...timing } }) => {
        return { scenario: show(scenario), outcome, ...timing };
      }),
    },
  };
  return `${stringifySafely(document, 2)}\n`;
}

/** One criterion; extra credit that nobody tried is left out, so that it is no failure. */
export function toTest(criterion: CriterionGrade) {
  const { id, title, points, of, outcome, review, extra, decidedBy, override } = criterion;
  const [first = '', ...others] = explainMark(criterion).map(show);
  const look = criterion.reviewBecause === undefined ? '' : `: ${show(criterion.reviewBecause)}`;
  if (extra && outcome === 'unknown') return [];
  const scenarios = [...new Set(decidedBy.map(({ scenario }) => show(scenario)))];
  const lines = [
    `${outcome === 'unknown' ? 'Undecided: ' : ''}${first}`,
    ...others,
    ...(scenarios.length > 0 ? [`Decided in ${joinWords(scenarios)}.`] : []),
    ...(review ? [`A person looks at this as well${look || '.'}`] : []),
  ];
  const name = extra ? `Extra credit (${of} points): ${show(title)}` : show(title);
  return [
    {
      // Gradescope knows no third status, and takes 0 of 10 for failed: all three are optional, so
      // what is undecided has none of them. The document's own score counts all that is earned.
      ...(outcome !== 'unknown' && {
        score: points,
        max_score: of,
        status: outcome === 'pass' ? 'passed' : 'failed',
      }),
      name: `${name}${outcome === 'unknown' ? ` (?/${of}: undecided)` : ''}`,
      number: String(id),
      output: lines.join('\n'),
      output_format: 'text',
      tags: [
        outcome,
        ...(review ? ['review'] : []),
        ...(extra ? ['extra'] : []),
        ...(override ? ['by hand'] : []),
      ],
      visibility: 'visible',
      extra_data: {
        outcome,
        ...(override && { lab: override.lab }),
        decidedBy: decidedBy.map(({ scenario, check }) => [show(scenario), check]),
      },
    },
  ];
}

function describeReport(report: Report, missing: readonly string[]): string {
  const isTrouble = report.outcome === 'trouble';
  const lines = [
    ...(isTrouble
      ? ['The lab itself was in trouble: that is no fault of the submission. Have it run again.']
      : []),
    ...(report.trouble ? [`${show(report.trouble.message)} (${show(report.trouble.code)})`] : []),
    ...(missing.length > 0
      ? [`Not all was played: ${joinWords(missing.map(show))} are still to come.`]
      : []),
    ...(report.grade ? [`Total: ${formatTotal(report.grade)}`] : []),
    ...report.runs.flatMap(describeRun),
  ];
  return lines.join('\n');
}

const words = { pass: 'passed', fail: 'FAILED', unknown: 'undecided', trouble: 'lab in trouble' };

function describeRun(run: RunReport): string[] {
  const { scenario, outcome, robustness, verdicts, trouble } = run;
  if (isWatched(run)) return [`${show(scenario)}: ${watchedNote}`];
  const open = verdicts.filter((verdict) => verdict.outcome !== 'pass');
  const note = robustness ? ' (robustness: no points)' : '';
  return [
    `${show(scenario)}: ${words[outcome]}${note}`,
    ...(trouble ? [`  ${show(trouble.message)} (${show(trouble.code)})`] : []),
    ...open.map(({ check, because, informs, ...verdict }) => {
      const label = `${show(check)}${informs ? ' (informs only)' : ''}`;
      return `  ${label}: ${words[verdict.outcome]}: ${show(because)}`;
    }),
  ];
}

function show(text: string): string {
  return escapeControls(cutText(text, longestReason));
}

function cutOutput(text: string): string {
  return cutText(text, longestOutput);
}
