/** Trouble with a client: a clear line in the log, one for the other client, no hang, status 0. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import {
  bundleProgram,
  makeFolder,
  type RawClient,
  runProgram,
  type Server,
  seatRaw,
  sendSeen,
  startServer,
  waitFor,
} from './support.ts';

const file = await bundleProgram('server', makeFolder(t));

interface Case {
  title: string;
  flags?: string[];
  /** What client 1 does, once both are connected. */
  act: (x: RawClient, server: Server) => unknown;
  /** What of client 1 is said to client 2, and in the log. */
  said: string;
  /** What client 1 itself is told, if it still listens. */
  told?: string;
}

const cases: Case[] = [
  {
    title: 'ends its side without a message',
    act: (x) => x.socket.end(),
    said: 'left before it sent a message',
    told: 'you ended the connection before you sent a message',
  },
  {
    title: 'resets the connection',
    act: (x) => x.socket.resetAndDestroy(),
    said: 'broke the connection before its message was whole',
  },
  {
    title: 'resets the connection in the middle of its message',
    flags: ['--lull-ms', '20000'],
    act: async (x, server) => {
      await sendSeen(server, x, 'X: Ali');
      x.socket.resetAndDestroy();
    },
    said: 'broke the connection before its message was whole',
  },
  {
    title: 'sends more than 64 KiB without an end',
    act: (x) => x.socket.write('x'.repeat(65_537)),
    said: 'sent more than 65536 bytes without an end',
    told: 'you sent more than 65536 bytes without an end',
  },
  {
    title: 'floods the server without an end',
    act: (x) => x.socket.write(Buffer.alloc(20_000_000, 120)),
    said: 'sent more than 65536 bytes without an end',
  },
  {
    title: 'sends what is not UTF-8',
    act: (x) => x.socket.write(Buffer.from([0x58, 0xff, 0xfe, 0x0a])),
    said: 'sent a message that is not UTF-8',
    told: 'your message is not UTF-8',
  },
];

for (const { title, flags = [], act, said, told } of cases) {
  t.test(`client 1 ${title}`, async (t) => {
    const server = await startServer(t, file, flags);
    const [x, y] = await seatRaw(t, server, 2);
    if (x === undefined || y === undefined) return t.fail('no clients');
    await act(x, server);
    t.equal(await y.answer, `No verdict: the other client ${said}\n`);
    if (told !== undefined) t.equal(await x.answer, `No verdict: ${told}\n`);
    x.socket.destroy();
    t.equal(await server.ended, 0);
    t.match(server.read(), new RegExp(`Trouble with client 1 \\(.*\\): it ${said}\\.\n`));
    t.match(server.read(), /Session over\.\n$/);
  });
}

t.test('a client that says nothing, or empty lines only, is in trouble at the limit', async (t) => {
  for (const bytes of ['', '\n\r\n\n']) {
    const server = await startServer(t, file, ['--limit-ms', '100']);
    const [y] = await seatRaw(t, server, 1);
    // Its message is there before reading begins: only the other is late.
    y?.socket.write('Y: Bob\n');
    const [x] = await seatRaw(t, server, 1);
    if (bytes !== '') x?.socket.write(bytes);
    const said = 'sent no whole message within the limit';
    t.equal(await y?.answer, `No verdict: the other client ${said}\n`);
    t.equal(await x?.answer, `No verdict: you ${said}\n`);
    t.equal(await server.ended, 0);
    t.match(server.read(), /Received from client 1 .*: Y: Bob\n/);
    t.match(server.read(), /Trouble with client 2 .*: it sent no whole message/);
  }
});

t.test('a client that left before the second came is seen when reading begins', async (t) => {
  for (const leave of ['end', 'destroy', 'resetAndDestroy'] as const) {
    const server = await startServer(t, file);
    const [x] = await seatRaw(t, server, 1);
    if (x === undefined) return t.fail('no client');
    x.socket[leave]();
    const [y] = await seatRaw(t, server, 1);
    t.match(await y?.answer, /^No verdict: the other client (left|broke)/);
    x.socket.destroy();
    t.equal(await server.ended, 0);
  }
});

t.test('a client that leaves after its message does not cost the other the verdict', async (t) => {
  for (const leave of ['destroy', 'resetAndDestroy'] as const) {
    const server = await startServer(t, file);
    const [x, y] = await seatRaw(t, server, 2);
    await sendSeen(server, x, 'X: Alice\n');
    await server.waitForText('Received from client 1');
    x?.socket[leave]();
    await sendSeen(server, y, 'Y: Bob\n');
    t.equal(await y?.answer, 'X: Alice received before Y: Bob\n');
    t.equal(await server.ended, 0);
  }
});

t.test('both in trouble: both are told, and it ends', async (t) => {
  const server = await startServer(t, file, ['--limit-ms', '100', '--clients', '3']);
  const clients = await seatRaw(t, server, 3);
  for (const client of clients)
    t.match(await client.answer, /^No verdict: (you|client \d) sent no/);
  t.equal(await server.ended, 0);
});

t.test('64 KiB are a message; a flood behind a message is discarded', async (t) => {
  const server = await startServer(t, file, ['--lull-ms', '20000']);
  const [x, y] = await seatRaw(t, server, 2);
  const long = 'é'.repeat(32_768);
  x?.socket.write(`${long}\r\n`);
  x?.socket.write(Buffer.alloc(5_000_000, 120));
  await server.waitForText('Received from client 1');
  await sendSeen(server, y, 'Y: Bob\n');
  t.equal(await y?.answer, `${long} received before Y: Bob\n`);
  t.equal(await x?.answer, `${long} received before Y: Bob\n`);
  t.equal(await server.ended, 0);
  t.match(server.read(), `): ${long}\n`, 'printed in full');
});

t.test('what the other says after the end is printed all the same', async (t) => {
  const server = await startServer(t, file);
  const [x, y] = await seatRaw(t, server, 2);
  x?.socket.end();
  await server.waitForText('Sent to client 2');
  y?.socket.write('Y: Bob\n');
  await y?.answer;
  t.equal(await server.ended, 0);
  // Our side may have ended before the bytes got there; but if they did, they are in the log.
  const ignored = server.readNotes().filter((note) => note.what === 'ignored');
  const tickets = server.readNotes().filter((note) => note.what === 'ticket');
  t.equal(ignored.length, tickets.length);
});

t.test('a client that waits alone is told after --wait-ms', async (t) => {
  const server = await startServer(t, file, ['--wait-ms', '50']);
  const [x] = await seatRaw(t, server, 1);
  t.equal(await x?.answer, 'No verdict: only 1 of 2 clients came in time\n');
  t.equal(await server.ended, 0);
});

t.test('a fault of this program in one thread ends the session, not the server', async (t) => {
  // The bundle with a fault put in: the thread that reads this message throws.
  const head = /function readChunk\(.*\) \{/;
  const text = await readFile(file, 'utf8');
  t.match(text, head);
  const fault = 'if (Buffer.from(chunk).includes("CRASH")) throw new Error("put in");';
  const faulty = join(makeFolder(t), 'faulty.mjs');
  await writeFile(
    faulty,
    text.replace(head, (found) => found + fault),
  );
  const server = await startServer(t, faulty, ['--sessions', '2']);
  const [x, y] = await seatRaw(t, server, 2);
  await sendSeen(server, y, 'Y: Bob\n');
  await server.waitForText('Received from client 2');
  x?.socket.write('CRASH\n');
  t.equal(
    await x?.answer,
    'No verdict: this server lost your conversation by a fault of its own\n',
  );
  t.equal(
    await y?.answer,
    'No verdict: the other client was lost by a fault of this server\n',
    'the thread that slept is woken',
  );
  await server.waitForText('Session 1 over.');
  const [third, fourth] = await seatRaw(t, server, 2);
  await sendSeen(server, third, 'X: Alice\n');
  await sendSeen(server, fourth, 'Y: Bob\n');
  t.equal(await fourth?.answer, 'X: Alice received before Y: Bob\n');
  t.equal(await third?.answer, 'X: Alice received before Y: Bob\n');
  t.equal(await server.ended, 0);
});

t.test('a port that is taken: one sentence, status 1', async (t) => {
  const server = await startServer(t, file);
  const second = runProgram(t, file, ['--port', String(server.port)]);
  t.equal(await second.ended, 1);
  t.match(second.read(), /^Port \d+ is taken \(EADDRINUSE\): .*--port\.\n$/);
});

t.test('wrong flags: one sentence with the nearest right one, status 64', async (t) => {
  const wrong: [string[], RegExp][] = [
    [['--prot', '1'], /^There is no flag --prot; the nearest is --port .*\n$/],
    [['--session', '1'], /nearest is --sessions/],
    [['--port', '70000'], /^--port is a whole number from 0 to 65535, not "70000"\.\n$/],
    [['--port', '1.5'], /whole number/],
    [['--clients', '1'], /from 2 to 100/],
    [['--port'], /^--port needs a value/],
    [['--host', ''], /^--host needs a value/],
    [['--chat=yes'], /^--chat has no value/],
    [['12000'], /^"12000" is not a flag/],
    [['--constructor', '1'], /There is no flag --constructor/],
  ];
  const runs = wrong.map(([args, sentence]) => ({ program: runProgram(t, file, args), sentence }));
  for (const { program, sentence } of runs) {
    t.equal(await program.ended, 64);
    t.match(program.read(), sentence);
  }
  const help = runProgram(t, file, ['--help']);
  t.equal(await help.ended, 0);
  t.match(help.read(), /--at-once N .*sessions that may run at the same time \(1\)/);
});

t.test('a signal ends it at once, also while threads wait for each other', async (t) => {
  const server = await startServer(t, file);
  const [x] = await seatRaw(t, server, 2);
  await sendSeen(server, x, 'X: Alice\n');
  await server.waitForText('Received from client 1');
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 'SIGTERM');
  await waitFor('the end of the connection', () => x?.socket.readableEnded || x?.socket.destroyed);
});
