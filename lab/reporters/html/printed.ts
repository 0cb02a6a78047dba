/** What each program printed, side by side on one time axis. */
import type { EventOf } from '../../model/journal.ts';
import type { RunReport } from '../../model/report.ts';
import { escapeHtml, showForeign } from './markup.ts';
import type { Lane } from './parts.ts';

interface Line {
  entry: number;
  event: EventOf<'line'>;
}

/** The lines that a report has room for: the first, the last, and those that hold a text. */
export function chooseLines(
  { events }: RunReport,
  keys: ReadonlyMap<number, readonly string[]>,
  limit: number,
): number[] {
  const lines = events.flatMap((event, entry) => (event.kind === 'line' ? [entry] : []));
  if (lines.length <= limit) return lines;
  const chosen = new Set<number>(lines.filter((entry) => keys.has(entry)).slice(0, limit / 2));
  for (const entry of lines.slice(-Math.floor(limit / 4))) chosen.add(entry);
  for (const entry of lines) if (chosen.size < limit) chosen.add(entry);
  return [...chosen].sort((a, b) => a - b);
}

/** More programs than this cannot stand side by side: their lines follow each other then. */
const mostColumns = 4;

/** The table: a column for each lane, a row for each moment; of many lanes, a row for each line. */
export function renderPrinted(
  { events }: RunReport,
  lanes: readonly Lane[],
  options: { id: string; keys: ReadonlyMap<number, readonly string[]>; shown: readonly number[] },
): string {
  const total = events.filter(({ kind }) => kind === 'line').length;
  if (total === 0) return '<p class="note">No program printed anything.</p>';
  const lines = options.shown.flatMap((entry): Line[] => {
    const event = events[entry];
    return event?.kind === 'line' ? [{ entry, event }] : [];
  });
  const isList = lanes.length > mostColumns;
  const names = isList ? ['program', 'printed'] : lanes.map(({ role }) => escapeHtml(role));
  const heads = names.map((name) => `<th scope="col">${name}`).join('');
  const rows = isList
    ? lines.map((line) => renderListRow(line, options))
    : groupLines(lines).map((row) => renderRow(row, lanes, options));
  const left = total - lines.length;
  const more =
    left > 0 ? `<p class="note">${left} more lines are in the folder <code>logs</code>.</p>` : '';
  const list = isList ? ' list' : '';
  return `<table class="printed w-printed${list}"><thead><tr><th scope="col">ms${heads}</thead><tbody>
${rows.join('\n')}
</tbody></table>${more}`;
}

/** Lines that follow each other closely in different columns share a row. */
function groupLines(lines: readonly Line[]): Line[][] {
  const rows: Line[][] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    const first = row?.[0];
    const fits =
      row &&
      first &&
      line.event.atNs - first.event.atNs < sameRowNs &&
      row.every((one) => one.event.role !== line.event.role);
    if (fits) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

/** Lines printed within this time of each other stand in one row. */
const sameRowNs = 1_000_000;

interface RowOptions {
  id: string;
  keys: ReadonlyMap<number, readonly string[]>;
}

function renderRow(row: readonly Line[], lanes: readonly Lane[], options: RowOptions): string {
  const cells = lanes.map(({ role }) => {
    const line = row.find(({ event }) => event.role === role);
    return line ? `<td data-role="${escapeHtml(role)}">${renderLine(line, options)}` : '<td>';
  });
  return `${renderTime(row[0])}${cells.join('')}`;
}

function renderListRow(line: Line, options: RowOptions): string {
  return `${renderTime(line)}<td>${escapeHtml(line.event.role)}<td>${renderLine(line, options)}`;
}

function renderTime(line: Line | undefined): string {
  const atNs = line?.event.atNs ?? 0;
  return `<tr><th scope="row">${(atNs / 1e6).toFixed(2).replace('-', '−')}`;
}

function renderLine({ entry, event }: Line, { id, keys }: RowOptions): string {
  const together = (keys.get(entry) ?? []).join(' ');
  const group = together === '' ? '' : ` data-g="${escapeHtml(together)}"`;
  const text =
    event.text === '' ? '<span class="none">(empty line)</span>' : showForeign(event.text);
  return `<a class="ln" href="#e${id}-${entry}"` + ` data-e="${id}-${entry}"${group}>${text}</a>`;
}
