/**
 * The report as TAP 14 (testanything.org): a test point for each verdict that decides, with a YAML
 * diagnostic where it did not pass. `unknown` is `not ok`: SKIP and TODO never fail (FACTS), and
 * what was not shown has not passed; only what another play of the same decided is skipped.
 * Verdicts that inform, and the grade, are comments.
 */

import { explainMark } from '../model/override.ts';
import { isSettled, settledElsewhere } from '../model/repeats.ts';
import type { Report, RunReport, TroubleReport } from '../model/report.ts';
import { formatPoints, formatTotal } from '../model/rubric.ts';
import type { Verdict } from '../model/verdict.ts';
import { isWatched, watchedNote } from '../model/watching.ts';
import { escapeControls, stringifySafely } from './escape.ts';

interface Point {
  ok: boolean;
  description: string;
  /** Shown where it is not ok. */
  diagnostic: Record<string, unknown>;
  comments?: string[];
  /** Why it is left out: another play of the same decided it, or it was only watched. */
  skip?: string;
}

export function renderTap(report: Report): string {
  const points = report.runs.flatMap((run) => toPoints(run, report.runs));
  if (report.trouble) points.push(toTroublePoint('the lab', report.trouble, {}));
  // A plan of 1..0 means that all was skipped, which passes; but what was not shown has not.
  if (points.length === 0) points.push(toEmptyPoint('the lab', {}));
  const lines = points.flatMap((point, index) => renderPoint(point, index + 1));
  const all = ['TAP version 14', `1..${points.length}`, ...lines, ...renderGrade(report)];
  return `${all.join('\n')}\n`;
}

function toPoints(run: RunReport, runs: readonly RunReport[]): Point[] {
  const context = { scenario: run.scenario, directory: run.directory };
  const deciding = run.verdicts.filter(({ informs }) => !informs);
  const informing = run.verdicts.filter(({ informs }) => informs);
  const points: Point[] = deciding.map((verdict) => ({
    ...toPoint(verdict, context),
    ...(isSettled(verdict, run, runs) && { skip: settledElsewhere }),
  }));
  if (run.trouble) points.push(toTroublePoint(run.scenario, run.trouble, context));
  if (isWatched(run)) points.push({ ...toEmptyPoint(run.scenario, context), skip: watchedNote });
  else if (points.length === 0) points.push(toEmptyPoint(run.scenario, context));
  const last = points.at(-1);
  if (last) {
    last.comments = informing.map(
      ({ check, outcome, because }) => `${run.scenario}: ${check} informs: ${outcome}: ${because}`,
    );
  }
  return points;
}

function toPoint({ check, outcome, because }: Verdict, context: { scenario: string }): Point {
  return {
    ok: outcome === 'pass',
    description: `${context.scenario}: ${check}`,
    diagnostic: { outcome, because, check, ...context },
  };
}

function toTroublePoint(
  where: string,
  { code, message, hint }: TroubleReport,
  context: Record<string, unknown>,
): Point {
  return {
    ok: false,
    description: `${where}: the lab was in trouble`,
    diagnostic: { outcome: 'trouble', because: message, code, hint: hint ?? '', ...context },
  };
}

function toEmptyPoint(where: string, context: Record<string, unknown>): Point {
  const diagnostic = { outcome: 'unknown', because: 'nothing was asked', ...context };
  return { ok: false, description: `${where}: nothing was judged`, diagnostic };
}

function renderPoint(point: Point, id: number): string[] {
  const { description, diagnostic, comments = [], skip } = point;
  const ok = point.ok || skip !== undefined;
  const head = `${ok ? 'ok' : 'not ok'} ${id} - ${escapeDescription(description)}`;
  const lines = [skip === undefined ? head : `${head} # SKIP ${skip}`];
  return [...lines, ...(ok ? [] : renderDiagnostic(diagnostic)), ...comments.map(renderComment)];
}

/** A YAML block; JSON strings are YAML's double-quoted scalars (YAML 1.2, 1.3 and 7.3.1). */
function renderDiagnostic(diagnostic: Record<string, unknown>): string[] {
  const lines = Object.entries(diagnostic).map(
    ([key, value]) => `${key}: ${stringifySafely(value)}`,
  );
  return ['---', ...lines, '...'].map((line) => `  ${line}`);
}

/** In a description a backslash and a hash are escaped by a backslash (TAP 14, Escaping). */
function escapeDescription(text: string): string {
  return escapeControls(text).replace(/[\\#]/g, '\\$&');
}

function renderComment(text: string): string {
  return `# ${escapeControls(text)}`;
}

function renderGrade({ grade }: Report): string[] {
  if (!grade) return [];
  return [
    ...grade.criteria.map((criterion) => {
      const { id, outcome, title, extra } = criterion;
      const because = explainMark(criterion).join('; ');
      const what = `${extra ? 'extra credit' : 'criterion'} ${id}`;
      return renderComment(`${what}: ${formatPoints(criterion)} ${outcome}: ${title}: ${because}`);
    }),
    renderComment(`total: ${formatTotal(grade)}`),
  ];
}
