#!/usr/bin/env zx
// Plays many timings on a pool of stages, and finds the smallest gap that holds:
// zx lab/sweep.mjs --help
import { start } from './boot/start.mjs';

await start('sweep', import.meta.url);
