/** Writes a sweep's HTML report, with the charting library that draws its plot. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SweepReport } from '../model/sweep.ts';
import { type PlotLibrary, renderSweepHtml } from '../reporters/html/sweep-page.ts';
import { writeOutputFile } from '../store/output-file.ts';

/** Throws LabError OUTPUT_FAILED. */
export async function writeSweepHtml(report: SweepReport, file: string): Promise<void> {
  await writeOutputFile(file, renderSweepHtml(report, await readPlotLibrary()));
}

/** uPlot as it is published: a script and a style, each one file. */
export async function readPlotLibrary(): Promise<PlotLibrary> {
  const find = createRequire(import.meta.url).resolve;
  const [script, style] = await Promise.all(
    ['uplot/dist/uPlot.iife.min.js', 'uplot/dist/uPlot.min.css'].map((name) =>
      readFile(find(name), 'utf8'),
    ),
  );
  return { script: script ?? '', style: style ?? '' };
}
