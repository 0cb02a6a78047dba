/** `make matrix-clean`: removes what the matrix keeps between runs. */
import { rm } from 'node:fs/promises';
import { cache } from './cache.ts';

await rm(cache, { recursive: true, force: true });
console.log(`Removed ${cache}`);
