/**
 * Keeps a report beside its evidence: result.json, from which the run can be read again, and
 * report.html, for people.
 */
import type { Report } from '../model/report.ts';
import { renderResult } from '../reporters/json.ts';
import { writeRunFile } from '../store/run-store.ts';

/** Writes all reports that every run keeps. Throws LabError STORE_FAILED. */
export async function keepReport(report: Report, folder: string): Promise<void> {
  await writeRunFile(folder, 'result.json', renderResult(report));
  await keepHtml(report, folder);
}

/** The page that has a person's marks, too, where some were given; report.html has the lab's. */
export const byHandPage = 'by-hand.html';

/** Writes report.html, anew where there is one. Throws LabError STORE_FAILED. */
export async function keepHtml(
  report: Report,
  folder: string,
  file: 'report.html' | typeof byHandPage = 'report.html',
): Promise<void> {
  const { renderHtml } = await import('../reporters/html/page.ts');
  await writeRunFile(folder, file, renderHtml(report));
}
