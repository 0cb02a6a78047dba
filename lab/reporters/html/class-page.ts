/**
 * A class as one page: a matrix of submissions and criteria, each cell a link to the diagram that
 * decided it, on the page of that submission beside this one. It needs no script.
 */
import {
  type ClassReport,
  describeReviews,
  describeTwin,
  findReviewed,
  findTwins,
  flagTwins,
  getShownCriteria,
  getWorstMarking,
  type Marked,
  splitPoints,
  type Twin,
  twinMeaning,
} from '../../model/class.ts';
import type { MarkingOutcome } from '../../model/marking.ts';
import { explainMark, listOverrides } from '../../model/override.ts';
import { countWords } from '../../model/wording.ts';
import { escapeHtml, formatNumber, showForeign, showText } from './markup.ts';
import { style } from './style.ts';
import { outcomeSigns } from './summary.ts';

const signs: Record<MarkingOutcome, { sign: string; word: string; look: string }> = {
  pass: { ...outcomeSigns.pass, look: 'pass' },
  fail: { ...outcomeSigns.fail, look: 'fail' },
  unknown: { ...outcomeSigns.unknown, look: 'unknown' },
  trouble: { ...outcomeSigns.trouble, look: 'trouble' },
  unsupported: { sign: '–', word: 'not supported here', look: 'unknown' },
};

/** The whole page; `page` of each submission counts from where it lies. */
export function renderClassHtml(report: ClassReport): string {
  const { submissions } = report;
  const reviewed = findReviewed(submissions);
  const criteria = getShownCriteria(report).map((criterion): Column => {
    return { ...criterion, review: reviewed.includes(criterion.id) };
  });
  const twins = findTwins(submissions);
  const notes = submissions.map((marked) => renderNotes(marked, flagTwins(marked, twins)));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${countWords(submissions.length, 'submission')} marked (mininet-lab)`)}</title>
<style>${style} ${classStyle}</style></head>
<body>
<a class="skip" href="#marks">Skip to the marks</a>
<main>
${renderTop(report)}
<section aria-labelledby="marks"><h2 id="marks">Marks</h2>
<div class="wide" role="region" aria-label="Marks of all submissions" tabindex="0">
<table class="matrix"><caption class="hidden">Submissions by criteria</caption>
<thead><tr><th scope="col">Submission</th>${criteria.map(renderHead).join('')}
<th scope="col">Points</th><th scope="col">Wrong</th><th scope="col">Undecided</th></tr></thead>
<tbody>
${submissions.map((marked) => renderRow(marked, criteria)).join('\n')}
</tbody></table></div>
${renderKey(criteria)}
</section>
<section aria-labelledby="notes"><h2 id="notes">What a person should know</h2>
${renderCommon(report.notes ?? [])}
${notes.join('\n') || '<p class="note">Nothing.</p>'}
${renderTwins(twins)}
</section>
</main>
<footer><p>${showText(legend)}</p></footer>
</body></html>
`;
}

/** A column of the matrix, and whether a person should look at it as well. */
type Column = ClassReport['criteria'][number] & { review: boolean };
const reviewNote = 'a person should look as well';

const policy = [
  ...["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"],
].join('; ');

const legend =
  'A cross is what the program did wrong, and it costs the points; a question mark is what could ' +
  'not be decided, which earns nothing and says nothing against the program: a person decides ' +
  'it. Each sign leads to the diagram that decided it.';

const classStyle = `
main { max-width: 96rem }
.matrix td, .matrix th { white-space: nowrap; padding: .3rem .7rem .3rem 0 }
.matrix tbody th { position: sticky; left: 0; background: var(--paper); font-weight: 500 }
.matrix tbody th bdi { white-space: normal; display: inline-block; max-width: 18rem }
.matrix tbody tr { border-top: 1px solid var(--rule) }
.matrix td.cell { text-align: center } .matrix td.number { text-align: right }
.matrix thead th.criterion-head { text-align: center }
.matrix td.number, .matrix td.cell { font-variant-numeric: tabular-nums }
.matrix .cell a {
  display: inline-block; min-width: 1.7rem; min-height: 1.7rem; line-height: 1.7rem;
  text-decoration: none; color: inherit;
}
.matrix .cell a:hover { background: var(--raised) }
.matrix td.why { white-space: normal; min-width: 16rem }
.key { columns: 24rem; column-gap: 3rem; font-size: .875rem; margin-top: 1.25rem }
.notes { margin: .9rem 0; break-inside: avoid } .notes li { overflow-wrap: anywhere }
.notes li, .notes pre { font-size: .875rem } .notes pre { overflow-x: auto; margin: .3rem 0 }
@media print { .matrix tbody th { position: static } }`;

function renderTop(report: ClassReport): string {
  const { submissions, planned, wallMs, startedAt, command, rubric, directory } = report;
  const count = (outcome: MarkingOutcome) =>
    submissions.filter((marked) => marked.outcome === outcome).length;
  const parts = (Object.keys(signs) as MarkingOutcome[])
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${signs[outcome].word}`);
  const worst = getWorstMarking(submissions.map(({ outcome }) => outcome));
  const counted = countWords(submissions.length, 'submission');
  const told = `${counted}: ${parts.join(', ') || 'none marked'}`;
  const early =
    planned > submissions.length
      ? `<p class="trouble">${planned - submissions.length} of ${planned} are not marked yet</p>`
      : '';
  const where = directory === null ? '' : `<p class="meta">Evidence: ${showForeign(directory)}</p>`;
  return `<header><div class="result">
<h1 class="outcome">${renderSign(worst)} ${escapeHtml(told)}</h1>${early}
<p class="meta">Rubric ${showForeign(rubric)}, in ${(wallMs / 1000).toFixed(1)} s, begun
<time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt)}</time></p>
<p class="meta">Again: <code>${showForeign(command)}</code></p>${where}</div></header>`;
}

/** Read aloud as its word; beside a link's own name it says nothing. */
function renderSign(outcome: MarkingOutcome): string {
  const { sign, word, look } = signs[outcome];
  return `<span class="sign-${look}" role="img" aria-label="${word}">${sign}</span>`;
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

function renderRow(marked: Marked, criteria: ClassReport['criteria']): string {
  const { grade, name, page, slug, outcome, refusal } = marked;
  const label = `${renderSign(outcome)} ${showForeign(name, 80)}`;
  const head = page === null ? label : `<a href="${escapeHtml(page)}">${label}</a>`;
  const cells = criteria.map((criterion) => renderCell(marked, criterion));
  const { lost, open } = grade ? splitPoints(grade) : { lost: 0, open: 0 };
  const extra = grade && grade.extra > 0 ? ` + ${formatNumber(grade.extra)}` : '';
  const isByHand = grade?.criteria.some(({ override }) => override);
  const hand = isByHand ? ' <span class="note">by hand</span>' : '';
  const points = grade
    ? `<b>${formatNumber(grade.points)}</b>/${formatNumber(grade.of)}${extra}${hand}`
    : '';
  const row = `<tr><th scope="row" id="row-${slug}">${head}</th>`;
  if (!grade) {
    const why = showText(refusal?.because ?? 'nothing was played', 200);
    return `${row}<td class="why" colspan="${cells.length + 3}">${why}</td></tr>`;
  }
  const number = (value: number) => (value === 0 ? '' : formatNumber(value));
  return (
    `${row}${cells.join('')}<td class="number">${points}</td>` +
    `<td class="number">${number(lost)}</td><td class="number">${number(open)}</td></tr>`
  );
}

function renderCell(
  { grade, name, page, places }: Marked,
  { id, title }: ClassReport['criteria'][number],
): string {
  const found = grade?.criteria.find((one) => one.id === id);
  if (!found) return '<td class="cell"></td>';
  const { sign, word, look } = signs[found.outcome];
  const { reviewBecause } = found;
  const flag = `${reviewBecause === undefined ? '' : '⚑'}${found.override ? '✎' : ''}`;
  const shown = `<span class="sign-${look}" aria-hidden="true">${sign}${flag}</span>`;
  const hand = found.override ? ' (by hand)' : '';
  const note = reviewBecause === undefined ? hand : ` (${reviewNote})${hand}`;
  const about = escapeHtml(`${name}, ${id} ${title}: ${word}${note}`);
  const reasons = [...explainMark(found), ...(reviewBecause === undefined ? [] : [reviewBecause])];
  const why = escapeHtml(reasons.map((reason) => reason.slice(0, 300)).join('; '));
  const place = places[`${id}`];
  if (page === null || place === undefined) {
    return `<td class="cell" title="${why}">${shown}<span class="hidden">${about}</span></td>`;
  }
  const href = escapeHtml(`${page}#${place}`);
  return (
    `<td class="cell"><a href="${href}" title="${why}">${shown}` +
    `<span class="hidden">${about}</span></a></td>`
  );
}

/** What the numbers of the criteria stand for. */
function renderKey(criteria: readonly Column[]): string {
  const items = criteria.map(
    ({ id, title, points, extra, review }) =>
      `<li><span class="number">${id}</span> ${showText(title, 120)} ` +
      `<span class="note">(${formatNumber(points)}${extra ? ', extra' : ''})` +
      `${review ? ` ⚑ ${reviewNote}` : ''}</span></li>`,
  );
  return `<ol class="key" aria-label="Criteria">${items.join('')}</ol>`;
}

/** What befell many of the class alike. */
function renderCommon(notes: readonly string[]): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => `<li>${showText(note)}</li>`).join('');
  return `<div class="notes"><h3>Many of the class</h3><ul>${items}</ul></div>`;
}

/** All sources that several hold, and what that means. */
function renderTwins(twins: readonly Twin[]): string {
  if (twins.length === 0) return '';
  const items = twins.map((twin) => `<li>${showText(describeTwin(twin))}</li>`).join('');
  return `<div class="notes"><h3>The same text under several names</h3><ul>${items}</ul>
<p class="note">${showText(twinMeaning)}</p></div>`;
}

function renderNotes(marked: Marked, twins: readonly string[]): string {
  const { name, flags, refusal, grade } = marked;
  const byHand = listOverrides(grade).map((text) => `✎ ${text}`);
  // Where a person gave points, cells stand in the place of why it was not played.
  const why = grade && refusal ? [refusal.because] : [];
  const lines = [...why, ...byHand, ...twins, ...flags, ...describeReviews(marked)];
  if (lines.length === 0 && (refusal?.lastLines ?? []).length === 0) return '';
  const items = lines.map((line) => `<li>${showText(line)}</li>`).join('');
  const last = refusal?.lastLines.map((line) => showText(line, 200)).join('\n') ?? '';
  const list = items === '' ? '' : `<ul>${items}</ul>`;
  const printed =
    last === '' ? '' : `<pre tabindex="0" role="region" aria-label="Its last lines">${last}</pre>`;
  return `<div class="notes"><h3>${showForeign(name, 80)}</h3>${list}${printed}</div>`;
}
