#!/usr/bin/env zx
// Boxes: which there are, starting and ending one, a shell in it: zx lab/box.mjs list|up|down|ssh
import { start } from './boot/start.mjs';

await start('box', import.meta.url);
