/**
 * The worker threads: a few, started before the first client comes, because starting one costs
 * some 20 ms and 9 MB. Each has conversations with several clients, which it keeps apart by their
 * numbers. Owns the threads; who begins a conversation gets its words until it is closed.
 */
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SocketWord, WorkerWord } from './thread-words.ts';

/** More than this would not run at the same time: the main thread reads for all of them. */
const maxThreads = 4;

/** So many words are enough for a message: the thread need not wait for more. */
const maxWords = 32;

export interface Pool {
  /** The file that the threads run: the same one as the main thread. */
  readonly file: URL;
  readonly threads: Thread[];
  /** How many conversations were begun: the next one's number. */
  begun: number;
}

interface Thread {
  readonly worker: Worker;
  /** What it is told at the end of this turn. */
  words: [number, SocketWord][];
  /** Resolves when it hears what it is told, or has ended. */
  readonly ready: Promise<void>;
  readonly conversations: Map<number, Listener>;
}

interface Listener {
  hear(word: WorkerWord): void;
  /** A fault of the program ended the thread; no word will come any more. */
  crashed(error: Error): void;
}

/** A conversation as the main thread sees it. */
export interface Contact {
  readonly thread: Thread;
  readonly number: number;
}

/** Makes a pool; it has no thread yet. */
export function createPool(file: URL): Pool {
  return { file, threads: [], begun: 0 };
}

/** Has the threads ready that so many clients need: at least two, so that two have one each. */
export async function fillPool(pool: Pool, clients: number): Promise<void> {
  const wanted = Math.min(clients, Math.max(2, Math.min(maxThreads, cpus().length)));
  while (pool.threads.length < wanted) startThread(pool, pool.threads.length);
  await Promise.all(pool.threads.map(({ ready }) => ready));
}

/**
 * Begins a conversation in one of the threads. Who asks with consecutive places gets a different
 * thread for each, as far as there are enough: two clients of a session never share one.
 */
export function openContact(pool: Pool, place: number, listener: Listener): Contact {
  const index = place % Math.max(1, pool.threads.length);
  const thread = pool.threads[index] ?? startThread(pool, index);
  pool.begun += 1;
  thread.conversations.set(pool.begun, listener);
  return { thread, number: pool.begun };
}

/**
 * Says a word to a conversation. What is said to a thread in one turn goes together: each message
 * to a thread costs as much as dozens of words do.
 */
export function tellContact({ thread, number }: Contact, word: SocketWord): void {
  if (thread.words.length === 0) setImmediate(tellThread, thread);
  thread.words.push([number, word]);
  if (thread.words.length === maxWords) tellThread(thread);
}

function tellThread(thread: Thread): void {
  if (thread.words.length === 0) return;
  thread.worker.postMessage(thread.words);
  thread.words = [];
}

/** The conversation is over: none of its words is heard any more. */
export function closeContact({ thread, number }: Contact): void {
  thread.conversations.delete(number);
}

/** Ends all threads. */
export function closePool(pool: Pool): void {
  for (const { worker } of pool.threads) void worker.terminate();
}

/** Starts the thread of this index, in place of one that a fault has ended, if there was one. */
function startThread(pool: Pool, index: number): Thread {
  const worker = new Worker(pool.file, { argv: [] });
  const conversations = new Map<number, Listener>();
  const ready = new Promise<void>((resolve) => {
    worker.once('message', () => resolve());
    worker.once('exit', () => resolve());
  });
  const thread: Thread = { worker, words: [], ready, conversations };
  worker.on('message', (words: [number, WorkerWord][]) => {
    for (const [number, word] of words) conversations.get(number)?.hear(word);
  });
  worker.once('error', (error) => {
    if (pool.threads[index] === thread) startThread(pool, index);
    for (const { crashed } of [...conversations.values()]) crashed(error);
  });
  pool.threads[index] = thread;
  return thread;
}
