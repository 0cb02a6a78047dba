/** The server's pool of threads, at the moment that the whole server rarely meets. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { closePool, createPool, hireWorker, releaseWorker } from '../../programs/server/pool.ts';
import { makeFolder } from './support.ts';

t.test('a thread that crashed is not hired again, however long its end takes', async (t) => {
  const file = join(makeFolder(t), 'thread.mjs');
  const source = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', (word) => {
  if (word === 'crash') throw new Error('put in');
  parentPort.postMessage(word);
});
`;
  await writeFile(file, source);
  const pool = createPool(pathToFileURL(file));
  t.teardown(() => closePool(pool));
  const heard = new Promise<unknown>((resolve) => {
    const worker = hireWorker(pool, () => {}, again);
    worker.postMessage('crash');
    function again() {
      // In the very moment in which the fault is told, as a session does that ends by it.
      releaseWorker(pool, worker);
      hireWorker(pool, resolve, resolve).postMessage('hello');
    }
  });
  t.equal(await heard, 'hello');
  t.equal(pool.all.size, 1, 'the crashed one is gone');
});
