/**
 * The report for a person at a terminal: a line for each scenario with what did not hold below it,
 * then the criteria with their points and reasons, the total, and where the evidence lies.
 *
 * Pure: a report in, a string out. Whether to colour, and how wide the terminal is, is for the
 * caller to say. What programs wrote is escaped before it is shown.
 */
import { getEvents } from '../model/journal.ts';
import { getLentHosts } from '../model/lent-hosts.ts';
import type { Outcome } from '../model/outcome.ts';
import { explainMark } from '../model/override.ts';
import type { Report, RunReport, TroubleReport } from '../model/report.ts';
import { type CriterionGrade, formatPoints, type Grade, getTotal } from '../model/rubric.ts';
import type { Verdict } from '../model/verdict.ts';
import { isWatched, watchedNote } from '../model/watching.ts';
import { countWords, describeFacts, describeWireOrder, joinWords } from '../model/wording.ts';
import { cutText, escapeControls } from './escape.ts';
import { fitText, getWidth, padText, wrapText } from './wrap.ts';

export interface TerminalOptions {
  /** The width of the terminal; at least 40 is used, and at most 100. */
  columns: number;
  color: boolean;
}

/** Each outcome has a mark of its own, so that none depends on colour. */
export const marks: Record<Outcome, string> = { pass: '✓', fail: '✗', unknown: '?', trouble: '!' };

/** SGR parameters (ECMA-48, 8.3.117). */
const colors = { pass: '32', fail: '31', unknown: '33', trouble: '35', dim: '2', bold: '1' };
type Style = keyof typeof colors;

/** A reason longer than this is cut; the stored run has it whole. */
const longestReason = 600;

const missingSentence = 'The folder of the scenario is missing, so what it was asked is undecided';

/** The whole report. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const parts = [
    report.trouble ? renderTrouble(report.trouble, 0, options) : [],
    renderRuns(report.runs, options),
    (report.missing ?? []).flatMap((name) => renderMissing(name, options)),
    report.grade ? renderGrade(report.grade, options) : [],
    renderEnd(report, options),
  ];
  const blocks = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function renderMissing(scenario: string, options: TerminalOptions): string[] {
  const mark = { width: 1, shown: paint(marks.unknown, 'unknown', options) };
  const text = `${showText(scenario)}  ${missingSentence}`;
  return renderHanging(text, 0, mark, options);
}

/** One scenario: its line and, below it, all that did not hold. Also shown live, as it ends. */
export function renderRun(run: RunReport, options: TerminalOptions, nameColumns = 0): string[] {
  const columns = getColumns(options);
  const name = padText(fitText(showText(run.scenario), columns - 6), nameColumns);
  const watched = isWatched(run);
  const robustness = watched ? ` (${watchedNote})` : run.robustness ? ' (robustness)' : '';
  const mark = watched ? '·' : marks[run.outcome];
  const head = `${mark} ${name}  `;
  const about = fitText(`${describeTiming(run)}${robustness}`, columns - getWidth(head));
  const style = watched ? 'dim' : run.outcome;
  const line = `${paint(mark, style, options)} ${name}  ${about}`.trimEnd();
  const open = run.verdicts.filter(({ outcome }) => outcome !== 'pass');
  return [
    line,
    ...renderFacts(run, options),
    ...renderFaults(run, options),
    ...(run.trouble ? renderTrouble(run.trouble, 2, options) : []),
    ...open.flatMap((verdict) => renderVerdict(verdict, options)),
  ];
}

/** What the assignment wants to be shown of the play. */
function renderFacts({ facts = [] }: RunReport, options: TerminalOptions): string[] {
  if (facts.length === 0) return [];
  const mark = { width: 1, shown: paint('·', 'dim', options) };
  return renderHanging(describeFacts(facts), 2, mark, options);
}

/** What was made to go wrong, when it was, what of it could not be made, and what never came. */
function renderFaults(
  { events, plan, trouble, disturbed }: RunReport,
  options: TerminalOptions,
): string[] {
  const faults = getEvents(events, 'fault').filter(({ when }) => when === 'begin');
  const made = faults.map(({ atNs, text, failed }) => {
    const at = atNs < 0 ? 'before the epoch' : `${Math.round(atNs / 1e6)} ms`;
    return `${at}: ${text}${failed === undefined ? '' : `; it could not be made: ${failed}`}`;
  });
  const begun = new Set(faults.map(({ text }) => text));
  const late = trouble ? [] : (plan.faults ?? []).filter(({ text }) => !begun.has(text));
  const never = late.map(({ text }) => `never: ${text}; the play was over before`);
  const mark = { width: 1, shown: paint('↯', 'unknown', options) };
  return [...made, ...never, ...(disturbed === undefined ? [] : [disturbed])].flatMap((line) =>
    renderHanging(line, 2, mark, options),
  );
}

function renderRuns(runs: readonly RunReport[], options: TerminalOptions): string[] {
  const widest = Math.max(0, ...runs.map(({ scenario }) => getWidth(scenario)));
  return runs.flatMap((run) => renderRun(run, options, Math.min(widest, 24)));
}

/** Who was first on the wire, and by how much. */
function describeTiming({ timing, outcome, title }: RunReport): string {
  const [first] = timing.wireOrder;
  // Where there is trouble, or one message alone is planned, no order is to be told.
  if (outcome === 'trouble' || timing.plannedGapMs === null) return showText(title);
  if (first === undefined) return 'no message on the wire';
  const order = describeWireOrder({ ...timing, wireOrder: timing.wireOrder.map(showText) });
  return order === null ? `only ${showText(first)} spoke` : `${order} on the wire`;
}

function renderVerdict({ check, outcome, because, informs }: Verdict, options: TerminalOptions) {
  const label = `${showText(check)}${informs ? ' (informs only)' : ''}`;
  const mark = paint(marks[outcome], informs ? 'dim' : outcome, options);
  return renderHanging(`${label}: ${because}`, 2, { width: 1, shown: mark }, options);
}

function renderTrouble(
  { code, message, hint }: TroubleReport,
  indent: number,
  options: TerminalOptions,
): string[] {
  const mark = { width: 1, shown: paint(marks.trouble, 'trouble', options) };
  const lines = renderHanging(`${message} (${code})`, indent, mark, options);
  if (hint === undefined) return lines;
  return [...lines, ...renderHanging(hint, indent, { width: 1, shown: ' ' }, options)];
}

/** The criteria with their points and reasons, and the total. */
export function renderGrade(grade: Grade, options: TerminalOptions): string[] {
  const lines = grade.criteria.flatMap((criterion) => renderCriterion(criterion, options));
  const { points, of, more } = getTotal(grade);
  const total = `${points}/${of}`;
  const perfect = points === of ? 'pass' : 'fail';
  const review = grade.criteria.filter((one) => one.review).map(({ id }) => `${id}`);
  const left = grade.criteria.filter(({ outcome, extra }) => outcome === 'unknown' && !extra);
  const notes = [
    ...(left.length > 0 ? [`${countWords(left.length, 'criterion')} undecided`] : []),
    ...(review.length > 0 ? [`⚑ a person should look at ${joinWords(review)} as well`] : []),
  ].map((note) => note.replace('criterions', 'criteria'));
  const tail = notes.length > 0 ? `(${notes.join('; ')})` : '';
  const mark = { width: total.length, shown: paint(total, [perfect, 'bold'], options) };
  return [...lines, '', ...renderHanging(`${more} ${tail}`.trim(), 0, mark, options)];
}

/** "✓  3  title … 10/10" and the reason below it. */
function renderCriterion(criterion: CriterionGrade, options: TerminalOptions): string[] {
  const columns = getColumns(options);
  const { outcome } = criterion;
  const points = formatPoints(criterion);
  const id = `${criterion.id}`.padStart(2);
  const room = columns - 6 - points.length - 2;
  const { review, extra, override } = criterion;
  const labels = `${review ? ' ⚑' : ''}${override ? ' ✎' : ''}${extra ? ' +' : ''}`;
  const title = fitText(showText(criterion.title), room - getWidth(labels)) + labels;
  const dots = paint('.'.repeat(Math.max(0, room - getWidth(title))), 'dim', options);
  const mark = paint(marks[outcome], outcome, options);
  const reasons = explainMark(criterion).map(showText);
  const { reviewBecause: look } = criterion;
  const flag = { width: 1, shown: paint('⚑', 'dim', options) };
  return [
    `${mark} ${id}  ${paint(title, 'bold', options)} ${dots} ${paint(points, outcome, options)}`,
    ...reasons
      .flatMap((reason) => wrapText(reason, columns - 6))
      .map((line) => `      ${paint(line, 'dim', options)}`),
    ...(look === undefined ? [] : renderHanging(look, 6, flag, options)),
  ];
}

function renderEnd(report: Report, options: TerminalOptions): string[] {
  const box = escapeControls(report.box);
  const seconds = (report.wallMs / 1000).toFixed(1);
  const judged = report.isStored ? ', judged again' : '';
  const played = `${countWords(report.runs.length, 'scenario')} on ${box}${judged} in ${seconds} s`;
  // The same for all that were played on one topology, as mostly all of one command are.
  const lending = report.runs.map(({ events }) => getLentHosts(events));
  const hosts = lending.find((found) => found.length > 0) ?? [];
  const places = hosts.map(([role, host]) => `${role} on ${showText(host)}`);
  const lent = hosts.length === 0 ? [] : [`Hosts of the topology: ${places.join(', ')}`];
  const lines = report.directory === null ? [] : [`Logs: ${escapeControls(report.directory)}`];
  // Paths and commands are to be copied, so they are never wrapped by us.
  const again = report.command === '' ? [] : [`Again: ${escapeControls(report.command)}`];
  return [played, ...lent, ...lines, ...again].map((line) => paint(line, 'dim', options));
}

/** A mark and a text that is wrapped beside it. */
function renderHanging(
  text: string,
  indent: number,
  mark: { width: number; shown: string },
  options: TerminalOptions,
): string[] {
  const hang = indent + mark.width + 1;
  return wrapText(showText(text), getColumns(options) - hang).map((line, index) =>
    index === 0
      ? `${' '.repeat(indent)}${mark.shown} ${line}`.trimEnd()
      : `${' '.repeat(hang)}${line}`,
  );
}

/** What somebody else wrote, cut to a length for people, and harmless. */
function showText(text: string): string {
  return escapeControls(cutText(text, longestReason));
}

function getColumns({ columns }: TerminalOptions): number {
  return Math.min(100, Math.max(40, columns));
}

export function paint(
  text: string,
  styles: Style | readonly Style[],
  { color }: TerminalOptions,
): string {
  if (!color || text === '') return text;
  const codes = [styles].flat().map((style) => colors[style as Style]);
  return `\u001b[${codes.join(';')}m${text}\u001b[0m`;
}
