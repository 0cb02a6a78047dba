/** client-spoke-first, which takes no verdict on the messages for a greeting. */
import { makeClientSpokeFirst } from '../../../checkers/client-spoke-first.ts';
import { isTorn, parseVerdict } from '../evidence/statement.ts';

export const clientSpokeFirst = makeClientSpokeFirst(
  (text, messages) => parseVerdict(text, messages) !== null || isTorn(text, messages),
);
