/** A sweep as one JSON document: what `sweep --json` prints. */
import type { SweepReport } from '../model/sweep.ts';
import { stringifySafely } from './escape.ts';

export function renderSweepJson(report: SweepReport): string {
  const { outcome, trials, resolutionMs, wallMs, gaps, ...rest } = report;
  return `${stringifySafely({ outcome, trials, resolutionMs, wallMs, gaps, ...rest }, 2)}\n`;
}
