/**
 * Where a diagram is drawn. Time runs downward; items that are close together are spread so that
 * their labels can be read, long idle stretches are cut, and what a verdict points at has its
 * sentence right below it. So heights are no measure of time: the axis gives the times.
 */
import { escapeControls } from '../escape.ts';
import { longestIdleNs } from './diagram.ts';
import type { Callout, Diagram, DiagramItem } from './parts.ts';
import { wrapWords } from './words.ts';

export interface PlacedItem {
  item: DiagramItem;
  /** Where it begins and ends, downward: equal but for slanted arrows. */
  y1: number;
  y2: number;
}

export interface PlacedCallout {
  callouts: Callout[];
  /** One list of lines for each callout. */
  lines: string[][];
  top: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  /** Where each role's lane is, across. */
  lanes: Map<string, number>;
  items: PlacedItem[];
  bars: { bar: Diagram['bars'][number]; y1: number; y2: number }[];
  ticks: { y: number; atNs: number }[];
  breaks: { y: number; lengthNs: number }[];
  callouts: PlacedCallout[];
}

/** Measures of the drawing, in CSS pixels at its natural size. */
export const measures = {
  /** Left of the lanes: the axis with its times. */
  axis: 84,
  /** Beside the outer lanes: their labels. */
  outer: 76,
  column: 280,
  top: 74,
  label: 17,
  arrow: 25,
  /** The same where arrows cross the lanes of others. */
  longArrow: 31,
  cut: 46,
  calloutLine: 19,
} as const;

const mostDeferred = 5;

/** The width of a letter of a sentence, at most, on average: bold type of 13 px. */
const calloutLetter = 7.8;

/** Places all that a diagram has. */
export function layOutDiagram(diagram: Diagram): Layout {
  const lanes = placeLanes(diagram);
  const width = Math.max(...lanes.values()) + measures.outer + 8;
  return { ...placePoints(diagram, width, getPoints(diagram, lanes)), width, lanes };
}

function placeLanes({ lanes }: Diagram): Map<string, number> {
  const gap = getLaneGap(lanes.length);
  const first = measures.axis + measures.outer;
  return new Map(lanes.map(({ role }, index) => [role, first + index * gap]));
}

/** More lanes than this have the page's whole width; the details are then shown below. */
const mostBeside = 5;
/** What the page has room for beside the panel with the details, and without it. */
const [narrowWidth, wideWidth] = [844, 1088];
/** Closer lanes cannot be labelled any more: the drawing is wider than the page then. */
const leastGap = 104;

/** True if a diagram is too wide for the details to stand beside it. */
export function isWide({ lanes }: Diagram): boolean {
  return lanes.length > mostBeside;
}

/** From one lane to the next: what the page allows, but never more than two clients have. */
export function getLaneGap(count: number): number {
  const width = count > mostBeside ? wideWidth : narrowWidth;
  const room = width - measures.axis - 2 * measures.outer - 8;
  return Math.max(leastGap, Math.min(measures.column, Math.floor(room / Math.max(1, count - 1))));
}

/** A moment that has a height: an end of an item or of a bar. */
interface Point {
  ns: number;
  /** What it must not overlap: labels in the same column keep apart. */
  column: string;
  /** How far below the last one in its column it must be. */
  apart: number;
  /** How far below the beginning of its own arrow. */
  slant: number;
  part: 'begin' | 'end' | 'both';
  thing: DiagramItem | Diagram['bars'][number];
}

function getPoints(diagram: Diagram, lanes: ReadonlyMap<string, number>): Point[] {
  const middle = lanes.get('server') ?? 0;
  const getSide = (role: string | undefined) =>
    (lanes.get(role ?? '') ?? middle + 1) < middle ? 'left' : 'right';
  const items = diagram.items.flatMap((item): Point[] => {
    if (item.kind === 'arrow') {
      const column = getSide(item.from === 'server' ? item.to : item.from);
      const slanted = item.arriveNs > item.departNs;
      const apart = lanes.size > 3 ? measures.longArrow : measures.arrow;
      const begin = { ns: item.departNs, column, apart, slant: 0, thing: item };
      if (!slanted) return [{ ...begin, part: 'both' }];
      const end = { ns: item.arriveNs, column, apart: 0, slant: 9, thing: item };
      return [
        { ...begin, part: 'begin' },
        { ...end, part: 'end' },
      ];
    }
    const apart = item.label === '' ? 6 : measures.label;
    const base = { ns: item.atNs, slant: 0, part: 'both' as const, thing: item };
    if (item.kind === 'notice') return [{ ...base, column: 'all', apart: 24 }];
    const inner = item.lane === 'server' ? getSide(item.side) : `outer ${item.lane}`;
    const column = item.label === '' ? `small ${item.lane} ${getSide(item.side)}` : inner;
    return [{ ...base, column, apart }];
  });
  const bars = diagram.bars.flatMap((bar): Point[] => {
    const column = isLong(bar) ? getSide(bar.role) : `bar ${bar.role}`;
    const base = { column, slant: 0, thing: bar };
    return [
      { ...base, ns: bar.fromNs, apart: isLong(bar) ? measures.label : 0, part: 'begin' },
      { ...base, ns: bar.toNs, column: `bar ${bar.role}`, apart: 3, part: 'end' },
    ];
  });
  const rank = { begin: 0, both: 1, end: 2 };
  return [...items, ...bars].sort((a, b) => a.ns - b.ns || rank[a.part] - rank[b.part]);
}

/** A bar that is long enough for its label to matter. */
export function isLong({ fromNs, toNs }: { fromNs: number; toNs: number }): boolean {
  return toNs - fromNs >= longestIdleNs / 2;
}

/** What is known while going through the points in time, downward. */
interface Placing extends Omit<Layout, 'width' | 'lanes' | 'height'> {
  diagram: Diagram;
  width: number;
  y: number;
  ns: number | undefined;
  tickY: number;
  /** The lowest label of each column. */
  columns: Map<string, number>;
  /** Where what has begun, and not ended yet, begins. */
  begun: Map<Point['thing'], number>;
  waiting: Callout[];
  deferred: number;
}

function placePoints(
  diagram: Diagram,
  width: number,
  points: readonly Point[],
): Omit<Layout, 'width' | 'lanes'> {
  const state: Placing = {
    ...{ diagram, width, y: measures.top, ns: undefined, tickY: 0 },
    ...{ columns: new Map(), begun: new Map(), waiting: [], deferred: 0 },
    ...{ items: [], bars: [], ticks: [], breaks: [], callouts: [] },
  };
  for (const point of points) addPoint(state, point);
  if (state.waiting.length > 0) writeCallouts(state);
  const { bars, ticks, breaks, callouts } = state;
  // What begins later is drawn above, so that a label is not crossed by an arrow that left before.
  const items = state.items.sort((a, b) => a.y1 - b.y1);
  return { height: getBottom(state) + 28, items, bars, ticks, breaks, callouts };
}

function addPoint(state: Placing, point: Point): void {
  const idleNs = state.ns === undefined ? 0 : point.ns - state.ns;
  if (idleNs > longestIdleNs) cutIdle(state, idleNs);
  else state.y += spread(idleNs);
  state.ns = point.ns;
  state.y = Math.max(state.y, getFloor(state, point));
  const { column, apart, thing, part } = point;
  if (part === 'begin') state.begun.set(thing, state.y);
  // What has no label claims no room.
  if (apart > 0 || part === 'end') state.columns.set(column, state.y);
  if (apart >= measures.label && state.y - state.tickY >= 16) {
    state.ticks.push({ y: state.y, atNs: point.ns });
    state.tickY = state.y;
  }
  if (part === 'begin') return;
  placeThing(state, thing);
  explainThing(state, thing);
}

function getFloor(state: Placing, { column, apart, slant, thing }: Point): number {
  const own = (state.begun.get(thing) ?? Number.NEGATIVE_INFINITY) + slant;
  const all = state.columns.get('all') ?? 0;
  const last = column === 'all' ? getBottom(state) : (state.columns.get(column) ?? 0);
  return Math.max(own, Math.max(last, all) + apart);
}

function placeThing({ begun, y, bars, items }: Placing, thing: Point['thing']): void {
  const y1 = begun.get(thing) ?? y;
  begun.delete(thing);
  if (thing.kind === 'bar') bars.push({ bar: thing, y1, y2: Math.max(y, y1 + 3) });
  else items.push({ item: thing, y1, y2: y });
}

/** A sentence is written once no arrow is on its way any more, so that none crosses it. */
function explainThing(state: Placing, { entry, kind }: Point['thing']): void {
  if (kind !== 'bar') {
    state.waiting.push(...state.diagram.callouts.filter((callout) => callout.entry === entry));
  }
  if (state.waiting.length === 0) return;
  state.deferred += 1;
  const arrows = [...state.begun.keys()].filter((each) => each.kind === 'arrow');
  if (arrows.length === 0 || state.deferred > mostDeferred) writeCallouts(state);
}

function writeCallouts(state: Placing): void {
  const columns = Math.floor((state.width - measures.axis - 60) / calloutLetter);
  const lines = state.waiting.map(({ because }) => wrapWords(escapeControls(because), columns, 4));
  const count = lines.reduce((sum, each) => sum + each.length, 0);
  const top = getBottom(state) + 14;
  const height = count * measures.calloutLine + 13 + (lines.length - 1) * 5;
  state.callouts.push({ callouts: state.waiting, lines, top, height });
  state.waiting = [];
  state.deferred = 0;
  state.y = top + height + 6;
  state.columns.set('all', state.y);
}

function cutIdle(state: Placing, lengthNs: number): void {
  const y = getBottom(state) + measures.cut / 2 + 2;
  state.breaks.push({ y, lengthNs });
  state.y = y + measures.cut / 2 + 6;
}

function getBottom({ y, columns }: Placing): number {
  return Math.max(y, ...columns.values());
}

/** How far apart two moments are drawn: 1 ms 13, 10 ms 29, 40 ms 40 pixels. */
function spread(ns: number): number {
  return 18 * Math.log10(1 + (ns / 1e6) * 4);
}
