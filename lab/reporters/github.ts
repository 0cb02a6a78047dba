/**
 * The report for GitHub Actions: annotations as workflow commands, and the step summary. What a
 * program wrote can neither give a command to the runner nor become a link, a mention or HTML.
 *
 * Sources: docs.github.com, "Workflow commands" (escapes as in @actions/core), its limits of 10
 * annotations of a kind and of 1 MiB for the summary of a step; the runner's ActionCommand.cs.
 */

import { getEvents } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import { explainMark } from '../model/override.ts';
import type { Report, RunReport } from '../model/report.ts';
import { formatPoints, formatTotal } from '../model/rubric.ts';
import { isWatched, watchedNote } from '../model/watching.ts';
import { cutText, escapeControls } from './escape.ts';

const mostAnnotations = 10;
export const summaryLimitBytes = 1024 * 1024;
/** A reason longer than this is cut; the stored run has it whole. */
const longestReason = 600;

interface Annotation {
  kind: 'error' | 'warning';
  title: string;
  message: string;
  /** The first file of the source of whoever is judged. */
  file?: string | undefined;
}

/** From a source's path to one that counts from the repository's root; undefined: not in there. */
export type PlaceFile = (file: string) => string | undefined;

/**
 * Lines for the runner: an error for what failed, a warning for what is undecided, and the total.
 */
export function renderAnnotations(report: Report, placeFile: PlaceFile = (file) => file): string {
  const all = [
    ...(report.trouble ? [toAnnotation('error', 'the lab', report.trouble.message)] : []),
    ...report.runs.flatMap((run) => annotateRun(run, placeFile)),
  ];
  const { grade } = report;
  const total = grade ? [renderCommand('notice', {}, `mininet-lab: ${formatTotal(grade)}`)] : [];
  return [...limit(all, 'error'), ...limit(all, 'warning'), ...total]
    .map((line) => `${line}\n`)
    .join('');
}

function annotateRun(run: RunReport, placeFile: PlaceFile): Annotation[] {
  const { scenario, verdicts, trouble } = run;
  const source = findSource(run);
  const file = source === undefined ? undefined : placeFile(source);
  return [
    ...(trouble ? [toAnnotation('error', scenario, trouble.message)] : []),
    ...verdicts
      .filter(({ outcome, informs }) => outcome !== 'pass' && !informs)
      .map(({ check, outcome, because }) => {
        const kind = outcome === 'fail' ? 'error' : 'warning';
        return { ...toAnnotation(kind, `${scenario}: ${check}`, because), file };
      }),
  ];
}

function toAnnotation(kind: Annotation['kind'], title: string, message: string): Annotation {
  return { kind, title, message };
}

/** Where a reader is led: the source of the foreign program, the server's before a client's. */
function findSource({ plan, events }: RunReport): string | undefined {
  const foreign = plan.clients.filter(({ command }) => command !== undefined);
  const roles = ['server', ...foreign.map(({ role }) => role)];
  const sources = getEvents(events, 'source');
  const files = (plan.server.command === undefined && foreign.length > 0 ? roles.slice(1) : roles)
    .map((wanted) => sources.find(({ role }) => role === wanted)?.files[0]?.path)
    .filter((path) => path !== undefined);
  return files[0];
}

/** At most ten of a kind; the tenth then tells how many more there are. */
function limit(all: readonly Annotation[], kind: Annotation['kind']): string[] {
  const mine = all.filter((annotation) => annotation.kind === kind);
  const shown = mine.length > mostAnnotations ? mine.slice(0, mostAnnotations - 1) : mine;
  const rest = mine.length - shown.length;
  return [
    ...shown.map(renderAnnotation),
    ...(rest > 0
      ? [
          renderCommand(
            kind,
            { title: 'mininet-lab' },
            `${rest} more: see the summary of this step`,
          ),
        ]
      : []),
  ];
}

function renderAnnotation({ kind, title, message, file }: Annotation): string {
  return renderCommand(kind, { ...(file !== undefined && { file, line: '1' }), title }, message);
}

/** `::error file=a.py,line=1,title=…::message`, each part escaped. */
function renderCommand(
  kind: string,
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const head = list.length > 0 ? `${kind} ${list.join(',')}` : kind;
  return `::${head}::${escapeData(show(message))}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(show(text)).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

const marks: Record<Outcome, string> = { pass: '✅', fail: '❌', unknown: '❔', trouble: '⚠️' };

/** The summary of the step as Markdown, never longer than `limitBytes` of UTF-8. */
export function renderSummary(report: Report, limitBytes = summaryLimitBytes): string {
  const { grade, outcome, trouble, runs, command, directory } = report;
  const points = grade ? ` ${formatTotal(grade)}` : '';
  const head = [`## ${marks[outcome]} mininet-lab${points}`];
  if (trouble) head.push('', `<p>The lab was in trouble: ${renderText(trouble.message)}</p>`);
  const foot = [
    '',
    `<p>Evidence: ${renderText(directory ?? 'not kept')}. Again: ${renderText(command)}</p>`,
    '',
  ];
  const tables = [
    {
      title: '### Criteria',
      columns: ['', 'criterion', 'points', 'because'],
      rows: (grade?.criteria ?? []).map((criterion) => [
        marks[criterion.outcome],
        `${criterion.id}. ${renderText(criterion.title)}`,
        formatPoints(criterion),
        explainMark(criterion).map(renderText).join('<br>'),
      ]),
    },
    {
      title: '### Scenarios',
      columns: ['', 'scenario', 'what did not hold'],
      rows: runs.map((run) =>
        isWatched(run)
          ? ['·', renderText(run.scenario), watchedNote]
          : [marks[run.outcome], renderText(run.scenario), renderOpen(run)],
      ),
    },
  ];
  return fitTables(head, tables, foot, limitBytes);
}

function renderOpen({ verdicts, trouble }: RunReport): string {
  const open = verdicts.filter(({ outcome }) => outcome !== 'pass');
  return [
    ...(trouble ? [`${marks.trouble} ${renderText(trouble.message)}`] : []),
    ...open.map(({ check, outcome, because, informs }) => {
      const note = informs ? ' (informs only)' : '';
      return `${marks[outcome]} ${renderText(check)}${note}: ${renderText(because)}`;
    }),
  ].join('<br>');
}

interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Tables as HTML blocks, with as many rows as fit; how many were left out is said. */
function fitTables(
  head: readonly string[],
  tables: readonly Table[],
  foot: readonly string[],
  limitBytes: number,
): string {
  const left = '<p>More did not fit into this summary.</p>';
  const reserve = [...foot, left, '</table>'];
  let room = limitBytes - countBytes(reserve);
  const lines: string[] = [];
  const add = (...added: string[]): boolean => {
    const bytes = countBytes(added);
    if (bytes > room) return false;
    room -= bytes;
    lines.push(...added);
    return true;
  };
  let fits = add(...head);
  for (const { title, columns, rows } of tables.filter((table) => table.rows.length > 0)) {
    const names = columns.map((name) => `<th>${name}</th>`).join('');
    fits = fits && add('', title, '', '<table>', `<tr>${names}</tr>`);
    if (!fits) break;
    for (const row of rows) {
      fits = fits && add(`<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
    }
    lines.push('</table>');
    room -= countBytes(['</table>']);
  }
  const all = [...lines, ...(fits ? [] : [left]), ...foot];
  // A limit below the frame itself leaves nothing that is worth showing.
  return countBytes(all) > limitBytes ? '' : all.map((line) => `${line}\n`).join('');
}

function countBytes(lines: readonly string[]): number {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')).length;
}

/**
 * Text within an HTML block, where Markdown is not read (GFM 4.6): entities are enough against
 * HTML, but GitHub still makes links of mentions, issues, commits and addresses, except within
 * <code>. So only plain words stand outside of it.
 */
function renderText(text: string): string {
  const escaped = show(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
  return isPlain(show(text)) ? escaped : `<code>${escaped}</code>`;
}

function isPlain(text: string): boolean {
  const strange = /[^ \w.,:;/()%“”…’'+=!?→−-]|:\/\/|\bwww\.|\b[0-9a-f]{7,}\b|\bGH-|:\w+:/i;
  return !strange.test(text);
}

function show(text: string): string {
  return escapeControls(cutText(text, longestReason));
}
