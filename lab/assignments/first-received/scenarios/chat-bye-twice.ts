/** Both say Bye at the same moment, and X says it twice. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

export const chatByeTwice: ScenarioInput = {
  name: 'chat-bye-twice',
  title: 'X and Y say Bye at once, X twice',
  about: 'Catches a server that writes to a connection which the other Bye has closed.',
  chat: true,
  onlyAsked: true,
  clients: [
    {
      ...chattingAlice,
      acts: [
        { atMs: 600, line: 'Soon I have to go' },
        { atMs: 1000, line: 'Bye', times: 2 },
      ],
    },
    {
      ...chattingBob,
      acts: [
        { atMs: 650, line: 'Me too' },
        { atMs: 1000, line: 'Bye' },
      ],
    },
  ],
  checks: chatChecks.filter((check) => check !== 'chat-bye-relayed'),
  informs: ['chat-bye-relayed'],
  robustness: true,
};
