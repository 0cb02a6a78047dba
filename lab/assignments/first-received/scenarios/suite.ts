/** What the assignment's scenarios have in common: who says what, and which checkers are asked. */

import { playChecks, sourceChecks } from '../asked-checks.ts';

export { sourceChecks };

/** The clients of assignment.txt. */
export const alice = { role: 'X', name: 'Alice' } as const;
export const bob = { role: 'Y', name: 'Bob' } as const;

/** What every play of right programs shows, whatever the order. */
export const commonChecks = [...playChecks, 'clean-end'];

/** The checks of a scenario that earns points and in which one message clearly comes first. */
export const orderedChecks = [
  'handshake',
  'client-spoke-first',
  'accepted-before-received',
  'order-follows-wire',
  'both-told-same',
  'exact-text',
  'printed-all',
  'ran-on-mininet',
  'clean-end',
  ...sourceChecks,
];
