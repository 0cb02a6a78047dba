/**
 * What stands around the matrix of a class: the tools above it, the side in which a diagram opens,
 * and the list of keys. They are empty here; the page's script fills them (class-matrix.ts).
 */
import type { ClassReport } from '../../model/class.ts';
import { sumRegular } from '../../model/rubric.ts';
import { type LiveClass, type RowData, rowKinds } from './class-data.ts';
import { escapeHtml, formatNumber, showText } from './markup.ts';

export function renderTools(
  rows: readonly { data: RowData }[],
  live: LiveClass | undefined,
): string {
  const count = (kind: string) =>
    rows.filter(({ data }) => kind === 'all' || data.kinds.some((one) => one === kind)).length;
  const chips = Object.entries({ all: 'all', ...rowKinds }).map(
    ([kind, told]) =>
      `<button type="button" class="chip" data-kind="${kind}" aria-pressed="${kind === 'all'}"` +
      `${kind === 'all' || count(kind) > 0 ? '' : ' hidden'}>` +
      `${told} <span class="count">${count(kind)}</span></button>`,
  );
  const state = live ? '<p id="state" class="state" role="status"></p>' : '';
  return `<div class="tools" role="region" aria-label="Filter">
<label class="find">Find <input type="search" id="find" autocomplete="off"></label>
<div class="chips" role="group" aria-label="Show only">${chips.join('')}</div>
<p id="shown" class="note" role="status"></p>
<div class="buttons">${state}${renderForms(live)}
<button type="button" id="keys">Keys <kbd>?</kbd></button></div>
</div>`;
}

/** From a disk there is the table that lies beside the page, once all is marked. */
function renderForms(live: LiveClass | undefined): string {
  if (!live) return '';
  const items = live.forms.map(({ file, title }) => {
    const href = `forms/${encodeURIComponent(file)}`;
    return `<li><a href="${escapeHtml(href)}" download>${showText(title)}</a></li>`;
  });
  return `<details class="menu" id="forms"><summary>Download</summary>
<ul>${items.join('')}</ul></details>`;
}

export function renderSide(criteria: ClassReport['criteria'], live: LiveClass | undefined): string {
  return `<aside class="side" id="side" aria-labelledby="side-name" hidden>
<div class="side-top"><h2 id="side-name" tabindex="-1"></h2>
<div class="side-buttons"><button type="button" id="side-back" aria-label="Previous submission"
>‹</button> <button type="button" id="side-on" aria-label="Next submission">›</button>
<a id="side-alone" target="_blank" rel="noopener noreferrer">Open alone</a>
<button type="button" id="side-close">Close</button></div></div>
<div class="side-why" id="side-text" role="region" aria-label="Why" tabindex="0">
<p id="side-told" class="told"></p><ul id="side-reasons"></ul>
<details id="side-notes"><summary></summary><ul></ul><pre></pre></details></div>
${live ? renderForm(criteria, live) : ''}
<iframe id="diagram" title="Diagram" sandbox="allow-scripts" hidden></iframe>
</aside>`;
}

/** It is sent by the page's script: a policy of the page forbids it to go anywhere by itself. */
function renderForm(criteria: ClassReport['criteria'], { marksFile }: LiveClass): string {
  const options = criteria.map(
    ({ id, title, points, extra }) =>
      `<option value="${id}">${id} ${showText(title, 80)} (${formatNumber(points)}` +
      `${extra ? ', extra' : ''})</option>`,
  );
  const whole = sumRegular(criteria);
  options.push(`<option value="0">all but extra credit (${formatNumber(whole)})</option>`);
  return `<form id="mark" class="mark" aria-labelledby="mark-title">
<h3 id="mark-title">Your mark</h3>
<label>Criterion <select id="mark-criterion">${options.join('')}</select></label>
<label>Points <input type="number" id="mark-points" min="0" step="any" required></label>
<label class="reason">Reason <textarea id="mark-reason" rows="2" required
aria-describedby="mark-note"></textarea></label>
<div class="mark-buttons"><button type="submit">Save</button>
<button type="button" id="mark-undo" hidden>Take back</button>
<span id="mark-note" class="note">Written to ${showText(marksFile)}; whoever gets the mark reads
it.</span></div>
<p id="mark-told" role="status"></p></form>`;
}

const keys: readonly [key: string, does: string][] = [
  ['/', 'find a name or a note'],
  ['j, k or ↓, ↑', 'next and previous submission'],
  ['h, l or ←, →', 'previous and next criterion'],
  ['Enter', 'open the diagram at the side'],
  ['Esc', 'close what is open; leave what is being typed, which is kept'],
  ['?', 'this list'],
];
const liveKeys: readonly [key: string, does: string][] = [
  ['o', 'give a mark of your own'],
  ['Ctrl-Enter', 'save it'],
];

export function renderHelp(isLive: boolean): string {
  const rows = [...keys, ...(isLive ? liveKeys : [])].map(
    ([key, does]) => `<dt><kbd>${escapeHtml(key)}</kbd></dt><dd>${showText(does)}</dd>`,
  );
  return `<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2>
<dl class="keys">${rows.join('')}</dl>
<label><input type="checkbox" id="keys-on" checked> Keys of one letter are on</label>
<form method="dialog"><button>Close</button></form></dialog>`;
}
