/**
 * What an assignment outside the lab is given to write checkers with: its file may export a
 * function of this in place of plain data, and then imports nothing of the lab.
 */
export { cleanEnd } from '../checkers/clean-end.ts';
export { clientSpokeFirst, makeClientSpokeFirst } from '../checkers/client-spoke-first.ts';
export { explainsThreads } from '../checkers/explains-threads.ts';
export { handshake } from '../checkers/handshake.ts';
export { nobodyHangs } from '../checkers/nobody-hangs.ts';
export { ranOnMininet } from '../checkers/ran-on-mininet.ts';
export { threadsUsed } from '../checkers/threads-used.ts';
export { wellDocumented } from '../checkers/well-documented.ts';
export { readConversations } from '../model/conversation.ts';
export { LabError } from '../model/errors.ts';
export { getValue } from '../model/exploration.ts';
export { getEvents } from '../model/journal.ts';
export { planScenario } from '../model/plan.ts';
export { getGap } from '../model/sockets.ts';
export { countWords, formatMs, joinWords, quoteText } from '../model/wording.ts';
