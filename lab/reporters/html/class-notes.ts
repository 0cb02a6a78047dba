/** Below the matrix of a class: what a person should know of each submission, and of all. */
import type { ClassReport, Marked } from '../../model/class.ts';
import {
  alikeMeaning,
  describeAlike,
  describeTwin,
  type Twin,
  twinMeaning,
} from '../../model/copies.ts';
import { listNotes } from './class-data.ts';
import { escapeHtml, showForeign, showText } from './markup.ts';

/** What befell many of the class alike. */
export function renderCommon(notes: readonly string[]): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => `<li>${showText(note)}</li>`).join('');
  return `<div class="notes"><h3>Many of the class</h3><ul>${items}</ul></div>`;
}

/** All sources that several hold, and what that means. */
export function renderTwins(twins: readonly Twin[]): string {
  if (twins.length === 0) return '';
  const items = twins.map((twin) => `<li>${showText(describeTwin(twin))}</li>`).join('');
  return `<div class="notes"><h3>The same text under several names</h3><ul>${items}</ul>
<p class="note">${showText(twinMeaning)}</p></div>`;
}

/** Pairs that are alike though not equal. */
export function renderAlike(alike: ClassReport['alike']): string {
  if (alike === undefined || alike.length === 0) return '';
  const items = alike.map((pair) => `<li>${showText(describeAlike(pair))}</li>`).join('');
  return `<div class="notes"><h3>Alike, though not equal</h3><ul>${items}</ul>
<p class="note">${showText(alikeMeaning)}</p></div>`;
}

/** Of one submission; empty where there is nothing to know. */
export function renderNotes(marked: Marked, twins: readonly string[]): string {
  const { name, refusal, grade } = marked;
  const all = listNotes(marked, twins);
  // Without a grade its row says why it was not played.
  const lines = refusal && !grade ? all.slice(1) : all;
  if (lines.length === 0 && (refusal?.lastLines ?? []).length === 0) return '';
  const items = lines.map((line) => `<li>${showText(line)}</li>`).join('');
  const last = refusal?.lastLines.map((line) => showText(line, 200)).join('\n') ?? '';
  const list = items === '' ? '' : `<ul>${items}</ul>`;
  const label = escapeHtml(`Last lines of ${name}`);
  const printed =
    last === '' ? '' : `<pre tabindex="0" role="region" aria-label="${label}">${last}</pre>`;
  return `<div class="notes"><h3>${showForeign(name, 80)}</h3>${list}${printed}</div>`;
}
