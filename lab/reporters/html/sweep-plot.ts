/**
 * The plot of a sweep: what is drawn, and the script that has uPlot draw it in a reader's browser.
 * The function is put into the page as its own source text, so it uses nothing from outside itself.
 */
/// <reference lib="dom" />
import type { GapSummary } from '../../model/sweep.ts';

/** Gaps of which something was decided, ascending; shares in percent. */
export interface PlotData {
  /** Where a gap stands: itself, but 0, which no logarithm has, stands left of all others. */
  xs: number[];
  labels: string[];
  shares: number[];
  lows: number[];
  highs: number[];
}

export function getPlotData(gaps: readonly GapSummary[]): PlotData {
  const decided = gaps.flatMap(({ gapMs, agreement }) => (agreement ? [{ gapMs, agreement }] : []));
  const smallest = Math.min(...decided.map(({ gapMs }) => gapMs || Number.POSITIVE_INFINITY));
  const zero = Number.isFinite(smallest) ? smallest / 4 : 1;
  return {
    xs: decided.map(({ gapMs }) => gapMs || zero),
    labels: decided.map(({ gapMs }) => `${gapMs}`),
    shares: decided.map(({ agreement }) => 100 * agreement.share),
    lows: decided.map(({ agreement }) => 100 * agreement.low),
    highs: decided.map(({ agreement }) => 100 * agreement.high),
  };
}

/** The page's script: the library, and the drawing. */
export function makePlotScript(library: string, data: PlotData): string {
  // Numbers only, and labels made of numbers: nothing that could end the script.
  const text = `${library.trim()}\n"use strict";(${drawPlot.toString()})(${JSON.stringify(data)});`;
  if (/<\/script|<!--/i.test(text))
    throw new Error('The charting library would end its own script');
  // Loaders that keep the names of functions call `__name`, which is not here.
  return `const __name=(one)=>one;${text}`;
}

/** What is used of uPlot: https://github.com/leeoniya/uPlot/tree/master/docs. */
interface Chart {
  ctx: CanvasRenderingContext2D;
  valToPos(value: number, scale: string, canvas: boolean): number;
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
}
declare const uPlot: new (options: unknown, data: number[][], target: HTMLElement) => Chart;

function drawPlot({ xs, labels, shares, lows, highs }: PlotData): void {
  const target = document.getElementById('plot');
  if (!target || xs.length === 0) return;
  const height = 340;
  const getWidth = () => Math.max(240, target.clientWidth);
  /** A colour of the page, as it is in the theme of now: a canvas knows no variables. */
  const getColor = (name: string) => {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  const drawIntervals = (chart: Chart, color: string) => {
    const { ctx } = chart;
    const half = 4 * devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const [index, gap] of xs.entries()) {
      const x = chart.valToPos(gap, 'x', true);
      const [low, high] = [lows[index] ?? 0, highs[index] ?? 0].map((share) =>
        chart.valToPos(share, 'y', true),
      ) as [number, number];
      ctx.beginPath();
      ctx.moveTo(x, low);
      ctx.lineTo(x, high);
      for (const y of [low, high]) {
        ctx.moveTo(x - half, y);
        ctx.lineTo(x + half, y);
      }
      ctx.stroke();
    }
    ctx.restore();
  };
  const draw = () => {
    const [ink, soft, rule, accent] = ['ink', 'soft', 'rule', 'accent'].map(getColor);
    const { fontFamily } = getComputedStyle(document.body);
    const axis = {
      ...{ stroke: soft, font: `12px ${fontFamily}`, labelFont: `13px ${fontFamily}` },
      ...{ grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 } },
    };
    const first = xs[0] ?? 1;
    const last = xs.at(-1) ?? first;
    const options = {
      ...{ width: getWidth(), height, legend: { show: false }, cursor: { show: false } },
      scales: {
        x: { time: false, distr: 3, range: () => [first / 1.6, last * 1.6] },
        y: { range: () => [0, 104] },
      },
      axes: [
        {
          ...{ ...axis, label: 'gap between the messages, ms' },
          ...{ splits: () => xs, values: () => labels, filter: () => xs },
        },
        { ...axis, label: 'agreed, %', splits: () => [0, 25, 50, 75, 100] },
      ],
      series: [{}, { stroke: accent, width: 1.5, points: { show: true, size: 8, fill: accent } }],
      hooks: { draw: [(chart: Chart) => drawIntervals(chart, ink ?? 'black')] },
    };
    return new uPlot(options, [xs, shares], target);
  };
  let chart = draw();
  const redraw = () => {
    chart.destroy();
    chart = draw();
  };
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', redraw);
  }
  new ResizeObserver(() => chart.setSize({ width: getWidth(), height })).observe(target);
}
