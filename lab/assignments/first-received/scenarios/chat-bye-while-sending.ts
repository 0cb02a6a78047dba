/** X says Bye in the midst of what Y says. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

export const chatByeWhileSending: ScenarioInput = {
  name: 'chat-bye-while-sending',
  title: 'X says Bye while Y sends a line every 10 ms',
  about: 'Catches a server that ends a connection with unread lines by a reset, and loses Bye.',
  chat: true,
  onlyAsked: true,
  clients: [
    { ...chattingAlice, acts: [{ atMs: 1200, line: 'Bye' }] },
    {
      ...chattingBob,
      acts: [{ atMs: 600, line: 'And then {n} came by', times: 100, everyMs: 10 }],
    },
  ],
  checks: chatChecks,
  robustness: true,
};
