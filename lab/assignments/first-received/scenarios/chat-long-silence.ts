/** Nobody says anything for a long time. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

export const chatLongSilence: ScenarioInput = {
  name: 'chat-long-silence',
  title: 'both are silent for 8 s, and go on',
  about: 'Catches a server with a limit for receiving, which a person who thinks runs into.',
  chat: true,
  onlyAsked: true,
  clients: [
    {
      ...chattingAlice,
      acts: [
        { atMs: 600, line: 'I think about it' },
        { atMs: 8700, line: 'I thought about it' },
      ],
    },
    {
      ...chattingBob,
      acts: [
        { atMs: 9000, line: 'At last' },
        { atMs: 9400, line: 'Bye' },
      ],
    },
  ],
  checks: chatChecks,
  limitMs: 30_000,
};
