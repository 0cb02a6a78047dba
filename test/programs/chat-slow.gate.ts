/** Clients of a chat that read slowly or not at all: bounded memory, and nobody else waits. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { seatTalkers } from './chat-support.ts';
import { bundleProgram, makeFolder, startServer, waitFor } from './support.ts';

const file = await bundleProgram('server', makeFolder(t));
const line = `${'x'.repeat(1_023)}\n`;
const mebibyte = line.repeat(1_024);

/** Memory of a process, in MiB (proc_pid_status(5)): its greatest so far. */
function readPeakMib(pid: number | undefined): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / 1_024;
}

t.test(
  'two: a sender is held back by a receiver that does not read, and nothing is lost',
  async (t) => {
    const server = await startServer(t, file, ['--chat']);
    const [x, y] = await seatTalkers(t, server, 2);
    if (x === undefined || y === undefined) return t.fail('no clients');
    x.say('X: Alice\n');
    y.say('Y: Bob\n');
    await y.waitForText('received before');
    y.socket.pause();
    const before = readPeakMib(server.child.pid);
    const mebibytes = 32;
    for (let count = 0; count < mebibytes; count += 1) x.socket.write(mebibyte);
    // Held: what X could not send stays in X, and does not change while others talk.
    let waiting = -1;
    let since = 0;
    await waitFor('X to be held', () => {
      const isSame = waiting === x.socket.writableLength;
      waiting = x.socket.writableLength;
      since = isSame ? since + 1 : 0;
      return since > 100;
    });
    t.ok(waiting > mebibyte.length, 'most of it is still with X');
    y.say('I do not listen\n');
    await x.waitForText('Y: I do not listen\n');
    const grown = readPeakMib(server.child.pid) - before;
    t.ok(grown < mebibytes / 2, `the server's memory grew by ${grown.toFixed(1)} MiB`);
    y.socket.resume();
    x.say('Bye\n');
    const heard = (await y.answer).split('\n').filter((text) => text.startsWith('X: xxx'));
    t.equal(heard.length, mebibytes * 1_024, 'every line came');
    t.ok(heard.every((text) => text.length === line.length + 2));
    t.equal(await server.ended, 0);
  },
);

t.test(
  'two: a receiver that reads nothing for the patience is let go, and the other told',
  async (t) => {
    const server = await startServer(t, file, ['--chat', '--patience-ms', '300']);
    const [x, y] = await seatTalkers(t, server, 2);
    if (x === undefined || y === undefined) return t.fail('no clients');
    y.say('Y: Bob\n');
    await x.waitForText('Y: Bob\n');
    y.socket.pause();
    for (let count = 0; count < 32; count += 1) x.socket.write(mebibyte);
    t.match(await x.answer, '* Y was let go: it did not read what it was sent\n');
    t.equal(await server.ended, 0);
  },
);

t.test(
  'three: who does not read delays nobody, and is let go when its outbox is full',
  async (t) => {
    const server = await startServer(t, file, ['--chat', '--clients', '3']);
    const [x, y, z] = await seatTalkers(t, server, 3);
    if (x === undefined || y === undefined || z === undefined) return t.fail('no clients');
    y.say('Y: Bob\n');
    await z.waitForText('Y: Bob\n');
    y.socket.pause();
    const before = readPeakMib(server.child.pid);
    const mebibytes = 32;
    for (let count = 0; count < mebibytes; count += 1) x.socket.write(mebibyte);
    x.say('the last\n');
    await z.waitForText('the last\n');
    t.match(z.read(), '* Y was let go: it did not read what it was sent\n');
    const heard = z
      .read()
      .split('\n')
      .filter((text) => text.includes('xxx'));
    t.equal(heard.length, mebibytes * 1_024, 'Z has every line');
    const grown = readPeakMib(server.child.pid) - before;
    t.comment(`the server's memory grew by ${grown.toFixed(1)} MiB`);
    t.ok(grown < 2 * mebibytes, 'and memory stayed within bounds');
    x.say('Bye\n');
    t.match(await z.answer, /client 1: Bye\n$/);
    t.equal(await server.ended, 0);
  },
);
