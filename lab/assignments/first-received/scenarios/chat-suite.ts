/** What the scenarios of the chat have in common: the extra credit of assignment.txt. */
import { alice, bob } from './suite.ts';

/** Both introduce themselves as soon as they are connected; what is typed comes after that. */
export const chattingAlice = { ...alice, connectMs: 0, sendMs: 300 };
export const chattingBob = { ...bob, connectMs: 0, sendMs: 300 };

/** What every chat shows that ends with a Bye. */
export const chatChecks = [
  'chat-only-through-server',
  'chat-relayed-in-order',
  'chat-bye-relayed',
  'chat-both-closed',
  'chat-printed-all',
  'clean-end',
];
