/** Compilers and runtimes are found where people keep them, and only used if they start inside. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { findTools } from '../../lab/grade/find-tools.ts';

const ended = (status: number, stdout = '') => ({ status, signal: null, stdout, stderr: '' });

/** A machine on which these commands work inside once these folders are shown. */
function makeMachine(there: Readonly<Record<string, string>>, listed: readonly string[] = []) {
  const tried: string[] = [];
  return {
    tried,
    run: async () => ended(0, listed.map((file) => `${file}\n`).join('')),
    runInside: async (command: string, { runtimes }: { runtimes: readonly string[] }) => {
      tried.push([command, ...runtimes].join(' @'));
      const [, folder] = Object.entries(there).find(([tool]) => command.includes(tool)) ?? [];
      return ended(folder === '' || (folder && runtimes.includes(folder)) ? 0 : 127);
    },
  };
}

t.test('what the system has is used, and nothing else is looked at', async (t) => {
  const found = await findTools(['node', 'make'], makeMachine({ node: '', make: '' }));
  t.same(found, { runtimes: [], notes: [], missing: [] });
});

t.test('what is at home is shown to the sandbox, if it starts there', async (t) => {
  const old = '/root/.nvm/versions/node/v0.1';
  const good = '/root/.nvm/versions/node/v22';
  const machine = makeMachine({ node: good }, [
    `${old}/bin/node`,
    `${good}/bin/node`,
    '/usr/bin/node',
  ]);
  const found = await findTools(['node'], { ...machine, runtimes: ['/opt/python'] });
  t.same(found.runtimes, ['/opt/python', good]);
  t.same(found.notes, [`adapted: node is that of ${good}`]);
  t.same(machine.tried, [
    'node --version @/opt/python',
    `node --version @/opt/python @${old}`,
    `node --version @/opt/python @${good}`,
  ]);
});

t.test('what starts nowhere is missing, a stub by that name too', async (t) => {
  const machine = makeMachine({}, ['/root/.rustup/toolchains/stable/bin/rustc']);
  t.same((await findTools(['rustc', 'javac'], machine)).missing, ['rustc', 'javac']);
});

t.test('links are followed to the folder that a tool is in', async (t) => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'lab-find-tools-'));
  t.teardown(() => rm(home, { recursive: true, force: true }));
  const real = path.join(home, '.sdkman/candidates/java/17.0.9');
  await mkdir(path.join(real, 'bin'), { recursive: true });
  await writeFile(path.join(real, 'bin/javac'), '#!/bin/sh\n');
  await chmod(path.join(real, 'bin/javac'), 0o755);
  await symlink('17.0.9', path.join(home, '.sdkman/candidates/java/current'));
  const machine = makeMachine({ javac: real });
  const found = await findTools(['javac'], {
    ...machine,
    run: async ([program = '', ...words]) => {
      const env = { HOME: home, PATH: '/usr/bin:/bin' };
      const { status, stdout } = spawnSync(program, words, { encoding: 'utf8', env });
      const own = stdout.split('\n').filter((line) => line.startsWith(home));
      return ended(status ?? 1, own.join('\n'));
    },
  });
  t.same(found, { runtimes: [real], notes: [`adapted: javac is that of ${real}`], missing: [] });
  t.equal(machine.tried.length, 2, 'both names of it are one folder');
});
