/** The plain case of the chat: one talks, the other listens, and the talker says Bye. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

export const chatTenLines: ScenarioInput = {
  name: 'chat-ten-lines',
  title: 'X says ten lines and Bye',
  about: 'Catches a server that relays nothing, loses or doubles a line, or does not end the chat.',
  chat: true,
  clients: [
    {
      ...chattingAlice,
      acts: [
        { atMs: 600, line: 'This is line {n} of X', times: 10, everyMs: 40 },
        { atMs: 1300, line: 'Bye' },
      ],
    },
    chattingBob,
  ],
  checks: chatChecks,
};
