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

/** The table: a column for each lane, a row for each moment. */
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
  const heads = lanes.map(({ role }) => `<th scope="col">${escapeHtml(role)}`).join('');
  const rows = groupLines(lines).map((row) => renderRow(row, lanes, options));
  const left = total - lines.length;
  const more =
    left > 0 ? `<p class="note">${left} more lines are in the folder <code>logs</code>.</p>` : '';
  return `<table class="printed w-printed"><thead><tr><th scope="col">ms${heads}</thead><tbody>
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

function renderRow(
  row: readonly Line[],
  lanes: readonly Lane[],
  { id, keys }: { id: string; keys: ReadonlyMap<number, readonly string[]> },
): string {
  const cells = lanes.map(({ role }) => {
    const line = row.find(({ event }) => event.role === role);
    if (!line) return '<td>';
    const { entry, event } = line;
    const together = (keys.get(entry) ?? []).join(' ');
    const group = together === '' ? '' : ` data-g="${escapeHtml(together)}"`;
    const text =
      event.text === '' ? '<span class="none">(empty line)</span>' : showForeign(event.text);
    return (
      `<td data-role="${escapeHtml(role)}"><a class="ln" href="#e${id}-${entry}"` +
      ` data-e="${id}-${entry}"${group}>${text}</a>`
    );
  });
  const atNs = row[0]?.event.atNs ?? 0;
  return `<tr><th scope="row">${(atNs / 1e6).toFixed(2).replace('-', '−')}${cells.join('')}`;
}
