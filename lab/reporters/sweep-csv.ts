/** A sweep's trials as CSV (RFC 4180), a line each. */
import type { TrialRecord } from '../model/sweep.ts';
import { escapeControls } from './escape.ts';

const columns = [
  'trial',
  'gap_ms',
  'first',
  'connects_first',
  'outcome',
  'order',
  'wire_order',
  'wire_gap_ms',
  'kernel',
  'because',
] as const;

export function renderSweepCsv(records: readonly TrialRecord[]): string {
  const rows = records.map((record) => [
    ...[record.number, record.gapMs, record.first, record.connects, record.outcome, record.order],
    ...[record.wireOrder.join(' '), record.wireGapMs ?? '', record.kernel ?? ''],
    record.because ?? '',
  ]);
  return [columns, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins with one of these for a formula. */
const formula = /^[=+@-]/;

function quote(value: string | number): string {
  if (typeof value === 'number') return `${value}`;
  const text = escapeControls(formula.test(value) ? `'${value}` : value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
