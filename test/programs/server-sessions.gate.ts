/** Many sessions: one after the other, at the same time, and who is let in. */
import t from 'tap';
import {
  bundleProgram,
  connectRaw,
  makeFolder,
  seatRaw,
  sendSeen,
  startServer,
} from './support.ts';

const file = await bundleProgram('server', makeFolder(t));

t.test('a third client is refused with a line, when no session is left for it', async (t) => {
  const server = await startServer(t, file);
  const [x, y] = await seatRaw(t, server, 2);
  await sendSeen(server, x, 'X: Alice\n');
  const third = await connectRaw(t, server.port);
  third.socket.write('Z: Carol\n');
  t.equal(await third.answer, 'Refused: this server already has all its 2 clients\n');
  await sendSeen(server, y, 'Y: Bob\n');
  t.equal(await x?.answer, 'X: Alice received before Y: Bob\n');
  t.equal(await y?.answer, 'X: Alice received before Y: Bob\n');
  t.equal(await server.ended, 0);
  t.match(server.read(), /Refused a further client \(127\.0\.0\.1:\d+\)/);
  t.equal(server.readNotes().filter((note) => note.what === 'refused').length, 1);
});

t.test('a third client waits for the next session, if there is one', async (t) => {
  const server = await startServer(t, file, ['--sessions', '2']);
  const [x, y] = await seatRaw(t, server, 2);
  const third = await connectRaw(t, server.port);
  third.socket.write('X: Carol\n');
  await server.waitForText('waits, unread, for the next session');
  await sendSeen(server, y, 'Y: Bob\n');
  await sendSeen(server, x, 'X: Alice\n');
  t.equal(await x?.answer, 'Y: Bob received before X: Alice\n');
  await y?.answer;
  await server.waitForText('Accepted client 1 of session 2');
  const fourth = await connectRaw(t, server.port);
  await server.waitForText('Received from client 1 of session 2');
  fourth.socket.write('Y: Dave\n');
  t.equal(await third.answer, 'X: Carol received before Y: Dave\n');
  t.equal(await fourth.answer, 'X: Carol received before Y: Dave\n');
  t.equal(await server.ended, 0);
});

t.test('sessions at the same time do not mix', async (t) => {
  const count = 4;
  const flags = ['--sessions', String(count), '--at-once', String(count)];
  const server = await startServer(t, file, flags);
  const clients = await seatRaw(t, server, 2 * count);
  for (const [index, client] of clients.entries()) {
    if (index % 2 === 1) await sendSeen(server, client, `Y: ${index}\n`);
  }
  for (const [index, client] of clients.entries()) {
    if (index % 2 === 0) await sendSeen(server, client, `X: ${index}\n`);
  }
  for (const [index, client] of clients.entries()) {
    const x = index - (index % 2);
    t.equal(await client.answer, `Y: ${x + 1} received before X: ${x}\n`);
  }
  t.equal(await server.ended, 0);
});

t.test('20 sessions one after the other, on the same two threads', async (t) => {
  const server = await startServer(t, file, ['--sessions', '20']);
  for (let session = 1; session <= 20; session += 1) {
    const [x, y] = await seatRaw(t, server, 2);
    const [first, second] = session % 2 === 0 ? [x, y] : [y, x];
    await sendSeen(server, first, 'first\n');
    await sendSeen(server, second, 'second\n');
    t.equal(await x?.answer, 'first received before second\n');
    t.equal(await y?.answer, 'first received before second\n');
    await server.waitForText(`Session ${session} over.`);
  }
  t.equal(await server.ended, 0);
  const threads = server.readNotes().filter((note) => note.what === 'received');
  t.equal(new Set(threads.map((note) => note.thread)).size, 2);
});

t.test('300 sessions under stress: every pair is told the same', async (t) => {
  const sessions = 300;
  const flags = ['--sessions', String(sessions), '--at-once', '4', '--lull-ms', '20000'];
  const server = await startServer(t, file, flags);
  const told = new Map<string, string>();
  let next = 0;
  // Each of these talks as one client after another; who meets whom is the server's business.
  const talk = async () => {
    while (next < 2 * sessions) {
      next += 1;
      const message = `client ${next}`;
      const client = await connectRaw(t, server.port);
      const half = next % message.length;
      client.socket.write(message.slice(0, half));
      setImmediate(() => client.socket.write(`${message.slice(half)}\n`));
      told.set(message, await client.answer);
    }
  };
  await Promise.all(Array.from({ length: 12 }, talk));
  t.equal(await server.ended, 0);
  t.equal(told.size, 2 * sessions);
  const wrong = [...told].filter(([message, text]) => {
    const [, first = '', second = ''] = /^(.+) received before (.+)\n$/.exec(text) ?? [];
    const isOurs = first === message || second === message;
    return !isOurs || told.get(first) !== text || told.get(second) !== text;
  });
  t.same(wrong, []);
});
