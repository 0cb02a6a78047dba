/**
 * A worker thread that judges packs of a stored sweep: it gets their paths one by one, each with
 * the label of its assignment, and gives the records of each. Plain JavaScript, as start.mjs is:
 * it makes TypeScript loadable first.
 */
import { parentPort } from 'node:worker_threads';
import { load } from './start.mjs';

const { judgePack } = await load('judge-pack');

parentPort?.on('message', async ({ pack, label }) => {
  try {
    parentPort?.postMessage({ records: await judgePack(pack, label) });
  } catch (error) {
    const { code, message, hint } = error;
    parentPort?.postMessage({ error: { code, message, hint } });
  }
});
