/** The chat at the pace of two people who type and read: what hand-ins are held to. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks } from './chat-suite.ts';
import { alice, bob } from './suite.ts';

export const chatByHand: ScenarioInput = {
  name: 'chat-by-hand',
  title: 'X and Y say two lines each in turn; X says Bye',
  about: 'A line at a time, half a second apart: programs that send no line ends can keep up.',
  chat: true,
  onlyAsked: true,
  clients: [
    {
      ...alice,
      connectMs: 0,
      sendMs: 600,
      acts: [
        { atMs: 2100, line: 'Hello from X' },
        { atMs: 3100, line: 'How are you today' },
        { atMs: 4100, line: 'Bye' },
      ],
    },
    {
      ...bob,
      connectMs: 300,
      sendMs: 1100,
      acts: [
        { atMs: 2600, line: 'Greetings from Y' },
        { atMs: 3600, line: 'I am fine thanks' },
      ],
    },
  ],
  checks: chatChecks,
};
