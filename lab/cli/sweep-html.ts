/** Writes a sweep's HTML report, with the charting library that draws its plot. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { LabError } from '../model/errors.ts';
import type { SweepReport } from '../model/sweep.ts';
import { type PlotLibrary, renderSweepHtml } from '../reporters/html/sweep-page.ts';

/** Throws LabError FILE_WRONG. */
export async function writeSweepHtml(report: SweepReport, file: string): Promise<void> {
  const html = renderSweepHtml(report, await readPlotLibrary());
  await writeFile(file, html).catch((cause: unknown) => {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `Cannot write ${file}: ${message}`, { cause });
  });
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
