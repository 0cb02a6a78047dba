/**
 * A sweep for a person at a terminal: a line for each gap, the resolution, and what did not hold.
 */
import { outcomes } from '../model/outcome.ts';
import type { GapSummary, SweepReport, TrialRecord } from '../model/sweep.ts';
import { countWords } from '../model/wording.ts';
import { cutText, escapeControls } from './escape.ts';
import { marks, paint, type TerminalOptions } from './terminal.ts';
import { fitText, padText, wrapText } from './wrap.ts';

const mostShown = 5;
const longestReason = 300;

/** The whole report. */
export function renderSweep(report: SweepReport, options: TerminalOptions): string {
  const columns = Math.max(40, Math.min(100, options.columns));
  const blocks = [
    report.trouble ? wrap(`! ${report.trouble.message}`, columns) : [],
    renderTable(report.gaps, columns),
    wrap(describeResolution(report), columns),
    renderExamples(report, options, columns),
    renderEnd(report, options, columns),
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

const headings = ['gap', 'trials', 'agreed', '95 % of', '?', 'in order', 'error p50', 'p99'];

function renderTable(gaps: readonly GapSummary[], columns: number): string[] {
  const rows = [headings, ...gaps.map(describeGap)];
  const widths = headings.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    fitText(row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '), columns),
  );
}

function describeGap({ gapMs, trials, agreed, agreement, unknown, ...rest }: GapSummary): string[] {
  const { inOrder, seen, errorMs } = rest;
  const percent = (share: number) => (100 * share).toFixed(1);
  return [
    `${gapMs} ms`,
    `${trials}`,
    `${agreed}`,
    agreement ? `${percent(agreement.low)}-${percent(agreement.high)} %` : '',
    `${unknown}`,
    // Messages meant to be together have no order to keep.
    gapMs === 0 ? '' : `${inOrder}/${seen}`,
    errorMs ? errorMs.p50.toFixed(3) : '',
    errorMs ? errorMs.p99.toFixed(3) : '',
  ];
}

function describeResolution({ resolutionMs, box, gaps }: SweepReport): string {
  if (resolutionMs === null) {
    const asked = gaps.some(({ gapMs }) => gapMs > 0);
    return asked
      ? `At no gap did the planned order always reach the wire of ${box}.`
      : 'No gap above 0 was asked for, so there is no resolution to tell.';
  }
  return `From a gap of ${resolutionMs} ms on, the planned order always reached the wire of ${box}.`;
}

function renderExamples(
  { examples }: SweepReport,
  options: TerminalOptions,
  columns: number,
): string[] {
  const shown = examples.slice(0, mostShown);
  const more = examples.length - shown.length;
  const lines = shown.flatMap((record) => describeTrial(record, options, columns));
  return more > 0 ? [...lines, `  … and ${more} more; --json has them`] : lines;
}

function describeTrial(record: TrialRecord, options: TerminalOptions, columns: number): string[] {
  const { number, gapMs, first, connects, outcome, because } = record;
  const about = `trial ${number}: ${first} first by ${gapMs} ms, ${connects} connects first`;
  const reason = cutText(escapeControls(because ?? ''), longestReason);
  return [
    `${paint(marks[outcome], outcome, options)} ${fitText(about, columns - 2)}`,
    ...wrapText(reason, columns - 4).map((line) => `    ${line}`),
  ];
}

function renderEnd(report: SweepReport, options: TerminalOptions, columns: number): string[] {
  const { trials, planned, wallMs, isStored, outcome, stages, box, directory } = report;
  const isPaced = !isStored && wallMs > 0;
  const pace = isPaced ? `, ${Math.round((trials * 60_000) / wallMs)} a minute` : '';
  const count = trials === planned ? `${trials}` : `${trials} of ${planned}`;
  const where = `${countWords(stages, 'stage')} on ${escapeControls(box)}`;
  const did = isStored ? 'trials judged again in' : 'trials in';
  const words = `${count} ${did} ${(wallMs / 1000).toFixed(1)} s (${where}${pace})`;
  const mark = paint(marks[outcome], outcome, options);
  const [first = '', ...rest] = wrapText(words, columns - 2);
  return [
    `${mark} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(directory === null ? [] : [`  ${fitText(escapeControls(directory), columns - 2)}`]),
  ];
}

function wrap(text: string, columns: number): string[] {
  return wrapText(escapeControls(text), columns);
}

/** What is known while a sweep plays. */
export interface SweepProgress {
  planned: number;
  counts: Record<TrialRecord['outcome'], number>;
  /** Trials that were stored before, and cost no time now. */
  stored: number;
  elapsedMs: number;
  doing: string;
}

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** "⠋ 412/1600  ✓ 398 ✗ 0 ? 14  1210 a minute  59 s left", in one line. */
export function renderSweepProgress(progress: SweepProgress, options: TerminalOptions): string {
  const { planned, counts, stored, elapsedMs, doing } = progress;
  const done = counts.pass + counts.fail + counts.unknown;
  const frame = frames.charAt(Math.floor(elapsedMs / 100) % frames.length);
  if (done === 0) return `${frame} ${fitText(escapeControls(doing), options.columns - 3)}`;
  const played = done - stored;
  const rate = played / Math.max(1, elapsedMs);
  const left = played > 0 ? `  ${Math.ceil((planned - done) / rate / 1000)} s left` : '';
  const shown = outcomes
    .filter((outcome) => outcome !== 'trouble')
    .map((outcome) => `${marks[outcome]} ${counts[outcome as TrialRecord['outcome']]}`);
  const pace = `${Math.round(rate * 60_000)} a minute`;
  const text = `${padText(`${done}/${planned}`, 9)}  ${shown.join('  ')}  ${pace}${left}`;
  return `${frame} ${fitText(text, options.columns - 3)}`;
}
