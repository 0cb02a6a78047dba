#!/usr/bin/env zx
// Plays the assignment's scenarios, or those named, or one of your own: zx lab/run.mjs --help
import { start } from './boot/start.mjs';

await start('run', import.meta.url);
