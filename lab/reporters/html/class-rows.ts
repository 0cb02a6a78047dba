/**
 * A submission as a row of the class's matrix: markup that reads and leads on without any script.
 */
import { type ClassReport, describeRefusal, type Marked, sumMark } from '../../model/class.ts';
import type { MarkingOutcome } from '../../model/marking.ts';
import { markingSigns, rowKinds, type Waiting } from './class-data.ts';
import { escapeHtml, formatNumber, showForeign, showText } from './markup.ts';

/** A column of the matrix, and whether a person should look at it as well. */
export type Column = ClassReport['criteria'][number] & { review: boolean };
export const reviewNote = 'a person should look as well';

/** What rows are made with. */
export interface RowContext {
  columns: readonly Column[];
  /** All of the rubric, of which not all may be shown. */
  criteria: ClassReport['criteria'];
  /** What tells of one whom it is like. */
  flagCopies: (marked: Marked) => string[];
  /** Stands before each link to a submission's page. */
  base: string;
}

/** Read aloud as its word; beside a link's own name it says nothing. */
export function renderMarkingSign(outcome: MarkingOutcome): string {
  const { sign, word, look } = markingSigns[outcome];
  return `<span class="sign-${look}" role="img" aria-label="${word}">${sign}</span>`;
}

export function renderRow(marked: Marked, { columns, criteria, base }: RowContext): string {
  const { grade, name, slug, outcome, refusal } = marked;
  const label = `${renderMarkingSign(outcome)} ${showForeign(name, 80)}`;
  const cells = columns.map((column) => renderCell(marked, column, base));
  const sums = sumMark(marked, criteria);
  const { lost = 0, open = 0 } = sums ?? {};
  const extra = sums && sums.extra > 0 ? ` + ${formatNumber(sums.extra)}` : '';
  const isByHand = grade?.criteria.some(({ override }) => override);
  const hand = isByHand ? ' <span class="note">✎<span class="hidden"> by hand</span></span>' : '';
  const points = sums
    ? `<b>${formatNumber(sums.points)}</b>/${formatNumber(sums.of)}${extra}${hand}`
    : '';
  const row = renderHead(slug, `<a href="${getHref(marked, undefined, base)}">${label}</a>`);
  const number = (value: number) => (value === 0 ? '' : formatNumber(value));
  const rest =
    `<td class="number">${points}</td>` +
    `<td class="number">${number(lost)}</td><td class="number">${number(open)}</td></tr>`;
  if (grade) return `${row}${cells.join('')}${rest}`;
  const why = showText(refusal ? describeRefusal(refusal) : 'nothing was played', 200);
  return `${row}<td class="why" colspan="${cells.length}">${why}</td>${rest}`;
}

export function renderWaiting({ slug, name }: Waiting, { columns }: RowContext): string {
  const label = `<a href="#row-${slug}">${showForeign(name, 80)}</a>`;
  const rest = `<td class="why note" colspan="${columns.length + 3}">${rowKinds.waiting}</td>`;
  return `${renderHead(slug, label)}${rest}</tr>`;
}

function renderHead(slug: string, label: string): string {
  return `<tr id="row-${slug}"><th scope="row">${label}</th>`;
}

/** Where nothing was played, a cell leads to its own row, so that a person can still go there. */
function getHref({ page, slug }: Marked, place: string | undefined, base: string): string {
  if (page === null) return `#row-${slug}`;
  return escapeHtml(`${base}${page}${place === undefined ? '' : `#${place}`}`);
}

function renderCell(marked: Marked, { id, title }: Column, base: string): string {
  const found = marked.grade?.criteria.find((one) => one.id === id);
  if (!found) return '<td class="cell"></td>';
  const { sign, word, look } = markingSigns[found.outcome];
  const { reviewBecause, override } = found;
  const flag = `${reviewBecause === undefined ? '' : '⚑'}${override ? '✎' : ''}`;
  const hand = override ? ' (by hand)' : '';
  const note = reviewBecause === undefined ? hand : ` (${reviewNote})${hand}`;
  const about = escapeHtml(`${marked.name}, ${id} ${title}: ${word}${note}`);
  const href = getHref(marked, marked.places[`${id}`], base);
  return (
    `<td class="cell ${look}"><a href="${href}" class="sign-${look}" data-c="${id}" ` +
    `aria-label="${about}">${sign}${flag}</a></td>`
  );
}
