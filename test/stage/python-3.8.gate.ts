/**
 * The box's half runs on Python 3.8: its syntax and what it uses of the library are no newer. What
 * finds them is shown to find them first. Where a Python 3.8 is on PATH, it imports them, too.
 */
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { root } from '../box/lab-command.ts';

const execute = promisify(execFile);
const folder = path.join(root, 'test/stage');
const finder = ['find_newer.py', 'after-python-3.8.json'].map((name) => path.join(folder, name));

async function findNewer(files: readonly string[]): Promise<string[]> {
  const { stdout } = await execute('/usr/bin/python3', [...finder, ...files]);
  return JSON.parse(stdout) as string[];
}

/** A line of Python, and what in it is newer. */
const newer: [line: string, what: string][] = [
  ['import tomllib', 'tomllib'],
  ['from functools import cache', 'functools.cache'],
  ['import os\nos.pidfd_open(1)', 'os.pidfd_open'],
  ['import os as system\nsystem.unshare(0)', 'os.unshare'],
  ['import subprocess\nsubprocess.Popen([], process_group=0)', 'subprocess.Popen(process_group=)'],
  ['from subprocess import Popen\nPopen([], user=1)', 'subprocess.Popen(user=)'],
  ['import socket\nsocket.ETH_P_ALL', 'socket.ETH_P_ALL'],
  ['name.removeprefix("a")', 'method removeprefix'],
  ['zip(a, b, strict=True)', 'zip(strict=)'],
  ['def f(x: list[int]): pass', 'list[...]'],
  ['def f(x: int | None): pass', 'X | None'],
  ['x = {} | {"a": 1}', 'dict | dict'],
  ['match x:\n    case 1: pass', 'newer.py:2'],
];

t.test('what is newer is found', async (t) => {
  const file = path.join(t.testdir(), 'newer.py');
  for (const [line, what] of newer) {
    await writeFile(file, `${line}\n`);
    const found = await findNewer([file]);
    t.equal(found.length, 1, `${line}: ${found.join()}`);
    t.ok(found[0]?.includes(what), `${what} in ${found[0]}`);
  }
  await writeFile(file, 'import os\nos.kill(1, 2)\nif (n := len("a")) > 1: x = {**{}, "a": n}\n');
  t.same(await findNewer([file]), [], 'and what 3.8 has is let pass');
});

const stage = path.join(root, 'lab/stage');
const names = (await readdir(stage)).filter((name) => name.endsWith('.py'));

t.test('the stage uses nothing newer', async (t) => {
  t.ok(names.includes('stage.py') && names.length >= 9, `${names.length} files`);
  t.same(await findNewer(names.map((name) => path.join(stage, name))), []);
  const topologies = path.join(root, 'topologies');
  const others = (await readdir(topologies)).filter((name) => name.endsWith('.py'));
  t.same(await findNewer(others.map((name) => path.join(topologies, name))), []);
});

t.test('a real Python 3.8 imports it all', async (t) => {
  const modules = names.map((name) => path.basename(name, '.py')).join(', ');
  const script = `import sys; sys.path.insert(0, sys.argv[1]); import ${modules}
print(sys.version_info[:2])`;
  const options = { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } };
  const tried = await execute('python3.8', ['-c', script, stage], options).catch((error) => error);
  // Debian and Ubuntu of today have none: then the two tests above are what there is.
  if (tried.code === 'ENOENT' || /command not found/.test(tried.stderr)) return;
  t.equal(tried.stdout, '(3, 8)\n', tried.stderr);
});
