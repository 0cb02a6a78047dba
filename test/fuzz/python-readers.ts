/** The readers of the box's half: Python, so fuzz_readers.py damages what they read. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { getDurationMs, getSeed } from './seed.ts';

const script = path.join(import.meta.dirname, 'fuzz_readers.py');

export async function fuzzPython(t: Test, standardMs: number): Promise<void> {
  const seed = getSeed(t);
  const seconds = getDurationMs(standardMs) / 1_000;
  const args = [script, String(seed), String(seconds)];
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-B', ...args]);
  t.match(stdout, /^[1-9]\d+ cases$/m);
  t.comment(stdout.trim());
}
