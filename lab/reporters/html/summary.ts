/** The top of the report: how it ended, the points, and each criterion with what decided it. */
import type { Outcome } from '../../model/outcome.ts';
import { describeOverride } from '../../model/override.ts';
import type { Report, TroubleReport } from '../../model/report.ts';
import { type CriterionGrade, describeByHand, type Grade, getTotal } from '../../model/rubric.ts';
import { countWords, joinWords } from '../../model/wording.ts';
import { escapeHtml, formatNumber, showForeign, showText } from './markup.ts';

/** The sign and the word of an outcome: neither depends on colour. */
export const outcomeSigns: Record<Outcome, { sign: string; word: string }> = {
  pass: { sign: '✓', word: 'passed' },
  fail: { sign: '✗', word: 'failed' },
  unknown: { sign: '?', word: 'undecided' },
  trouble: { sign: '!', word: 'the lab was in trouble' },
};

/** The sign of an outcome, read aloud as its word. */
export function renderSign(outcome: Outcome): string {
  const { sign, word } = outcomeSigns[outcome];
  return `<span class="sign-${outcome}" role="img" aria-label="${word}">${sign}</span>`;
}

/** Where each verdict shows: `<scenario>\n<check>` to the id of an element of the page. */
export type Places = ReadonlyMap<string, string>;

export function renderSummary(report: Report, places: Places): string {
  const { grade, trouble } = report;
  return `<header class="top">
<div class="result">${grade ? renderPoints(grade) : ''}
<h1 class="outcome">${renderSign(report.outcome)} ${escapeHtml(describeOutcome(report))}</h1>
${trouble ? renderTrouble(trouble) : ''}
<p class="meta">${renderMeta(report)}</p></div>
${renderCommand(report)}
</header>
${grade ? renderCriteria(grade, places) : ''}`;
}

function renderPoints(grade: Grade): string {
  const { points, of, more: words } = getTotal(grade);
  const more = words === '' ? '' : ` <span class="extra">${escapeHtml(words.trim())}</span>`;
  return (
    `<p class="points"><b>${formatNumber(points)}</b><span class="of">` +
    `<span class="slash">/</span>${formatNumber(of)}</span>${more}</p>`
  );
}

/** One sentence that tells what did not hold. */
export function describeOutcome({ outcome, grade, runs }: Report): string {
  const failed = grade?.criteria.filter((one) => one.outcome === 'fail' && !one.extra) ?? [];
  const open = grade?.criteria.filter((one) => one.outcome === 'unknown' && !one.extra) ?? [];
  const undecided = open.length === 0 ? '' : `${nameCriteria(open)} undecided`;
  if (outcome === 'pass') {
    const byHand = describeByHand(grade?.criteria ?? []);
    return `${undecided === '' ? 'All that was asked held' : `What was asked held; ${undecided}`}${byHand}`;
  }
  const parts = [failed.length === 0 ? '' : `${nameCriteria(failed)} failed`, undecided];
  const whole = parts.filter((part) => part !== '').join('; ');
  if (outcome === 'trouble') return `The lab was in trouble${whole === '' ? '' : `; ${whole}`}`;
  if (whole !== '') return whole.charAt(0).toUpperCase() + whole.slice(1);
  const bad = runs.filter((run) => run.outcome === outcome);
  return `${countWords(bad.length, 'scenario')} ${outcomeSigns[outcome].word}`;
}

function nameCriteria(criteria: readonly CriterionGrade[]): string {
  const ids = joinWords(criteria.map(({ id }) => `${id}`));
  return `${criteria.length === 1 ? 'criterion' : 'criteria'} ${ids}`;
}

function renderMeta({ startedAt, runs, box, wallMs }: Report): string {
  const time = startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
  return (
    `${countWords(runs.length, 'scenario')} on ${showForeign(box)} in ` +
    `${(wallMs / 1000).toFixed(1)} s, <time datetime="${escapeHtml(startedAt)}">` +
    `${escapeHtml(time)}</time>`
  );
}

function renderCommand({ command, directory }: Report): string {
  const again =
    command === ''
      ? ''
      : '<p class="again"><span class="label" id="again">To play this run again' +
        '</span><code id="command" tabindex="0" role="region"' +
        ` aria-labelledby="again">${escapeHtml(command)}</code> <button type="button"` +
        ' class="copy" data-copy="command" hidden>Copy</button> <span class="copied"' +
        ' role="status"></span></p>';
  const where =
    directory === null ? '' : `<p class="meta">All evidence lies in ${showForeign(directory)}</p>`;
  return `<div class="how">${again}${where}</div>`;
}

/** Trouble of the lab: what befell it and what to do. */
export function renderTrouble({ code, message, hint }: TroubleReport): string {
  const help = hint === undefined ? '' : ` <span>${showText(hint)}</span>`;
  return (
    `<p class="trouble">${renderSign('trouble')} ${showText(message)} (` +
    `${escapeHtml(code)})${help}</p>`
  );
}

function renderCriteria(grade: Grade, places: Places): string {
  const items = grade.criteria.map((criterion) => renderCriterion(criterion, places));
  return `<section aria-labelledby="criteria"><h2 id="criteria">Criteria</h2><ol class="criteria">
${items.join('\n')}
</ol></section>`;
}

function renderCriterion(criterion: CriterionGrade, places: Places): string {
  const { id, title, points, of, outcome, because, review, reviewBecause, extra } = criterion;
  const look =
    reviewBecause === undefined ? '' : `<p class="note">⚑ ${showText(reviewBecause)}</p>`;
  const byHand = describeOverride(criterion);
  const person = byHand === undefined ? '' : `<p class="by-hand">✎ ${showText(byHand)}</p>`;
  const lab = byHand === undefined ? '' : '<span class="label">the lab:</span> ';
  const notes = [
    ...(byHand === undefined ? [] : ['by hand']),
    ...(review ? ['a person should look as well'] : []),
    ...(extra ? ['extra credit'] : []),
  ].map((note) => ` <span class="flag">${note}</span>`);
  return (
    `<li class="criterion ${outcome}" value="${id}"><span class="mark">` +
    `${renderSign(outcome)}</span><div><h3><span class="number">${id}</span> ` +
    `${showText(title)}${notes.join('')}</h3>${person}<p>${lab}${showText(because)}</p>${look}` +
    `${renderDeciders(criterion, places)}</div><span class="score"><b>` +
    `${outcome === 'unknown' ? '?' : formatNumber(points)}</b>/${formatNumber(of)}</span></li>`
  );
}

/** How many links a criterion shows before the rest has to be opened. */
const mostDeciders = 4;

/** Links to the entries that decided a criterion. */
function renderDeciders({ decidedBy, outcome, id }: CriterionGrade, places: Places): string {
  const links = decidedBy.flatMap(({ scenario, check }) => {
    const place = places.get(`${scenario}\n${check}`);
    if (place === undefined) return [];
    return [
      `<a href="#${place}">${showText(scenario, 60)}<span class="check"> ` +
        `${showText(check, 60)}</span></a>`,
    ];
  });
  if (links.length === 0) return '';
  const makeList = (some: readonly string[]) =>
    `<ul class="deciders">${some.map((each) => `<li>${each}</li>`).join('')}</ul>`;
  if (outcome !== 'pass' && links.length <= mostDeciders) return makeList(links);
  if (outcome !== 'pass') {
    const rest = links.slice(mostDeciders);
    return (
      `${makeList(links.slice(0, mostDeciders))}<details class="decided"><summary>` +
      `${rest.length} more<span class="hidden"> on criterion ${id}</span></summary>` +
      `${makeList(rest)}</details>`
    );
  }
  const list = makeList(links);
  return (
    '<details class="decided"><summary>Decided by ' +
    `${countWords(links.length, 'verdict')}<span class="hidden"> on criterion ` +
    `${id}</span></summary>${list}</details>`
  );
}
