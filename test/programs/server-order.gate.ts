/** The server's main promise: the verdict follows the order in which whole messages arrived. */
import t from 'tap';
import {
  bundleProgram,
  connectRaw,
  makeFolder,
  readUnreadBytes,
  seatRaw,
  sendSeen,
  startServer,
  waitFor,
} from './support.ts';

const file = await bundleProgram('server', makeFolder(t));
const alice = 'X: Alice received before Y: Bob\n';
const bob = 'Y: Bob received before X: Alice\n';

t.test('the order of sending decides, whoever connected first', async (t) => {
  for (const first of [0, 1]) {
    const server = await startServer(t, file);
    const clients = await seatRaw(t, server, 2);
    const lines = ['X: Alice\n', 'Y: Bob\n'];
    await sendSeen(server, clients[first], lines[first] ?? '');
    await sendSeen(server, clients[1 - first], lines[1 - first] ?? '');
    const wanted = first === 0 ? alice : bob;
    for (const client of clients) t.equal(await client.answer, wanted);
    t.equal(await server.ended, 0);
    const printed = server.read();
    for (const line of ['X: Alice', 'Y: Bob']) t.match(printed, `): ${line}\n`);
    t.equal(printed.split(wanted).length - 1, 3, 'the verdict is printed, and twice as sent');
    const received = server.readNotes().filter((note) => note.what === 'received');
    t.equal(new Set(received.map((note) => note.thread)).size, 2, 'a thread for each client');
    t.notOk(received.some((note) => note.thread === 0));
  }
});

t.test('nothing is read before both are accepted', async (t) => {
  const server = await startServer(t, file);
  const [first] = await seatRaw(t, server, 1);
  if (first === undefined) return t.fail('no client');
  first.socket.write('X: Alice\n');
  await waitFor('9 unread bytes', () => readUnreadBytes(server.port, first) === 9, server.read);
  const second = await connectRaw(t, server.port);
  await server.waitForText('Received from client 1');
  const what = server.readNotes().map((note) => note.what);
  t.ok(what.lastIndexOf('accepted') < what.indexOf('reading'));
  t.ok(what.indexOf('reading') < what.indexOf('ticket'));
  t.equal(readUnreadBytes(server.port, first), 0);
  second.socket.write('Y: Bob\n');
  t.equal(await second.answer, alice);
  t.equal(await first.answer, alice);
  t.equal(await server.ended, 0);
});

t.test('a message in pieces has the place of its last piece', async (t) => {
  const server = await startServer(t, file, ['--lull-ms', '20000']);
  const [x, y] = await seatRaw(t, server, 2);
  for (const letter of 'X: Alice') await sendSeen(server, x, letter);
  await sendSeen(server, y, 'Y: Bob\n');
  await sendSeen(server, x, '\n');
  t.equal(await x?.answer, bob);
  t.equal(await y?.answer, bob);
});

t.test('a verdict waits for an earlier message that only a lull ends', async (t) => {
  const server = await startServer(t, file, ['--lull-ms', '100']);
  const [x, y] = await seatRaw(t, server, 2);
  await sendSeen(server, x, 'X: Alice');
  await sendSeen(server, y, 'Y: Bob\n');
  t.equal(await x?.answer, alice);
  t.equal(await y?.answer, alice);
});

t.test('an earlier beginning that goes on later is the later message', async (t) => {
  const server = await startServer(t, file, ['--lull-ms', '10000']);
  const [x, y] = await seatRaw(t, server, 2);
  await sendSeen(server, x, 'X: Ali');
  await sendSeen(server, y, 'Y: Bob\n');
  await sendSeen(server, x, 'ce');
  x?.socket.end();
  t.equal(
    await x?.answer,
    bob,
    'the end of the stream ends the message, and the answer still comes',
  );
  t.equal(await y?.answer, bob);
});

t.test('a lull is not believed while bytes lie unread after a stop', async (t) => {
  const lullMs = 1000;
  const server = await startServer(t, file, ['--lull-ms', String(lullMs)]);
  const [x, y] = await seatRaw(t, server, 2);
  if (x === undefined) return t.fail('no client');
  await sendSeen(server, x, 'X: Ali');
  server.child.kill('SIGSTOP');
  const fromMs = performance.now();
  x.socket.write('ce\n');
  await waitFor('unread bytes', () => readUnreadBytes(server.port, x) === 3);
  await waitFor('the lull to pass', () => performance.now() > fromMs + lullMs + 50);
  server.child.kill('SIGCONT');
  await sendSeen(server, y, 'Y: Bob\n');
  t.equal(await x.answer, alice);
  t.equal(await y?.answer, alice);
});

t.test('a lull is not believed that a stopped machine may have made', async (t) => {
  const lullMs = 2000;
  const server = await startServer(t, file, ['--lull-ms', String(lullMs)]);
  const [x, y] = await seatRaw(t, server, 2);
  if (x === undefined) return t.fail('no client');
  await sendSeen(server, x, 'X: Ali');
  server.child.kill('SIGSTOP');
  const fromMs = performance.now();
  await waitFor('the lull to pass', () => performance.now() > fromMs + lullMs + 50);
  server.child.kill('SIGCONT');
  // As late as the server was itself, because nobody had a processor, say.
  await sendSeen(server, y, 'Y: Bob\n');
  x.socket.write('ce\n');
  t.equal(await x.answer, bob);
  t.equal(await y?.answer, bob);
});

t.test(
  'of two messages in one segment the first counts, the other is said in the log',
  async (t) => {
    const server = await startServer(t, file);
    const [x, y] = await seatRaw(t, server, 2);
    await sendSeen(server, x, 'X: Alice\nX: again\n');
    await sendSeen(server, x, 'X: and again\n');
    await sendSeen(server, y, 'Y: Bob\n');
    t.equal(await x?.answer, alice);
    t.equal(await y?.answer, alice);
    await server.ended;
    t.match(server.read(), /Ignored from client 1 .*, after its message: X: again\\n\n/);
    t.match(server.read(), /Ignored from client 1 .*, after its message: X: and again\\n\n/);
  },
);

t.test('an emoji cut in half, CRLF, empty lines and a byte order mark', async (t) => {
  const server = await startServer(t, file);
  const [x, y] = await seatRaw(t, server, 2);
  const bytes = Buffer.from('X: 😀\r\n');
  await sendSeen(server, x, bytes.subarray(0, 5));
  await sendSeen(server, x, bytes.subarray(5));
  await sendSeen(server, y, '\n\r\n\ufeffY: שלום\n');
  const wanted = 'X: 😀 received before \ufeffY: שלום\n';
  t.equal(await x?.answer, wanted);
  t.equal(await y?.answer, wanted);
  await server.ended;
  t.match(server.read(), /Received from client 1 \(127\.0\.0\.1:\d+\): X: 😀\n/);
  t.match(server.read(), /Ignored from client 2 .*: 2 empty lines/);
});

t.test('foreign text cannot drive the terminal', async (t) => {
  const server = await startServer(t, file);
  const [x, y] = await seatRaw(t, server, 2);
  await sendSeen(server, x, 'X: \x1b[2J\x07\u009b1m\u202e\n');
  await sendSeen(server, y, 'Y: Bob\n');
  t.equal(await y?.answer, 'X: \x1b[2J\x07\u009b1m\u202e received before Y: Bob\n', 'as it came');
  await server.ended;
  t.match(server.read(), '): X: \\x1b[2J\\x07\\x9b1m\\u{202e}\n');
  for (const control of ['\x1b', '\x07', '\u009b', '\u202e']) {
    t.notOk(server.read().includes(control));
  }
});

t.test('three clients, and IPv4 and IPv6 on one port', async (t) => {
  const server = await startServer(t, file, ['--clients', '3']);
  const clients = [];
  for (const host of ['127.0.0.1', '::1', '127.0.0.1']) {
    clients.push(await connectRaw(t, server.port, host));
    await server.waitForNotes('accepted', clients.length);
  }
  for (const index of [2, 0, 1]) await sendSeen(server, clients[index], `${'XYZ'[index]}: hi\n`);
  for (const client of clients) {
    t.equal(await client.answer, 'Z: hi received before X: hi received before Y: hi\n');
  }
  t.equal(await server.ended, 0);
  t.match(server.read(), /client 2 \(\[::1\]:\d+\): Y: hi\n/);
  t.match(server.read(), /client 1 \(127\.0\.0\.1:\d+\): X: hi\n/);
});

t.test('sixteen clients, each told the order of all', async (t) => {
  const server = await startServer(t, file, ['--clients', '16']);
  const clients = await seatRaw(t, server, 16);
  const order = [15, 0, 14, 1, 13, 2, 12, 3, 11, 4, 10, 5, 9, 6, 8, 7];
  for (const index of order) await sendSeen(server, clients[index], `C: ${index}\n`);
  const wanted = `${order.map((index) => `C: ${index}`).join(' received before ')}\n`;
  for (const client of clients) t.equal(await client.answer, wanted);
  t.equal(await server.ended, 0);
});
