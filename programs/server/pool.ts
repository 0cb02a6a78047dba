/**
 * Worker threads, kept for the next session: starting one costs some 20 ms, hiring one nothing.
 * Owns the threads; who hires one gets its words until it is released.
 */
import { Worker } from 'node:worker_threads';
import type { SocketWord, WorkerWord } from './thread-words.ts';

export interface Pool {
  /** The file that the threads run: the same one as the main thread. */
  readonly file: URL;
  readonly idle: Worker[];
  readonly all: Set<Worker>;
}

/** Makes a pool; it has no thread yet. */
export function createPool(file: URL): Pool {
  return { file, idle: [], all: new Set() };
}

/** Has so many threads ready to be hired; resolves when those that were started run. */
export async function fillPool(pool: Pool, threads: number): Promise<void> {
  const started: Promise<unknown>[] = [];
  while (pool.idle.length < threads) {
    const worker = startWorker(pool);
    pool.idle.push(worker);
    started.push(new Promise((resolve) => worker.once('online', resolve)));
  }
  await Promise.all(started);
}

/** Hires a thread: `hear` gets its words, `crashed` its end if a fault of the program ends it. */
export function hireWorker(
  pool: Pool,
  hear: (word: WorkerWord) => void,
  crashed: (error: Error) => void,
): Worker {
  const worker = pool.idle.pop() ?? startWorker(pool);
  worker.on('message', hear);
  worker.once('error', crashed);
  return worker;
}

/** Says a word to a thread; the bytes of a chunk are handed over, not copied. */
export function tellWorker(worker: Worker, word: SocketWord): void {
  worker.postMessage(word, word.kind === 'chunk' ? [word.bytes.buffer as ArrayBuffer] : []);
}

/** Gives a thread back. One that crashed is not in the pool any more, and stays out. */
export function releaseWorker(pool: Pool, worker: Worker): void {
  worker.removeAllListeners('message');
  worker.removeAllListeners('error');
  if (!pool.all.has(worker)) return;
  forgetAtFault(pool, worker);
  pool.idle.push(worker);
}

/** Ends all threads. */
export function closePool(pool: Pool): void {
  for (const worker of pool.all) void worker.terminate();
}

function startWorker(pool: Pool): Worker {
  const worker = new Worker(pool.file, { argv: [] });
  pool.all.add(worker);
  forgetAtFault(pool, worker);
  worker.once('exit', () => forget(pool, worker));
  return worker;
}

/**
 * Its end takes a while after its fault: who hires meanwhile is not to get it. Called before
 * anybody else listens, so that it is forgotten when they hear of it.
 */
function forgetAtFault(pool: Pool, worker: Worker): void {
  worker.once('error', () => forget(pool, worker));
}

function forget(pool: Pool, worker: Worker): void {
  pool.all.delete(worker);
  const index = pool.idle.indexOf(worker);
  if (index >= 0) pool.idle.splice(index, 1);
}
