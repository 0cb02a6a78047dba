/** The local box: the common suite, and that its commands never outlive the lab. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { findProcesses, testBehaviour, waitUntil } from './behaviour.ts';

testBehaviour(t, openLocalBox);

t.test('a command dies with the process that started it, even by SIGKILL', async (t) => {
  const word = `labtest-${randomUUID()}`;
  const source = `
    import { openLocalBox } from ${JSON.stringify(path.resolve('lab/boxes/local.ts'))};
    openLocalBox().then(async (box) => {
      const running = await box.start(['sh', '-c', 'echo up; while :; do sleep 1; done', '${word}']);
      running.stdout.once('data', () => console.log('up'));
    });
  `;
  const arguments_ = ['--import=tsx', '--input-type=module', '--eval', source];
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const host = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(host, 'close');
    await once(host.stdout, 'data');
    // The word stands in the source that the host was given, too.
    t.equal((await findProcesses(word)).length, 1, 'it runs');
    host.kill(signal);
    await closed;
    await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
  }
});

t.test('files stay where they are', async (t) => {
  const box = await openLocalBox();
  t.same(await box.push([{ path: 'package.json' }]), [path.resolve('package.json')]);
  await box.close();
});
