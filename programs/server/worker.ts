/**
 * What runs in a worker thread: conversations with clients, several at a time, each of the kind
 * that its session is of: one message and one answer (conversation.ts), or a chat
 * (chat-conversation.ts). A fault of this program in one of them ends that one only.
 */
import { parentPort } from 'node:worker_threads';
import { beginChat } from './chat-conversation.ts';
import { beginConversation } from './conversation.ts';
import { rehearseThread } from './rehearse.ts';
import { openView, type SessionView } from './session-view.ts';
import type { Hear, SocketWord, SomeWord, ThreadContext, WorkerWord } from './thread-words.ts';

/** A session that has conversations here: so many. */
interface Present {
  readonly number: number;
  readonly view: SessionView;
  conversations: number;
}

interface Thread {
  /** What is said to the main thread at the end of this turn. */
  words: [number, WorkerWord][];
  readonly running: Map<number, { hear: Hear; session: Present }>;
  readonly sessions: Map<number, Present>;
}

/** Waits for words of the main thread, for as long as the thread lives. */
export function runConversations(): void {
  const thread: Thread = { words: [], running: new Map(), sessions: new Map() };
  parentPort?.on('message', (words: [number, SocketWord][]) => {
    for (const [number, word] of words) hear(thread, number, word);
  });
  void rehearseThread().finally(() => parentPort?.postMessage([]));
}

function hear(thread: Thread, number: number, word: SocketWord): void {
  try {
    if (word.kind === 'begin') begin(thread, number, word);
    else thread.running.get(number)?.hear(word);
  } catch (error) {
    answer(thread, number, describeFault(error));
  }
}

function begin(thread: Thread, number: number, word: SomeWord<'begin'>): void {
  const session = thread.sessions.get(word.session) ?? {
    number: word.session,
    view: openView(word.memory, word.clients),
    conversations: 0,
  };
  thread.sessions.set(session.number, session);
  session.conversations += 1;
  const context: ThreadContext = {
    view: session.view,
    tell: (said) => answer(thread, number, said),
    fail: (error) => answer(thread, number, describeFault(error)),
  };
  const hear = word.chat ? beginChat(word, context) : beginConversation(word, context);
  thread.running.set(number, { session, hear });
}

function answer(thread: Thread, number: number, word: WorkerWord): void {
  const { running, sessions } = thread;
  if (thread.words.length === 0) setImmediate(tellMain, thread);
  thread.words.push([number, word]);
  if (word.kind !== 'done' && word.kind !== 'fault') return;
  const session = running.get(number)?.session;
  if (session === undefined) return;
  running.delete(number);
  session.conversations -= 1;
  if (session.conversations === 0) sessions.delete(session.number);
}

function tellMain(thread: Thread): void {
  parentPort?.postMessage(thread.words);
  thread.words = [];
}

function describeFault(error: unknown): WorkerWord {
  return { kind: 'fault', message: error instanceof Error ? error.message : String(error) };
}
