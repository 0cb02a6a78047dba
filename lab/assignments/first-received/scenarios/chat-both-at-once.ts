/** Both type at the same time; the other one of the two says Bye. */
import type { ScenarioInput } from '../../../model/scenario.ts';
import { chatChecks, chattingAlice, chattingBob } from './chat-suite.ts';

const repeated = { atMs: 600, times: 10, everyMs: 40 };

export const chatBothAtOnce: ScenarioInput = {
  name: 'chat-both-at-once',
  title: 'X and Y say ten lines each at the same times; Y says Bye',
  about: 'Catches a server that takes turns, or that one direction only goes through.',
  chat: true,
  clients: [
    { ...chattingAlice, acts: [{ ...repeated, line: 'Word {n} from X' }] },
    {
      ...chattingBob,
      acts: [
        { ...repeated, line: 'Word {n} from Y' },
        { atMs: 1300, line: '  bYe ' },
      ],
    },
  ],
  checks: chatChecks,
};
