/** Every program ends well; clients that could not be told an order may end with status 1. */
import { makeCleanEnd } from '../../../checkers/clean-end.ts';
import { findDeclined } from '../evidence/declined.ts';

export const cleanEnd = makeCleanEnd((journal) => findDeclined(journal) !== null);
