/**
 * Which checkers catch which wrong program of the chat, as table.ts has it for the assignment. The
 * programs are in chat/; textbook.py, which is right, is what the wrong servers there change.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { folder, type WrongProgram } from './table.ts';

const tenLines = ['chat-ten-lines'];
const both = ['chat-both-at-once'];

export const wrongChats: readonly WrongProgram[] = [
  { file: 'chat/loses-a-line.py', as: 'server', scenarios: both, fails: ['chat-relayed-in-order'] },
  {
    file: 'chat/doubles-a-line.py',
    as: 'server',
    scenarios: tenLines,
    fails: ['chat-relayed-in-order'],
  },
  {
    file: 'chat/changes-the-order.py',
    as: 'server',
    scenarios: both,
    fails: ['chat-relayed-in-order'],
  },
  { file: 'chat/keeps-bye.py', as: 'server', scenarios: tenLines, fails: ['chat-bye-relayed'] },
  { file: 'chat/closes-one.py', as: 'server', scenarios: tenLines, fails: ['chat-both-closed'] },
  {
    file: 'chat/speaks-past-the-server.mjs',
    as: 'X',
    scenarios: tenLines,
    fails: ['chat-only-through-server'],
  },
  {
    file: 'chat/hides-what-it-sends.mjs',
    as: 'X',
    scenarios: tenLines,
    fails: ['chat-printed-all'],
  },
  {
    file: 'chat/hides-what-it-receives.mjs',
    as: 'X',
    scenarios: both,
    fails: ['chat-printed-all'],
  },
];

/** The right server that the wrong ones change. */
export const rightChat = 'chat/textbook.py';

/** The wrong programs of the chat's folder. */
export function findChatPrograms(): string[] {
  return readdirSync(path.join(folder, 'chat'))
    .filter((name) => /\.(py|mjs)$/.test(name))
    .map((name) => `chat/${name}`)
    .filter((name) => name !== rightChat)
    .sort();
}
