/**
 * An exploration for a person at a terminal: what is broken, the smallest schedule that shows it,
 * how to play that again, and what was played in all.
 */
import type {
  Change,
  ExplorationReport,
  FaultReport,
  ScheduledClient,
} from '../model/exploration.ts';
import { countWords } from '../model/wording.ts';
import { cutText, escapeControls } from './escape.ts';
import { marks, paint, type TerminalOptions } from './terminal.ts';
import { fitText, wrapText } from './wrap.ts';

const longestReason = 600;

/** The whole report. */
export function renderExploration(report: ExplorationReport, options: TerminalOptions): string {
  const columns = Math.max(40, Math.min(100, options.columns));
  const blocks = [
    report.trouble ? wrapText(escapeControls(`! ${report.trouble.message}`), columns) : [],
    report.fault ? renderFault(report.fault, { ...options, columns }) : [],
    renderEnd(report, { ...options, columns }),
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function renderFault(fault: FaultReport, options: TerminalOptions): string[] {
  const { columns } = options;
  const indent = (text: string) =>
    wrapText(escapeControls(text), columns - 2).map((line) => `  ${line}`);
  const others = fault.fails.filter((check) => check !== fault.check);
  const also = others.length === 0 ? '' : ` With it fails ${others.join(', ')}.`;
  return [
    `${paint(marks.fail, 'fail', options)} ${fault.check} is broken`,
    ...indent(cutText(fault.because, longestReason)),
    '',
    ...indent(`The smallest schedule that shows it: ${describeChanges(fault.changes)}.`),
    ...fault.clients.map((client) => `  ${fitText(describeClient(client), columns - 2)}`),
    ...fault.faults.map((text) => `  ${fitText(text, columns - 2)}`),
    ...indent(`${describePlays(fault)}${also}`),
    ...indent(`It was found after ${formatSeconds(fault.foundMs)}.`),
    '',
    // A command that is cut is none.
    `  ${escapeControls(fault.repeat)}`,
  ];
}

/** "connectY 5 in place of 0, delayX 5 in place of 0". */
function describeChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'all is as usual in it';
  return changes
    .map(({ name, value, usual }) => `${name} ${value} in place of ${usual}`)
    .join(', ');
}

/** "X connects at 0 ms, sends at 105 ms in 3 pieces, 20 ms apart, and leaves at 110 ms". */
function describeClient(client: ScheduledClient): string {
  const { role, connectMs, sendMs, pieces, pieceGapMs, leaveMs } = client;
  const how = pieces === 1 ? '' : ` in ${pieces} pieces, ${pieceGapMs} ms apart`;
  const leaves = leaveMs === undefined ? '' : `, and leaves at ${leaveMs} ms`;
  const sends = leaveMs !== undefined && leaveMs < sendMs ? '' : `, sends at ${sendMs} ms${how}`;
  return `${role} connects at ${connectMs} ms${sends}${leaves}`;
}

function describePlays({ confirmed, held, plays, isFlaky }: FaultReport): string {
  const open = plays - confirmed - held;
  const undecided = open > 0 ? `, and could not be decided ${countTimes(open)}` : '';
  if (isFlaky) {
    const failed = `It is flaky: played ${countTimes(plays)}, it failed ${countTimes(confirmed)}`;
    return `${failed}${undecided}.`;
  }
  const each = open > 0 ? countTimes(confirmed) : 'each time';
  return `Played ${countTimes(plays)}, it failed ${each}${undecided}.`;
}

function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function countTimes(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function renderEnd(report: ExplorationReport, options: TerminalOptions): string[] {
  const { schedules, planned, held, open, troubled, outcome, directory } = report;
  const count = schedules === planned ? `${schedules}` : `${schedules} of ${planned}`;
  const parts = [
    `${held} kept all promises`,
    ...(open > 0 ? [`${open} left one open, as messages without an order do`] : []),
    ...(troubled > 0 ? [`${troubled} were lost`] : []),
  ];
  const where = `${countWords(report.stages, 'stage')} on ${report.box}`;
  const time = `${formatSeconds(report.wallMs)} (${where}, seed ${report.seed})`;
  const words = `${count} schedules in ${time}: ${parts.join(', ')}`;
  const [first = '', ...rest] = wrapText(escapeControls(words), options.columns - 2);
  return [
    `${paint(marks[outcome], outcome, options)} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(directory === null ? [] : [`  ${fitText(escapeControls(directory), options.columns - 2)}`]),
  ];
}
