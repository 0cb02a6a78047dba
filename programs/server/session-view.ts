/**
 * A session as one worker thread sees it: what those of its conversations have in common that are
 * in this thread. They share one look at the ledger, one wait for its decision, and the verdict,
 * composed once: of a thousand clients each one's line has the messages of all.
 */
import { escapeText } from '../shared/print.ts';
import { decodeText } from '../shared/text.ts';
import { type Decision, type Ledger, openLedger, waitForDecision } from './ledger.ts';

export interface SessionView {
  readonly ledger: Ledger;
  decision: Promise<Decision> | null;
  verdict: Verdict | null;
}

/** A line, as text, as it is sent, and, without what drives terminals, as it is printed. */
export interface Verdict {
  readonly line: string;
  readonly bytes: Uint8Array;
  readonly shown: string;
}

export function openView(memory: SharedArrayBuffer, clients: number): SessionView {
  return { ledger: openLedger(memory, clients), decision: null, verdict: null };
}

/** The decision, once there is one; `ask` as in waitForDecision. */
export function awaitDecision(view: SessionView, ask: () => void): Promise<Decision> {
  view.decision ??= waitForDecision(view.ledger, ask);
  return view.decision;
}

/** The messages exactly as they came, the one received first in front. */
export function getVerdict(view: SessionView, messages: readonly Uint8Array[]): Verdict {
  if (view.verdict === null) {
    const line = messages.map((bytes) => decodeText(bytes) ?? '').join(' received before ');
    view.verdict = { ...composeVerdict(line), shown: escapeText(line) };
  }
  return view.verdict;
}

/** Of a line without anything to escape. */
export function composeVerdict(line: string): Verdict {
  return { line, bytes: new TextEncoder().encode(`${line}\n`), shown: line };
}
