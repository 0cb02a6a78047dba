/** The autograder as Gradescope unpacks it, built by make, and one run of it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { corpus } from '../submissions/table.ts';
import { root } from './lab-command.ts';

const run = promisify(execFile);
/** Why it cannot be built here, if so. */
export const skip = existsSync(path.join(root, '.git'))
  ? false
  : 'git packs it, and this is no checkout';

/** Builds it, and lays out /autograder as it is in the container; gives its path. */
export async function unpack(t: Test): Promise<string> {
  await run('make', ['gradescope'], { cwd: root });
  const base = await mkdtemp(path.join(os.tmpdir(), 'lab-gradescope-test-'));
  t.teardown(() => rm(base, { recursive: true, force: true }));
  await chmod(base, 0o755);
  const zip = path.join(root, '.lab/gradescope.zip');
  // Python unpacks it without its modes: Gradescope, too, starts both by name.
  await run('/usr/bin/python3', ['-m', 'zipfile', '-e', zip, path.join(base, 'source')]);
  await symlink(
    path.join(root, 'node_modules'),
    path.join(base, 'source/mininet-lab/node_modules'),
  );
  await cp(path.join(corpus, 'python-select'), path.join(base, 'submission'), { recursive: true });
  await mkdir(path.join(base, 'results'));
  await chmod(path.join(base, 'results'), 0o777);
  return base;
}

/** Runs it, with a command before it, and gives what stands in results.json. */
export async function grade(base: string, before: readonly string[]) {
  const [program = 'sh', ...words] = [...before, 'sh', path.join(base, 'source/run_autograder')];
  const env = { ...process.env, AUTOGRADER: base, HOME: base };
  await run(program, words, { env, maxBuffer: 1 << 26 });
  return JSON.parse(await readFile(path.join(base, 'results/results.json'), 'utf8'));
}
