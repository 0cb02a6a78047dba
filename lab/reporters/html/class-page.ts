/**
 * A class as one page: a matrix of submissions and criteria, each cell a link to the diagram that
 * decided it. From a disk it stands alone and is read only. Served while the class is marked, the
 * same page is kept current, and takes a person's marks (`live`). Without its script it has the
 * marks, the links and the notes all the same.
 *
 * Pure: a report in, a string out. No text of anybody else becomes markup or script: see page.ts.
 */
import { createHash } from 'node:crypto';
import {
  type ClassReport,
  findReviewed,
  getShownCriteria,
  getWorstMarking,
} from '../../model/class.ts';
import { findTwins, makeCopyFlags } from '../../model/copies.ts';
import type { MarkingOutcome } from '../../model/marking.ts';
import { countWords } from '../../model/wording.ts';
import { stringifySafely } from '../escape.ts';
import {
  type ClassData,
  type ClassPageOptions,
  type ClassParts,
  getRowData,
  getWaitingData,
  type LiveClass,
  markingSigns,
  type RenderedRow,
  rowKinds,
  type Waiting,
} from './class-data.ts';
import { renderAlike, renderCommon, renderNotes, renderTwins } from './class-notes.ts';
import {
  type Column,
  type RowContext,
  renderMarkingSign,
  renderRow,
  renderWaiting,
  reviewNote,
} from './class-rows.ts';
import { classScript, headScript } from './class-script.ts';
import { renderHelp, renderSide, renderTools } from './class-shell.ts';
import { classStyle } from './class-style.ts';
import { escapeHtml, formatNumber, showForeign, showText } from './markup.ts';
import { style } from './style.ts';

/** The whole page; `page` of each submission counts from where it lies. */
export function renderClassHtml(report: ClassReport, options: ClassPageOptions = {}): string {
  const { submissions } = report;
  const { live } = options;
  const context = makeContext(report, live);
  const planned = options.planned ?? submissions;
  const rows = options.rows ?? renderRows(report, planned, context);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${getClassPolicy(live !== undefined)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${countWords(planned.length, 'submission')} marked (mininet-lab)`)}</title>
<style>${style} ${classStyle}</style>
<noscript><style>.tools { display: none }</style></noscript>
<script>${headScript}</script></head>
<body>
<a class="skip" href="#marks">Skip to the marks</a>
<header class="class-top"><div id="top">${renderTop(report)}</div></header>
${renderTools(rows, live)}
<div class="split">
<main class="board">
<h2 id="marks" class="hidden">Marks</h2>
<p id="nothing" class="note" hidden>No submission is like that.</p>
<table class="matrix"><caption class="hidden">Submissions by criteria</caption>
<thead id="head">${renderHeads(context.columns)}</thead>
<tbody id="rows">
${rows.map(({ html }) => html).join('\n')}
</tbody></table>
<div class="below"><p class="note">${showText(legend)}</p>
${renderMeta(report)}
<div id="key">${renderKey(context.columns)}</div>
<section aria-labelledby="notes"><h2 id="notes">What a person should know</h2>
<div id="rest">${renderRest(report, live !== undefined)}</div></section></div>
</main>
${renderSide(report.criteria, live)}
</div>
${renderHelp(live !== undefined)}
${renderData(report, rows, live)}
<script>${classScript}</script>
</body></html>
`;
}

export function renderParts(report: ClassReport, { columns }: RowContext): ClassParts {
  return {
    top: renderTop(report),
    head: renderHeads(columns),
    key: renderKey(columns),
    rest: renderRest(report, true),
  };
}

/** What all rows are made with. */
export function makeContext(report: ClassReport, live?: Pick<LiveClass, 'base'>): RowContext {
  const reviewed = findReviewed(report.submissions);
  const columns = getShownCriteria(report).map((criterion): Column => {
    return { ...criterion, review: reviewed.includes(criterion.id) };
  });
  return {
    columns,
    criteria: report.criteria,
    flagCopies: makeCopyFlags(report),
    base: live?.base ?? '',
  };
}

/** All that are planned, whether they are marked or not. */
export function renderRows(
  { submissions }: ClassReport,
  planned: readonly Waiting[],
  context: RowContext,
): RenderedRow[] {
  const marked = new Map(submissions.map((one) => [one.slug, one]));
  return planned.map((one) => {
    const found = marked.get(one.slug);
    return found
      ? {
          html: renderRow(found, context),
          data: getRowData(found, context.flagCopies(found)),
        }
      : { html: renderWaiting(one, context), data: getWaitingData(one) };
  });
}

/**
 * No network, no form, and no script but the page's own, by its hash (CSP 3). Frames show the
 * submissions' pages; from a disk browsers differ in whether these are the page's `self`.
 */
export function getClassPolicy(isLive: boolean): string {
  const own = [headScript, classScript].map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    ...["default-src 'none'", "style-src 'unsafe-inline'", `script-src ${own.join(' ')}`],
    ...(isLive ? ["connect-src 'self'", "frame-src 'self'"] : ["frame-src 'self' file:"]),
    ...["base-uri 'none'", "form-action 'none'"],
  ].join('; ');
}

const legend =
  'A cross is what the program did wrong, and it costs the points; a question mark is what could ' +
  'not be decided, which earns nothing and says nothing against the program: a person decides ' +
  'it. Each sign leads to the diagram that decided it.';

/** JSON in which nothing can end the element that it stands in. */
function renderData(
  { criteria }: ClassReport,
  rows: readonly RenderedRow[],
  live: LiveClass | undefined,
): string {
  const data: ClassData = {
    rows: rows.map((row) => row.data),
    criteria: criteria.map(({ id, title, points, extra }) => ({ id, title, points, extra })),
    kinds: rowKinds,
    live: live
      ? {
          ...{ version: live.version, base: live.base, isOver: live.isOver },
          ...{ marksFile: live.marksFile, drafts: live.drafts },
        }
      : null,
  };
  const text = stringifySafely(data).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="class-data">${text}</script>`;
}

function renderTop({ submissions, planned }: ClassReport): string {
  const count = (outcome: MarkingOutcome) =>
    submissions.filter((marked) => marked.outcome === outcome).length;
  const parts = (Object.keys(markingSigns) as MarkingOutcome[])
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${markingSigns[outcome].word}`);
  const worst = getWorstMarking(submissions.map(({ outcome }) => outcome));
  const counted = countWords(submissions.length, 'submission');
  const told = `${counted}: ${parts.join(', ') || 'none marked'}`;
  const left = planned - submissions.length;
  const early =
    left > 0
      ? `<p class="left"><progress max="${planned}" value="${submissions.length}" ` +
        `aria-label="Marked"></progress> ${left} of ${planned} are not marked yet</p>`
      : '';
  return `<h1 class="outcome">${renderMarkingSign(worst)} ${escapeHtml(told)}</h1>${early}`;
}

function renderMeta({ rubric, wallMs, startedAt, command, directory }: ClassReport): string {
  const where = directory === null ? '' : `<p class="meta">Evidence: ${showForeign(directory)}</p>`;
  return `<p class="meta">Rubric ${showForeign(rubric)}, in ${(wallMs / 1000).toFixed(1)} s, begun
<time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt)}</time></p>
<p class="meta">Again: <code>${showForeign(command)}</code></p>${where}`;
}

function renderHeads(columns: readonly Column[]): string {
  return `<tr><th scope="col">Submission</th>${columns.map(renderHead).join('')}
<th scope="col" class="number">Points</th><th scope="col" class="number">Wrong</th>
<th scope="col" class="number">Undecided</th></tr>`;
}

function renderHead({ id, title, review }: Column): string {
  const note = review ? ` (${reviewNote})` : '';
  const full = `${id} ${title}${note}`;
  return (
    `<th scope="col" class="criterion-head" title="${escapeHtml(full)}">${id}` +
    `${review ? ' <span aria-hidden="true">⚑</span>' : ''}` +
    `<span class="hidden"> ${showText(title, 80)}${note}</span></th>`
  );
}

/** What the numbers of the criteria stand for. */
function renderKey(columns: readonly Column[]): string {
  const items = columns.map(
    ({ id, title, points, extra, review }) =>
      `<li><span class="number">${id}</span> ${showText(title, 120)} ` +
      `<span class="note">(${formatNumber(points)}${extra ? ', extra' : ''})` +
      `${review ? ` ⚑ ${reviewNote}` : ''}</span></li>`,
  );
  return `<ol class="key" aria-label="Criteria">${items.join('')}</ol>`;
}

/** On a page that is served, the notes of each stand at its side, where they are current. */
function renderRest(report: ClassReport, isLive: boolean): string {
  const { submissions } = report;
  const flagCopies = makeCopyFlags(report);
  const notes = isLive ? [] : submissions.map((marked) => renderNotes(marked, flagCopies(marked)));
  const alike = [renderTwins(findTwins(submissions)), renderAlike(report.alike)];
  const parts = [renderCommon(report.notes ?? []), ...notes, ...alike];
  const nothing = isLive ? 'Each submission’s notes stand at its side.' : 'Nothing.';
  return parts.filter((part) => part !== '').join('\n') || `<p class="note">${nothing}</p>`;
}
