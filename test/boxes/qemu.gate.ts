/** What the qemu box says where it cannot be had, and its monitor; machines are in test/box. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openBox } from '../../lab/boxes/open.ts';
import { isFrozenFor } from '../../lab/boxes/qemu-image.ts';
import { openMonitor } from '../../lab/boxes/qemu-monitor.ts';
import { chooseAccelerator } from '../../lab/boxes/qemu-probe.ts';

async function makeFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "lab's qemu-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Sets a variable for one test. */
function setVariable(t: Test, name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  t.teardown(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

t.test('without an image it says how to make one', async (t) => {
  const folder = await makeFolder(t);
  setVariable(t, 'LAB_BOX_IMAGE', folder);
  await t.rejects(openBox('qemu'), {
    code: 'BOX_LACKS',
    message: `There is no box image in ${folder}`,
    hint: /make box/,
  });
});

t.test('LAB_KVM decides without a question', async (t) => {
  const folder = await makeFolder(t);
  setVariable(t, 'LAB_KVM', 'off');
  t.equal(await chooseAccelerator(folder), 'tcg');
  setVariable(t, 'LAB_KVM', 'on');
  t.equal(await chooseAccelerator(folder), 'kvm');
});

t.test('a frozen state of something else is not resumed', async (t) => {
  const folder = await makeFolder(t);
  t.equal(await isFrozenFor(folder, 'tcg'), false, 'none is there');
});

t.test('the monitor waits for its socket, passes errors on, and sees the end', async (t) => {
  const folder = await makeFolder(t);
  const socket = path.join(folder, 'monitor');
  const opening = openMonitor(socket, () => false);
  const server = createServer((peer) => {
    peer.write('{"QMP": {"version": {}, "capabilities": []}}\n');
    peer.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').trim().split('\n')) {
        const { execute } = JSON.parse(line) as { execute: string };
        peer.write('{"event": "RESUME", "timestamp": {}}\n');
        if (execute === 'quit') peer.destroy();
        else if (execute === 'wrong') peer.write('{"error": {"class": "X", "desc": "no such"}}\n');
        else peer.write(`{"return": {"did": "${execute}"}}\n`);
      }
    });
  });
  t.teardown(() => server.close());
  server.listen(socket);
  await once(server, 'listening');
  const monitor = await opening;
  t.same(await monitor.execute('query-status'), { did: 'query-status' });
  await t.rejects(monitor.execute('wrong'), { message: 'wrong: no such' });
  await t.rejects(monitor.execute('quit'), { message: 'quit: QEMU has ended' });
  await monitor.ended;
  await t.rejects(monitor.execute('query-status'), { message: /QEMU has ended/ });
});
