/**
 * From text to markup. Whatever a program, a path or a user wrote passes through here before it
 * stands in the report: it can neither become markup, nor hide, nor turn the reading direction.
 */
import { cutText, escapeControls } from '../escape.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** How many characters of one foreign text a report shows; the stored run has it whole. */
export const longestText = 400;

/** Text as it may stand in an element or in a quoted attribute; control characters are visible. */
export function escapeHtml(text: string): string {
  return escapeControls(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** What somebody else wrote: cut, escaped, and isolated, so that it cannot turn what is beside. */
export function showForeign(text: string, limit = longestText): string {
  return `<bdi>${escapeHtml(cutText(text, limit))}</bdi>`;
}

/** A sentence that may quote somebody else: cut and escaped. */
export function showText(text: string, limit = 2 * longestText): string {
  return escapeHtml(cutText(text, limit));
}

/** A number as short as two decimals allow: "12", "3.4", "0.12". */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Nanoseconds as ms with three decimals, and their sign: "+300.104 ms". */
export function formatSignedMs(ns: number): string {
  const ms = (ns / 1e6).toFixed(3);
  return `${ns >= 0 ? '+' : ''}${ms} ms`.replace('-', '−');
}
