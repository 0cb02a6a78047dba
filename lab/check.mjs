#!/usr/bin/env zx
// Judges a stored run again, without Mininet: zx lab/check.mjs .lab/latest
import { start } from './boot/start.mjs';

await start('check', import.meta.url);
