/**
 * A server that says that it cannot know who was first, because it was kept from running while the
 * messages came. That is no verdict, and no wrong one: nothing is decided by such a play.
 */
import type { Conversation } from '../../../model/conversation.ts';
import { getStayers } from '../../../model/conversation.ts';
import type { EventOf } from '../../../model/journal.ts';
import type { Finding, Journal } from '../../../model/verdict.ts';
import { quoteText } from '../../../model/wording.ts';

const words = /kept from running .*cannot tell which was first/;

/** Where all clients that stay were told just that: `unknown`, with the lines; else null. */
export function findDeclined(journal: Journal): Finding | null {
  const stayers = getStayers(journal);
  const lines = stayers.map(getOnlyLine);
  const [line] = lines;
  if (!line || lines.some((one) => one === null || !words.test(one.text))) return null;
  const evidence = lines.flatMap((one): EventOf<'data'>[] => (one ? [one.first] : []));
  const because = `the server said ${quoteText(line.text, 120)}`;
  return { outcome: 'unknown', because, evidence, disturbed: true };
}

function getOnlyLine({ lines }: Conversation) {
  return lines.length === 1 ? (lines[0] ?? null) : null;
}
