/**
 * The report as JUnit XML: a suite for each scenario, a case for each verdict that decides. A
 * broken invariant is a `failure`; what could not be decided, and trouble of the lab, an `error`,
 * the unexpected (FACTS). Valid XML 1.0 whatever programs wrote.
 */
import { isSettled, settledElsewhere } from '../model/repeats.ts';
import type { Report, RunReport, TroubleReport } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { escapeControls } from './escape.ts';

export interface Case {
  name: string;
  problem?: Problem;
}

interface Problem {
  /** `skipped`: the machine left it open, and another play of the same decided it. */
  element: 'failure' | 'error' | 'skipped';
  type: string;
  message: string;
  /** Where the evidence lies, if anything was kept. */
  directory?: string;
}

export interface Suite {
  name: string;
  cases: Case[];
  wallMs: number;
  properties: [string, string][];
}

export function renderJunit(report: Report): string {
  const suites = report.runs.map((run) => toSuite(run, report.runs));
  if (report.trouble) {
    const cases = [toTroubleCase(report.trouble)];
    suites.push({ name: 'lab', cases, wallMs: 0, properties: [] });
  }
  return renderElements(suites, report);
}

/** Suites as the document. */
export function renderElements(
  suites: readonly Suite[],
  { wallMs, startedAt }: Pick<Report, 'wallMs' | 'startedAt'>,
): string {
  const all = suites.flatMap(({ cases }) => cases);
  const { skipped: _, ...counts } = count(all);
  const head = { name: 'mininet-lab', ...counts, time: getSeconds(wallMs) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${renderAttributes(head)}>`,
    ...suites.flatMap((suite) => renderSuite(suite, startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
}

function toSuite(run: RunReport, runs: readonly RunReport[]): Suite {
  const deciding = run.verdicts.filter(({ informs }) => !informs);
  const informing = run.verdicts.filter(({ informs }) => informs);
  const { plannedGapMs, wireGapMs, wireOrder } = run.timing;
  return {
    name: run.scenario,
    cases: [
      ...deciding.map((verdict) =>
        isSettled(verdict, run, runs) ? toSettledCase(verdict, run) : toCase(verdict, run),
      ),
      ...(run.trouble ? [toTroubleCase(run.trouble, run)] : []),
    ],
    wallMs: run.wallMs,
    properties: [
      ['directory', run.directory],
      ['wireOrder', wireOrder.join(' ')],
      ['wireGapMs', String(wireGapMs)],
      ['plannedGapMs', String(plannedGapMs)],
      ...(run.facts ?? []).map(({ label, value }): [string, string] => [`fact.${label}`, value]),
      ...informing.map(({ check, outcome, because }): [string, string] => [
        `informs.${check}`,
        `${outcome}: ${because}`,
      ]),
    ],
  };
}

function toCase({ check, outcome, because }: Verdict, { directory }: RunReport): Case {
  if (outcome === 'pass') return { name: check };
  const element = outcome === 'fail' ? 'failure' : 'error';
  return { name: check, problem: { element, type: outcome, message: because, directory } };
}

function toSettledCase({ check }: Verdict, { directory }: RunReport): Case {
  const message = settledElsewhere;
  return { name: check, problem: { element: 'skipped', type: 'disturbed', message, directory } };
}

function toTroubleCase({ code, message, hint }: TroubleReport, run?: RunReport): Case {
  const said = hint === undefined ? message : `${message} ${hint}`;
  const problem: Problem = { element: 'error', type: code, message: said };
  return { name: 'play', problem: { ...problem, ...(run && { directory: run.directory }) } };
}

function count(cases: readonly Case[]) {
  const having = (element: string) => cases.filter(({ problem }) => problem?.element === element);
  return {
    tests: cases.length,
    failures: having('failure').length,
    errors: having('error').length,
    skipped: having('skipped').length,
  };
}

function renderSuite({ name, cases, wallMs, properties }: Suite, startedAt: string): string[] {
  const timestamp = startedAt.replace(/(?:\.\d+)?Z$/, '');
  const time = getSeconds(wallMs);
  const head = { name, ...count(cases), time, timestamp };
  const shown = properties.map(([key, value]) => renderProperty(key, value));
  return [
    `  <testsuite${renderAttributes(head)}>`,
    ...(shown.length > 0 ? ['    <properties>', ...shown, '    </properties>'] : []),
    ...cases.flatMap((one) => renderCase(one, name)),
    '  </testsuite>',
  ];
}

function renderProperty(name: string, value: string): string {
  return `      <property${renderAttributes({ name, value })}/>`;
}

function renderCase({ name, problem }: Case, classname: string): string[] {
  const head = `    <testcase${renderAttributes({ name, classname, time: '0.000' })}`;
  if (!problem) return [`${head}/>`];
  const { element, type, message, directory } = problem;
  // Some readers (GitLab) show only the text of the element, others only its message.
  const lines = [message, ...(directory === undefined ? [] : [`Evidence: ${directory}`])];
  const text = lines.map(escapeXml).join('\n');
  const open = `<${element}${renderAttributes({ type, message })}>`;
  return [`${head}>`, `      ${open}${text}</${element}>`, '    </testcase>'];
}

function renderAttributes(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

/** Controls, most of which XML 1.0 cannot hold at all (2.2), are shown as escapes. */
function escapeXml(text: string): string {
  return escapeControls(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

function getSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
