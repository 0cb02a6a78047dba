/** By which signs lab/grade finds the programs of a hand-in. */
import type { Discover } from '../../model/discover.ts';

export const discover: Discover = {
  transport: 'tcp',
  // As assignment.txt calls them.
  words: { X: ['Alice'], Y: ['Bob'] },
  phrases: ['received before'],
};
