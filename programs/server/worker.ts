/**
 * What runs in a worker thread: conversations with clients, one after another, each of the kind
 * that its session is of: one message and one answer (conversation.ts), or a chat
 * (chat-conversation.ts).
 */
import { parentPort } from 'node:worker_threads';
import { beginChat } from './chat-conversation.ts';
import { beginConversation } from './conversation.ts';
import type { LaterWord, SocketWord } from './thread-words.ts';

/** Waits for words of the main thread, for as long as the thread lives. */
export function runConversations(): void {
  let hear: ((word: LaterWord) => void) | null = null;
  parentPort?.on('message', (word: SocketWord) => {
    if (word.kind === 'begin') hear = word.chat ? beginChat(word) : beginConversation(word);
    else hear?.(word);
  });
}
