/**
 * How two runs differ, for a person and for a script. Pure: a comparison in, a string out. What
 * differs in a way that counts has the mark ≠ and stands with both reasons below its scenario.
 */
import type {
  ComparedRun,
  Comparison,
  Pair,
  ScenarioComparison,
  VerdictComparison,
} from '../model/comparison.ts';
import { countWords, joinWords } from '../model/wording.ts';
import { cutText, escapeControls, stringifySafely } from './escape.ts';
import { paint, type TerminalOptions } from './terminal.ts';
import { fitText, getWidth, padText, wrapText } from './wrap.ts';

const longestReason = 600;

/** One JSON document: the comparison as it is. */
export function renderComparisonJson(comparison: Comparison): string {
  return `${stringifySafely(comparison, 2)}\n`;
}

/** The comparison for a terminal; A is the run named first, B the second. */
export function renderComparison(comparison: Comparison, options: TerminalOptions): string {
  const { scenarios, a, b } = comparison;
  const widest = Math.max(0, ...scenarios.map(({ scenario }) => getWidth(show(scenario))));
  const lines = scenarios.flatMap((each) => renderScenario(each, Math.min(widest, 24), options));
  const different = scenarios.filter(({ same }) => !same).length;
  const total = countWords(scenarios.length, 'scenario');
  const sum =
    different === 0 && comparison.same
      ? `The runs agree in outcome and order (${total})`
      : `${different} of ${total} ${different === 1 ? 'differs' : 'differ'} in outcome or order`;
  const end = paint(sum, comparison.same ? 'pass' : 'fail', options);
  return `${[renderHead('A', a), renderHead('B', b), '', ...lines, '', end].join('\n')}\n`;
}

function renderHead(name: string, run: ComparedRun): string {
  const points = run.points === null ? '' : ` ${run.points}/${run.of}`;
  const where = show(run.directory ?? 'not kept');
  return `${name}  ${run.outcome}${points}  ${where} (on ${show(run.box)}, ${show(run.startedAt)})`;
}

function renderScenario(
  compared: ScenarioComparison,
  nameColumns: number,
  options: TerminalOptions,
): string[] {
  const { same, scenario, outcome } = compared;
  const mark = paint(same ? '=' : '≠', same ? 'pass' : 'fail', options);
  const name = padText(fitText(show(scenario), getColumns(options) - 30), nameColumns);
  if (outcome.a === null || outcome.b === null) {
    const only = outcome.a === null ? `only in B: ${outcome.b}` : `only in A: ${outcome.a}`;
    return [`${mark} ${name}  ${only}`];
  }
  const text = `${showPair(outcome, (one) => one)}; ${describeGaps(compared)}`;
  const indent = ' '.repeat(getWidth(name) + 4);
  const [first = '', ...rest] = wrapText(text, getColumns(options) - indent.length);
  return [
    `${mark} ${name}  ${first}`,
    ...rest.map((line) => `${indent}${line}`),
    ...describeDetails(compared).flatMap((detail) => hang(detail, options)),
  ];
}

/** Verdicts that differ with both reasons, then orders and times that do. */
function describeDetails(compared: ScenarioComparison): string[] {
  const { same, order, messages, verdicts, trouble } = compared;
  return [
    ...describeReasons(trouble).map((line) => line.trimStart()),
    ...verdicts.flatMap((verdict) => describeVerdict(verdict)),
    ...(order.counts && !isSame(order)
      ? [`order on the wire: ${showPair(order, (roles) => joinWords(roles) || 'nobody')}`]
      : []),
    ...messages
      .filter(({ plannedMs }) => !isSame(plannedMs))
      .map(({ role, plannedMs }) => `${role} was planned at ${showPair(plannedMs, showMs)}`),
    ...messages
      .filter(({ wireMs }) => !same && (wireMs.a !== null || wireMs.b !== null))
      .map(({ role, wireMs }) => `${role} arrived at ${showPair(wireMs, showMs)}`),
  ];
}

/** "gap 300 ms planned, 300.1 ms → 299.9 ms on the wire"; or what the assignment says instead. */
function describeGaps({ plannedGapMs, wireGapMs, facts }: ScenarioComparison): string {
  if (facts) return showPair(facts, (text) => text);
  const isNone = (pair: Pair<number>) => pair.a === null && pair.b === null;
  if (isNone(plannedGapMs) && isNone(wireGapMs)) return 'one message';
  return `gap ${showPair(plannedGapMs, showMs)} planned, ${showPair(wireGapMs, showMs)} on the wire`;
}

function describeVerdict({ check, informs, outcome, because }: VerdictComparison): string[] {
  const note = informs ? ' (informs only)' : '';
  return [`${check}${note}: ${showPair(outcome, (one) => one)}`, ...describeReasons(because)];
}

function describeReasons(because: Pair<string>): string[] {
  return (['a', 'b'] as const).flatMap((run) =>
    because[run] === null ? [] : [`  ${run.toUpperCase()}: ${because[run]}`],
  );
}

/** One value if both runs have it, else "A's → B's". */
function showPair<Value>(pair: Pair<Value>, showOne: (value: Value) => string): string {
  const texts = [pair.a, pair.b].map((value) => (value === null ? 'none' : showOne(value)));
  return texts[0] === texts[1] ? `${texts[0]}` : texts.join(' → ');
}

function showMs(ms: number): string {
  return `${Number(ms.toFixed(1))} ms`;
}

function isSame({ a, b }: Pair<unknown>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A detail below its scenario: four columns in, two more for what belongs to the line before. */
function hang(detail: string, options: TerminalOptions): string[] {
  const indent = detail.startsWith('  ') ? 6 : 4;
  return wrapText(show(detail.trimStart()), getColumns(options) - indent).map(
    (line) => `${' '.repeat(indent)}${line}`,
  );
}

function show(text: string): string {
  return escapeControls(cutText(text, longestReason));
}

function getColumns({ columns }: TerminalOptions): number {
  return Math.min(100, Math.max(40, columns));
}
