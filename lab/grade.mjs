#!/usr/bin/env zx
// Marks a submission, whatever language it is written in: zx lab/grade.mjs --help
import { start } from './boot/start.mjs';

await start('grade', import.meta.url);
