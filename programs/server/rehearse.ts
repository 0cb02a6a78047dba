/**
 * A rehearsal: what is done for the first time in the life of a thread takes milliseconds, because
 * its code is compiled only then. So each worker thread decides a session of nobody before a client
 * can come. Nothing of it is printed or noted, and no socket is made: a lab that watches the
 * server's sees none.
 */
import { escapeBytes } from '../shared/print.ts';
import { createFramer, readChunk } from './framer.ts';
import { createLedger, putMessage, takeTicket } from './ledger.ts';
import { awaitDecision, getVerdict, openView } from './session-view.ts';

const guests = 3;

/** Messages are put together, entered, decided on, and made a verdict. */
export async function rehearseThread(): Promise<void> {
  const ledger = createLedger(guests);
  const view = openView(ledger.memory, guests);
  const decided = awaitDecision(view, () => {});
  for (let guest = 0; guest < guests; guest += 1) {
    const frame = readChunk(createFramer(), Buffer.from('X: Alice\n'), takeTicket(ledger));
    if (frame?.kind !== 'message') continue;
    escapeBytes(frame.bytes);
    const span = { fromMs: guest, untilMs: guest, hasWaited: false };
    putMessage(ledger, guest, frame.bytes, { place: frame.place, span, hasMore: false });
  }
  const decision = await decided;
  if (decision.kind === 'order') getVerdict(view, decision.messages);
}
