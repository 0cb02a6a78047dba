/** What is left behind is cleared only where its owner is surely dead, also across PID namespaces. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { withFileLock } from '../../lab/boxes/file-lock.ts';
import { findOwnerState, getOwnerMark, isAbandoned } from '../../lab/boxes/owner.ts';

const owner = JSON.stringify(path.resolve('lab/boxes/owner.ts'));
const source = `import { getOwnerMark } from ${owner};
console.log(getOwnerMark());
process.stdin.resume().on('end', () => process.exit());`;

/** A PID namespace of its own; without root a user namespace must be around it. */
const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
const apart = ['unshare', ...asRoot, '--pid', '--fork', '--kill-child'];

/** Another process, here or in namespaces of its own: its mark, and how to end it. */
async function startOwner(t: Test, before: readonly string[] = []) {
  const words = [process.execPath, '--import=tsx', '--input-type=module', '--eval', source];
  const [program = '', ...rest] = [...before, ...words];
  const child: ChildProcess = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [said] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  const end = async () => {
    child.stdin?.end();
    await exited;
  };
  return { mark: `${said}`.trim(), end };
}

const dayMs = 24 * 3_600_000;
const long = () => Date.now() - 2 * dayMs;

t.test('an owner of this PID namespace is alive until it ends', async (t) => {
  t.equal(findOwnerState(getOwnerMark()), 'alive');
  const { mark, end } = await startOwner(t);
  t.equal(findOwnerState(mark), 'alive');
  t.notOk(isAbandoned(mark, long()), 'however old what it made is');
  await end();
  t.equal(findOwnerState(mark), 'dead');
  t.ok(isAbandoned(mark, Date.now()));
});

t.test('a process with the same number that started later is another', async (t) => {
  const [pid, start, ...rest] = getOwnerMark().split('.');
  const earlier = [pid, Number(start) - 1, ...rest].join('.');
  t.equal(findOwnerState(earlier), 'dead');
});

t.test(
  'an owner of another PID namespace is left alone, alive or not, until a day old',
  async (t) => {
    const apart = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const { mark, end } = await startOwner(t, apart);
    t.match(mark, /^1\.|^\d\./, 'it has a number that is another process here, or none');
    for (const state of ['alive', 'ended']) {
      t.equal(findOwnerState(mark), 'elsewhere', state);
      t.notOk(isAbandoned(mark, Date.now()), state);
      await end();
    }
    t.ok(isAbandoned(mark, long()));
  },
);

t.test('so is one whose /proc is of another namespace, whose marks tell nothing', async (t) => {
  const { mark } = await startOwner(t, apart);
  t.equal(mark.split('.')[2], '0');
  t.equal(findOwnerState(mark), 'elsewhere');
});

t.test('so is one of another boot or machine, and what bears no mark', async (t) => {
  const [pid, start, namespace] = getOwnerMark().split('.');
  const others = [[999_999, start, namespace, 'abc'].join('.'), `${pid}`, '', '999999', 'x.y.z.0'];
  for (const mark of others) {
    t.equal(findOwnerState(mark), 'elsewhere', mark);
    t.notOk(isAbandoned(mark, Date.now()));
  }
});

t.test('a lock of a dead owner is broken at once, of an unseen one after a day', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-owner-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'lock');
  const { mark, end } = await startOwner(t);
  await end();
  await writeFile(file, `${mark} left-behind`);
  t.match(await withFileLock(file, () => readFile(file, 'utf8')), getOwnerMark());
  await writeFile(file, '4242 of-an-older-lab');
  let entered = false;
  const waiting = withFileLock(file, async () => {
    entered = true;
  });
  // Another one is taken and given back meanwhile, which takes as many turns.
  await withFileLock(path.join(folder, 'other'), async () => {});
  t.notOk(entered, 'whoever holds it may live elsewhere');
  await utimes(file, new Date(long()), new Date(long()));
  await waiting;
  t.ok(entered);
});
