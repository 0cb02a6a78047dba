/**
 * All checkers by name. To add one: a file beside this that states its promise, and a line here.
 */

import { explainsThreads } from '../../../checkers/explains-threads.ts';
import { handshake } from '../../../checkers/handshake.ts';
import { nobodyHangs } from '../../../checkers/nobody-hangs.ts';
import { ranOnMininet } from '../../../checkers/ran-on-mininet.ts';
import { threadsUsed } from '../../../checkers/threads-used.ts';
import { wellDocumented } from '../../../checkers/well-documented.ts';
import type { Checker } from '../../../model/verdict.ts';
import { acceptedBeforeReceived } from './accepted-before-received.ts';
import { bothToldSame } from './both-told-same.ts';
import { chatBothClosed } from './chat-both-closed.ts';
import { chatByeRelayed } from './chat-bye-relayed.ts';
import { chatLeaverTold } from './chat-leaver-told.ts';
import { chatOnlyThroughServer } from './chat-only-through-server.ts';
import { chatPrintedAll } from './chat-printed-all.ts';
import { chatRelayedInOrder } from './chat-relayed-in-order.ts';
import { cleanEnd } from './clean-end.ts';
import { clientSpokeFirst } from './client-spoke-first.ts';
import { earlyLeaverTold } from './early-leaver-told.ts';
import { exactText } from './exact-text.ts';
import { greetsClients } from './greets-clients.ts';
import { looseText } from './loose-text.ts';
import { noWrongVerdict } from './no-wrong-verdict.ts';
import { orderFollowsWire } from './order-follows-wire.ts';
import { orderText } from './order-text.ts';
import { printedAll } from './printed-all.ts';

const all: readonly Checker[] = [
  handshake,
  clientSpokeFirst,
  acceptedBeforeReceived,
  orderFollowsWire,
  bothToldSame,
  exactText,
  looseText,
  orderText,
  greetsClients,
  printedAll,
  threadsUsed,
  ranOnMininet,
  cleanEnd,
  explainsThreads,
  wellDocumented,
  earlyLeaverTold,
  noWrongVerdict,
  nobodyHangs,
  chatOnlyThroughServer,
  chatRelayedInOrder,
  chatByeRelayed,
  chatBothClosed,
  chatPrintedAll,
  chatLeaverTold,
];

/** Each checker by its name, in the order in which a report shows them. */
export const checkers: ReadonlyMap<string, Checker> = new Map(all.map((one) => [one.name, one]));
