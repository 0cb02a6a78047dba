/** A thousand lines each way, as fast as the terminals take them. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

export const chatFullSpeed: ScenarioInput = {
  name: 'chat-full-speed',
  title: 'X and Y send 1,000 lines each at full speed',
  about: 'Catches a server that loses, doubles or tears lines which come many in a segment.',
  chat: true,
  onlyAsked: true,
  clients: [
    {
      ...chattingAlice,
      acts: [
        { atMs: 600, line: 'Line {n} in haste by X', times: 1000 },
        { atMs: 4000, line: 'Bye' },
      ],
    },
    { ...chattingBob, acts: [{ atMs: 600, line: 'Line {n} in haste by Y', times: 1000 }] },
  ],
  checks: chatChecks,
  robustness: true,
  limitMs: 30_000,
};
