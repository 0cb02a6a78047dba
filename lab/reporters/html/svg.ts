/**
 * A placed diagram as SVG. Every arrow and mark is a link to its entry in the table below the
 * diagram, so it can be reached by keyboard and leads somewhere without a script; its accessible
 * name is the sentence that the table gives.
 */
import { formatMs } from '../../model/wording.ts';
import {
  getLaneGap,
  isLong,
  type Layout,
  layOutDiagram,
  measures,
  type PlacedItem,
} from './layout.ts';
import { escapeHtml } from './markup.ts';
import type { Arrow, Diagram, DiagramItem, Mark } from './parts.ts';
import { arrowHead, glyph, icon, zigzag } from './shapes.ts';
import { cutWords } from './words.ts';

export interface SvgOptions {
  /** Prefix of the ids of this diagram's parts, unique in the page: "3". */
  id: string;
  title: string;
  /** Keys of what belongs together, by entry. */
  keys: ReadonlyMap<number, readonly string[]>;
  /** The accessible name of an entry. */
  describe: (entry: number) => string;
}

/** The diagram as one `svg` element. */
export function renderDiagram(diagram: Diagram, options: SvgOptions): string {
  const layout = layOutDiagram(diagram);
  const { width, height } = layout;
  const parts = [
    renderLanes(diagram, layout),
    layout.breaks.map((each) => renderBreak(each, layout)).join(''),
    renderTicks(layout),
    layout.bars.map((placed) => renderBar(placed, layout, options)).join(''),
    layout.items.map((placed) => renderItem(placed, layout, options)).join('\n'),
    layout.callouts.map((callout) => renderCallout(callout, layout)).join(''),
  ];
  return (
    `<svg class="diagram" viewBox="0 0 ${width} ${Math.ceil(height)}" width="` +
    `${width}" height="${Math.ceil(height)}" role="group" aria-label="` +
    `${escapeHtml(options.title)}">${parts.join('\n')}</svg>`
  );
}

function renderLanes({ lanes }: Diagram, layout: Layout): string {
  return lanes
    .map(({ role, host }) => {
      const x = layout.lanes.get(role) ?? 0;
      return (
        `<line class="lane" x1="${x}" x2="${x}" y1="52" y2="${round(layout.height - 6)}"/>` +
        `<text class="role" x="${x}" y="24">${escapeHtml(role)}</text>` +
        `<text class="host" x="${x}" y="41">${escapeHtml(host)}</text>`
      );
    })
    .join('');
}

function renderTicks({ ticks }: Layout): string {
  const x = measures.axis - 12;
  const texts = ticks.map(
    ({ y, atNs }) =>
      `<text class="tick" x="${x}" y="${round(y + 4)}">${formatTick(atNs)}</text>` +
      `<path class="tickline" d="M${x + 4} ${round(y)}h5"/>`,
  );
  return `<text class="host tick" x="${x}" y="41">ms</text>${texts.join('')}`;
}

/** ms to the hundredth, which is as fine as two stamps of one play can be compared. */
function formatTick(ns: number): string {
  return (ns / 1e6).toFixed(2).replace('-', '−');
}

function renderBreak({ y, lengthNs }: Layout['breaks'][number], { width }: Layout): string {
  const d = zigzag(measures.axis + 8, width - 8, y);
  return (
    `<path class="cutback" d="${d}"/><path class="cut" d="${d}"/>` +
    (`<text class="tick cutlength" x="${measures.axis - 12}" y="${round(y + 4)}">` +
      `${formatLength(lengthNs)}</text>`)
  );
}

function formatLength(ns: number): string {
  return ns >= 1e9 ? `${(ns / 1e9).toFixed(1)} s` : `${Math.round(ns / 1e6)} ms`;
}

function renderBar(
  { bar, y1, y2 }: Layout['bars'][number],
  { lanes }: Layout,
  options: SvgOptions,
): string {
  const server = lanes.get('server') ?? 0;
  const left = (lanes.get(bar.role) ?? 0) < server;
  const x = left ? server - 8 : server + 2;
  const shape =
    `<rect class="bar" x="${x}" y="${round(y1)}" width="6" height="` +
    `${round(y2 - y1)}" rx="2"/>`;
  const label = isLong(bar)
    ? renderSideLabel(server + (left ? -16 : 16), y1 + 12, left, bar.label)
    : '';
  const name = `${bar.role}: ${bar.label} for ${formatMs(bar.toNs - bar.fromNs)}`;
  return link({ ...bar, label: name }, `${shape}${label}`, 'bars', options, name);
}

function renderItem(placed: PlacedItem, layout: Layout, options: SvgOptions): string {
  const { item, y1, y2 } = placed;
  if (item.kind === 'arrow') {
    return link(item, renderArrow(item, y1, y2, layout), item.look, options);
  }
  if (item.kind === 'mark') return link(item, renderMark(item, y2, layout), item.look, options);
  const x = measures.axis + 8;
  const label = escapeHtml(cutWords(item.label, 96));
  const shape =
    `<path class="noticeline" d="M${x} ${round(y2 + 5)}H${layout.width - 8}"/>` +
    `<text class="noticetext" x="${x}" y="${round(y2)}">${label}</text>`;
  return link(item, shape, `notice ${item.look}`, options);
}

function renderArrow(arrow: Arrow, y1: number, y2: number, { lanes }: Layout): string {
  const [from, to] = [lanes.get(arrow.from), lanes.get(arrow.to)];
  if (from === undefined || to === undefined) return '';
  const sign = Math.sign(to - from);
  const strong = arrow.blame?.strong === true;
  const x1 = from + sign * (strong ? 20 : 5);
  const x2 = to - sign * (arrow.place === undefined ? 4 : 22);
  const angle = (Math.atan2(y2 - y1, Math.abs(x2 - x1)) * 180) / Math.PI;
  const line =
    `<path class="hit" d="M${x1} ${round(y1)}L${x2} ${round(y2)}"/>` +
    `<path class="line" d="M${x1} ${round(y1)}L${x2} ${round(y2)}"/>`;
  const head = `<path class="head" d="${arrowHead(x1, y1, x2, y2, strong)}"/>`;
  const place =
    arrow.place === undefined
      ? ''
      : `<circle class="place" cx="${to - sign * 12}" cy="${round(y2)}" r="9"/>` +
        `<text class="placetext" x="${to - sign * 12}" y="${round(y2 + 4)}">` +
        `${arrow.place}</text>`;
  return (
    `${line}${head}${place} ${renderArrowLabel(arrow, { x1, y1, x2, y2, angle })}` +
    ' ' +
    `${strong && arrow.blame ? icon(arrow.blame.outcome, from + sign * 10, y1) : ''}`
  );
}

interface Ends {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  angle: number;
}

/** Along the arrow if it is nearly level, else above its beginning. */
function renderArrowLabel(arrow: Arrow, { x1, y1, x2, y2, angle }: Ends): string {
  const room = Math.abs(x2 - x1) - 12;
  const text = escapeHtml(cutWords(arrow.label, Math.floor(room / 7.3)));
  const sort = arrow.look === 'connect' || arrow.look === 'refused' ? 'quiet' : 'bytes';
  const right = x2 > x1;
  if (angle > 16) {
    const anchor = right ? 'start' : 'end';
    return (
      `<text class="${sort}" text-anchor="${anchor}" x="${x1 + (right ? 14 : -14)}"` +
      ` y="${round(y1 - 5)}">${text}</text>`
    );
  }
  const x = (x1 + x2) / 2;
  const y = (y1 + y2) / 2;
  const turn =
    angle < 0.5
      ? ''
      : ` transform="rotate(${round(right ? angle : -angle)} ${round(x)} ${round(y)})"`;
  return (
    `<text class="${sort}" text-anchor="middle" x="${round(x)}" y="` +
    `${round(y - 6)}"${turn}>${text}</text>`
  );
}

function renderMark(mark: Mark, y: number, { lanes }: Layout): string {
  const x = lanes.get(mark.lane);
  if (x === undefined) return '';
  const server = lanes.get('server') ?? 0;
  const atServer = mark.lane === 'server';
  const side = lanes.get(mark.side ?? '') ?? server + 1;
  const left = atServer ? side < server : x < server;
  const strong = mark.blame?.strong === true;
  const shape = strong && mark.blame ? icon(mark.blame.outcome, x, y) : glyph(mark.look, x, y);
  if (mark.label === '') return shape;
  const most = lanes.size > 3 ? Math.floor(getLaneGap(lanes.size) / 6.5) : 32;
  const room = atServer ? most : 15;
  return (
    `${shape} ` +
    `${renderSideLabel(x + (left ? -14 : 14), y + 4, left, cutWords(mark.label, room))}`
  );
}

function renderSideLabel(x: number, y: number, left: boolean, label: string): string {
  return (
    `<text class="quiet" text-anchor="${left ? 'end' : 'start'}" x="${x}" y="` +
    `${round(y)}">${escapeHtml(label)}</text>`
  );
}

function renderCallout(
  { callouts, lines, top, height }: Layout['callouts'][number],
  { width }: Layout,
): string {
  const x = measures.axis + 8;
  const outcome = callouts.some((each) => each.outcome === 'fail') ? 'fail' : 'unknown';
  let y = top + 3;
  const texts = lines.flatMap((each, index) => {
    const first = icon(callouts[index]?.outcome ?? outcome, x + 19, y + 14);
    const shown = each.map((line) => {
      y += measures.calloutLine;
      return `<text x="${x + 36}" y="${round(y)}">${escapeHtml(line)}</text>`;
    });
    y += 5;
    return [first, ...shown];
  });
  const box =
    `<rect class="back" x="${x}" y="${round(top)}" width="${width - x - 8}"` +
    ` height="${round(height)}" rx="4"/>`;
  return `<g class="callout ${outcome}">${box}${texts.join('')}</g>`;
}

/** A part of the drawing as a link to its entry in the table. */
function link(
  item: Pick<DiagramItem, 'entry' | 'witness' | 'blame' | 'label'>,
  content: string,
  sort: string,
  { id, keys, describe }: SvgOptions,
  name = describe(item.entry),
): string {
  const blame = item.blame ? ` ${item.blame.outcome}${item.blame.strong ? ' strong' : ''}` : '';
  const entry = `${id}-${item.entry}`;
  const together = (keys.get(item.entry) ?? []).join(' ');
  const group = together === '' ? '' : ` data-g="${escapeHtml(together)}"`;
  const mark = sort === 'bars' || sort.startsWith('notice') ? '' : ` id="d${entry}"`;
  // The name begins with what is seen, so that it can be spoken to choose it (WCAG 2.5.3).
  const seen = content
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const spoken = seen === '' ? escapeHtml(name) : `${seen}; ${escapeHtml(name)}`;
  return (
    `<a class="it ${sort} w-${item.witness}${blame}"${mark} href="#e${entry}"` +
    ` data-e="${entry}"${group} aria-label="${spoken}">${content}</a>`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
