/**
 * A sweep's answer as one page that stands alone: how it ended, the agreement for each gap as a
 * plot and as a table, and the trials that did not pass. The plot is drawn by uPlot, whose text the
 * caller hands over, since reporters read no files; without its script the table says the same.
 */
import { createHash } from 'node:crypto';
import type { GapSummary, SweepReport, TrialRecord } from '../../model/sweep.ts';
import { countWords } from '../../model/wording.ts';
import { escapeHtml, showForeign, showText } from './markup.ts';
import { style } from './style.ts';
import { outcomeSigns, renderSign } from './summary.ts';
import { getPlotData, makePlotScript } from './sweep-plot.ts';

/** The charting library, as the texts of its two files. */
export interface PlotLibrary {
  script: string;
  style: string;
}

/** The whole page. */
export function renderSweepHtml(report: SweepReport, library: PlotLibrary): string {
  const script = makePlotScript(library.script, getPlotData(report.gaps));
  const rules = [
    ...["default-src 'none'", "style-src 'unsafe-inline'"],
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    ...["base-uri 'none'", "form-action 'none'"],
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${describeSweep(report)} (mininet-lab)`)}</title>
<style>${style} ${library.style} ${sweepStyle}</style></head>
<body>
<main>
${renderTop(report)}
<section aria-labelledby="agreement"><h2 id="agreement">Agreement with the wire</h2>
<figure><div id="plot" class="plot" role="img" aria-label="${escapeHtml(describePlot(report))}"
></div><figcaption class="note">${showText(caption)}</figcaption></figure>
${renderTable(report.gaps)}
</section>
${renderExamples(report.examples)}
</main>
<footer><p>${showText(legend)}</p></footer>
<script>${script}</script>
</body></html>
`;
}

const caption =
  'Of the trials that could be decided, the share in which the verdict of the server was that of ' +
  'the wire, in percent, by the gap between the two messages in ms (logarithmic; 0 stands at the ' +
  'left). The bars are intervals of 95 %.';

const legend =
  'Each trial has connections, evidence and a verdict of its own. Messages that came closer than ' +
  'the capture can tell (0.001 ms, or 0.1 ms) have no order, and are undecided. The intervals are those of Wilson (1927).';

const sweepStyle = `
figure { margin: 0 } .plot { min-height: 20rem } .plot canvas { max-width: 100% }
.plot:empty { display: none } .uplot { font-family: inherit }
.gaps td, .gaps th { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.examples li { margin: .75rem 0 }
@media print { .plot { break-inside: avoid } }`;

/** One sentence that tells the answer. */
export function describeSweep({ outcome, resolutionMs, gaps }: SweepReport): string {
  const word = outcomeSigns[outcome].word;
  const ended = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  if (resolutionMs !== null) {
    return `${ended}: from a gap of ${resolutionMs} ms on, the planned order always reached the wire`;
  }
  const asked = gaps.some(({ gapMs }) => gapMs > 0);
  return asked ? `${ended}: at no gap did the planned order always reach the wire` : ended;
}

function renderTop(report: SweepReport): string {
  const { trials, planned, wallMs, isStored, stages, box, startedAt, command, trouble } = report;
  const count = trials === planned ? countWords(trials, 'trial') : `${trials} of ${planned} trials`;
  const where = `${countWords(stages, 'stage')} on ${showForeign(box)}`;
  const did = isStored ? ', judged again' : '';
  const befell = trouble ? `<p class="trouble">${showText(trouble.message)}</p>` : '';
  return `<header><div class="result">
<h1 class="outcome">${renderSign(report.outcome)} ${escapeHtml(describeSweep(report))}</h1>${befell}
<p class="meta">${count}${did} in ${(wallMs / 1000).toFixed(1)} s, ${where}, begun
<time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt)}</time></p>
<p class="meta">Repeat it: <code>${showForeign(command)}</code></p></div></header>`;
}

/** What the plot shows, for whoever does not see it; the table has the numbers. */
function describePlot({ gaps }: SweepReport): string {
  const shares = gaps.flatMap(({ gapMs, agreement }) =>
    agreement ? [`${formatPercent(agreement.share)} % at ${gapMs} ms`] : [],
  );
  const told = shares.join(', ') || 'nothing was decided';
  return `A plot of the agreement by the gap: ${told}. The table below has the numbers.`;
}

const headings = [
  ...['gap, ms', 'trials', 'agreed', 'agreed, %', '95 % interval'],
  ...['disagreed', 'undecided', 'other faults', 'in order', 'error p50, ms', 'p99, ms'],
];

function renderTable(gaps: readonly GapSummary[]): string {
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  const rows = gaps.map((gap) => {
    const cells = describeGap(gap).map((cell) => `<td>${cell}</td>`);
    return `<tr><th scope="row">${gap.gapMs}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide" role="region" aria-label="The same in numbers" tabindex="0">
<table class="gaps"><caption class="hidden">The agreement for each gap</caption>
<thead><tr>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function describeGap(gap: GapSummary): string[] {
  const { gapMs, trials, agreed, agreement, disagreed, unknown, failed } = gap;
  const interval = agreement
    ? `${formatPercent(agreement.low)}–${formatPercent(agreement.high)}`
    : '';
  return [
    ...[`${trials}`, `${agreed}`, agreement ? formatPercent(agreement.share) : '', interval],
    ...[`${disagreed}`, `${unknown}`, `${failed}`],
    // Messages meant to be together have no order to keep.
    gapMs === 0 ? '' : `${gap.inOrder}/${gap.seen}`,
    ...(gap.errorMs ? [gap.errorMs.p50.toFixed(3), gap.errorMs.p99.toFixed(3)] : ['', '']),
  ];
}

function formatPercent(share: number): string {
  return (100 * share).toFixed(1);
}

function renderExamples(examples: readonly TrialRecord[]): string {
  if (examples.length === 0) return '';
  const items = examples.map(({ number, gapMs, first, connects, outcome, because }) => {
    const about = `trial ${number}: ${first} first by ${gapMs} ms, ${connects} connects first`;
    const why = `<br><span class="note">${showForeign(because ?? '')}</span>`;
    return `<li>${renderSign(outcome)} ${about}${why}</li>`;
  });
  return `<section aria-labelledby="examples"><h2 id="examples">Trials that did not pass</h2>
<ul class="examples">
${items.join('\n')}
</ul></section>`;
}
