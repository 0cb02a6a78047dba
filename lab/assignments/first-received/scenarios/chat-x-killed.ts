/** X is killed in the middle of the chat. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chattingAlice, chattingBob } from './chat-suite.ts';

export const chatXKilled: ScenarioInput = {
  name: 'chat-x-killed',
  title: 'X is killed in the middle',
  about: 'Nobody may hang: Y is told in one line.',
  chat: true,
  onlyAsked: true,
  clients: [
    {
      ...chattingAlice,
      acts: [
        { atMs: 600, line: 'Wait, somebody is at the door' },
        { atMs: 1200, signal: 'SIGKILL' },
      ],
    },
    { ...chattingBob, acts: [{ atMs: 650, line: 'Do not open' }] },
  ],
  checks: [
    'chat-only-through-server',
    'chat-relayed-in-order',
    'chat-printed-all',
    'chat-leaver-told',
  ],
  robustness: true,
};
