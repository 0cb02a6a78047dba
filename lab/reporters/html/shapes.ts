/** The small shapes of the diagram: arrow heads, marks, icons, the zig-zag of a cut. */
import type { Mark } from './parts.ts';

/** The head of an arrow, as path data; larger where it must be seen first. */
export function arrowHead(x1: number, y1: number, x2: number, y2: number, large: boolean): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [long, wide] = large ? [13, 6] : [9, 4];
  const [bx, by] = [x2 - ux * long, y2 - uy * long];
  return (
    `M${round(x2)} ${round(y2)}L${round(bx - uy * wide)} ${round(by + ux * wide)}` +
    `L${round(bx + uy * wide)} ${round(by - ux * wide)}Z`
  );
}

/** What stands on a lane. Each sort has a form of its own, so that none depends on colour. */
export function glyph(look: Mark['look'], x: number, y: number): string {
  return glyphs[look](Math.round(x), Math.round(y));
}

const glyphs: Record<Mark['look'], (x: number, y: number) => string> = {
  state: (x, y) => `<circle class="dot" cx="${x}" cy="${y}" r="3.5"/>`,
  accepted: (x, y) => `<path class="dot" d="M${x} ${y - 6}l6 6l-6 6l-6-6Z"/>`,
  received: (x, y) => `<circle class="dot full" cx="${x}" cy="${y}" r="4.5"/>`,
  verdict: (x, y) => `<rect class="dot full" x="${x - 5}" y="${y - 5}" width="10" height="10"/>`,
  closed: (x, y) => `<path class="stroke" d="M${x - 7} ${y}h14"/>`,
  exited: (x, y) => `<path class="stroke" d="M${x - 7} ${y - 3}h14m-14 6h14"/>`,
  printed: (x, y) =>
    `<path class="hit" d="M${x - 6} ${y}h12"/><rect class="dot" x="${x - 2.5}"` +
    ` y="${y - 2.5}" width="5" height="5"/>`,
  fault: (x, y) => `<path class="dot" d="M${x} ${y - 6}l6 11h-12Z"/>`,
};

/** The sign of an outcome: a filled disc with a cross, or with a question mark. */
export function icon(outcome: 'fail' | 'unknown', x: number, y: number): string {
  const [cx, cy] = [Math.round(x), Math.round(y)];
  const sign =
    outcome === 'fail'
      ? `<path class="sign" d="M${round(cx - 3.5)} ${round(cy - 3.5)}l7 7m0-7l-7 7"/>`
      : `<text class="signtext" x="${cx}" y="${round(cy + 4.5)}">?</text>`;
  return `<g class="icon ${outcome}"><circle cx="${cx}" cy="${cy}" r="8.5"/>${sign}</g>`;
}

/** A zig-zag across the diagram. */
export function zigzag(from: number, to: number, y: number): string {
  const step = 9;
  const count = Math.floor((to - from) / step);
  return (
    `M${from} ${round(y)}` +
    `${Array.from({ length: count }, (_, index) => `l${step} ${index % 2 === 0 ? -5 : 5}`).join('')}`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
