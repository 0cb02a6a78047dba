/** Every program ends by itself, and well; clients that could not be told an order may end with 1. */
import { makeCleanEnd } from '../../../checkers/clean-end.ts';
import { findDeclined } from '../evidence/declined.ts';

export const cleanEnd = makeCleanEnd((journal) => findDeclined(journal) !== null);
