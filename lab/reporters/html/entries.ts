/**
 * All entries of a run as a table: the alternative to the diagram for those who cannot see it, the
 * place that every arrow links to, and what the details panel shows.
 */
import type { RunReport } from '../../model/report.ts';
import { describeEvent } from './describe.ts';
import { escapeHtml, showForeign, showText } from './markup.ts';

export interface EntriesOptions {
  id: string;
  keys: ReadonlyMap<number, readonly string[]>;
  /** Entries that must be there: the diagram's, the printed lines shown, the evidence. */
  needed: ReadonlySet<number>;
  /** How many entries are shown at most. */
  limit: number;
}

/** The table, in a part of the page that opens. */
export function renderEntries(run: RunReport, options: EntriesOptions): string {
  const { events } = run;
  const shown = chooseEntries(events.length, options);
  const evidence = getEvidence(run);
  const lines = countLines(run);
  const rows = shown.map((entry) => renderRow(run, entry, { ...options, evidence, lines }));
  const left = events.length - shown.length;
  const more =
    left > 0 ? `<p class="note">${left} more entries are in <code>journal.jsonl</code>.</p>` : '';
  return `<details class="entries"><summary>All that was witnessed, as a table (${
    left > 0 ? `${shown.length} of ` : ''
  }${events.length} entries)</summary>
<div class="wide" role="region" tabindex="0" aria-label="Entries of ${escapeHtml(run.scenario)}">
<table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}`).join('')}</thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>${more}</details>`;
}

const heads = ['Journal line', 'ns since the epoch', 'Witness', 'Who', 'What', 'Text', 'Details'];

/** What is needed, and of the rest as much as there is room for, from the beginning. */
function chooseEntries(count: number, { needed, limit }: EntriesOptions): number[] {
  const chosen = new Set(needed);
  for (let entry = 0; entry < count && chosen.size < limit; entry += 1) chosen.add(entry);
  return [...chosen].filter((entry) => entry < count).sort((a, b) => a - b);
}

type RowOptions = EntriesOptions & {
  evidence: ReadonlyMap<number, string[]>;
  lines: ReadonlyMap<number, string>;
};

function renderRow({ events }: RunReport, entry: number, options: RowOptions): string {
  const event = events[entry];
  if (!event) return '';
  const { what, who, text, facts } = describeEvent(event);
  const line = options.lines.get(entry);
  const details = [...facts, ...(line === undefined ? [] : [line])].map((fact) => showText(fact));
  const shows = (options.evidence.get(entry) ?? []).map((each) => `<b>${showText(each)}</b>`);
  const together = (options.keys.get(entry) ?? []).join(' ');
  const group = together === '' ? '' : ` data-g="${escapeHtml(together)}"`;
  const said = text === undefined ? '' : showForeign(text);
  const cells = [event.atNs, event.witness, showText(who), showText(what), said];
  return (
    `<tr id="e${options.id}-${entry}" class="w-${event.witness}"${group}><td>` +
    `${entry + 1}<td>${cells.join('<td>')}<td>` +
    `${[...details, ...shows].join('; ')}`
  );
}

/** What each entry is evidence of, failures first. */
function getEvidence({ verdicts }: RunReport): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const outcome of ['fail', 'unknown'] as const) {
    for (const verdict of verdicts.filter((one) => one.outcome === outcome)) {
      for (const entry of verdict.evidence) {
        const word = outcome === 'fail' ? 'shows that it fails' : 'shows why it is undecided';
        found.set(entry, [...(found.get(entry) ?? []), `${verdict.check}: ${word}`]);
      }
    }
  }
  return found;
}

/** Where each printed line stands in its program's log. */
function countLines({ events }: RunReport): Map<number, string> {
  const counts = new Map<string, number>();
  const found = new Map<number, string>();
  for (const [entry, event] of events.entries()) {
    if (event.kind !== 'line') continue;
    const count = (counts.get(event.role) ?? 0) + 1;
    counts.set(event.role, count);
    found.set(entry, `logs/${event.role}.log, line ${count}`);
  }
  return found;
}
