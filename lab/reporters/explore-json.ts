/** An exploration as one JSON document: what `sweep --explore --json` prints. */
import type { ExplorationReport } from '../model/exploration.ts';
import { stringifySafely } from './escape.ts';

export function renderExplorationJson(report: ExplorationReport): string {
  return `${stringifySafely(report, 2)}\n`;
}
