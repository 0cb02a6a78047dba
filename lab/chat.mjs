#!/usr/bin/env zx
// A chat between two keyboards, through the server, on real Mininet: zx lab/chat.mjs --help
import { start } from './boot/start.mjs';

await start('chat', import.meta.url);
