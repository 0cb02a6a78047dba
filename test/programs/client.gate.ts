/** The client, played against the real server and against servers that misbehave. */
import { execFileSync } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import {
  bundleProgram,
  makeFolder,
  type Note,
  type Program,
  runProgram,
  startServer,
} from './support.ts';

const folder = makeFolder(t);
const serverFile = await bundleProgram('server', folder);
const clientFile = await bundleProgram('client', folder);

/** A server of the test's own on a free port of loopback; `serve` gets each connection. */
async function serve(t: Test, serveOne: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    t.teardown(() => socket.destroy());
    socket.on('error', () => {});
    serveOne(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return String((server.address() as AddressInfo).port);
}

/** Alice, with these flags besides. */
function runAlice(t: Test, port: string, ...flags: string[]): Program {
  return runProgram(t, clientFile, ['--role', 'X', '--name', 'Alice', '--port', port, ...flags]);
}

/** Waits for all, who share a journal, to be armed, then gives them one and the same epoch. */
async function giveEpoch(programs: Program[], fifos: string[]): Promise<bigint> {
  await programs[0]?.waitForNotes('armed', programs.length);
  const epochNs = process.hrtime.bigint() + 20_000_000n;
  for (const fifo of fifos) {
    const file = await open(fifo, 'w');
    await file.write(`${epochNs}\n`);
    await file.close();
  }
  return epochNs;
}

let plays = 0;

/** Plays the server and two clients that get their epoch from FIFOs; returns what was witnessed. */
async function play(t: Test, x: string[], y: string[], lullMs = 200) {
  const server = await startServer(t, serverFile, ['--lull-ms', String(lullMs)]);
  plays += 1;
  const journal = join(folder, `play-${plays}`);
  const fifos = ['X', 'Y'].map((role) => join(folder, `epoch-${plays}-${role}`));
  execFileSync('mkfifo', fifos);
  const clients = [x, y].map((flags, index) => {
    const who = index === 0 ? ['--role', 'X', '--name', 'Alice'] : ['--role', 'Y', '--name', 'Bob'];
    return runProgram(t, clientFile, [...who, '--port', String(server.port), ...flags], {
      LAB_EPOCH: fifos[index] ?? '',
      LAB_JOURNAL: journal,
    });
  });
  const epochNs = await giveEpoch(clients, fifos);
  const statuses = [];
  for (const program of [server, ...clients]) statuses.push(await program.ended);
  const notes = (clients[0]?.readNotes() ?? []).concat(server.readNotes());
  return { epochNs, statuses, notes, printed: clients.map((client) => client.read()), server };
}

/** The verdict that the clients' own notes call for. */
function getSentOrder(notes: Note[]): string {
  const sent = notes.filter((note) => note.what === 'sent' && note.role !== 'server');
  sent.sort((a, b) => Number(BigInt(a.monoNs) - BigInt(b.monoNs)));
  return sent.map((note) => note.text).join(' received before ');
}

t.test('crossings: the times are those of the flags, and the verdict follows them', async (t) => {
  const crossings = [
    [0, 60, 200, 300],
    [0, 60, 300, 200],
    [60, 0, 200, 300],
    [60, 0, 300, 200],
  ].map(async ([connectX, connectY, sendX, sendY]) => {
    const { epochNs, statuses, notes, printed } = await play(
      t,
      ['--connect-ms', `${connectX}`, '--send-ms', `${sendX}`],
      ['--connect-ms', `${connectY}`, '--send-ms', `${sendY}`],
    );
    t.same(statuses, [0, 0, 0]);
    const wanted = getSentOrder(notes);
    for (const [index, message] of ['X: Alice', 'Y: Bob'].entries()) {
      t.match(printed[index], `Sent: ${message}\n`);
      t.match(printed[index], `Received: ${wanted}\n`);
      const role = message.slice(0, 1);
      const find = (what: string) => notes.find((n) => n.role === role && n.what === what);
      const getMs = (what: string) => Number(BigInt(find(what)?.monoNs ?? 0) - epochNs) / 1e6;
      const planned = index === 0 ? [connectX, sendX] : [connectY, sendY];
      t.ok(getMs('armed') < 0);
      t.ok(getMs('connected') >= (planned[0] ?? 0), 'never too early');
      t.ok(getMs('sent') >= (planned[1] ?? 0), 'never too early');
      t.equal(find('received')?.text, wanted);
      t.ok(find('closed'));
    }
  });
  await Promise.all(crossings);
});

t.test('pieces, raw framing, and an emoji that is cut', async (t) => {
  const { statuses, printed, notes } = await play(
    t,
    ['--message', 'X: 😀😀', '--pieces', '11', '--piece-gap-ms', '5', '--framing', 'raw'],
    ['--send-ms', '20'],
    600,
  );
  t.same(statuses, [0, 0, 0]);
  t.match(printed[0], 'Sent: X: 😀😀\n');
  const received = notes.filter((note) => note.role === 'server' && note.what === 'received');
  t.same(received.map((note) => note.text).sort(), ['X: 😀😀', 'Y: Bob']);
});

t.test('a message is cut into equal segments, bytes and not characters', async (t) => {
  const chunks: string[] = [];
  const port = await serve(t, (socket) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk.toString('hex'));
      if (chunks.join('').length === 12) socket.end('that was received before noon');
    });
  });
  const client = runProgram(t, clientFile, [
    ...['--message', 'a😀', '--pieces', '3', '--piece-gap-ms', '200', '--port', port],
  ]);
  t.equal(await client.ended, 0);
  t.equal(chunks.join(''), Buffer.from('a😀\n').toString('hex'));
  // How many there are depends on how fast this test reads; one it would be without any cut.
  t.ok(chunks.length > 1);
  t.match(client.read(), 'Received: that was received before noon\n', 'without a newline, too');
});

t.test('started before its server, by hand, over IPv6', async (t) => {
  const probe = await startServer(t, serverFile);
  probe.child.kill('SIGKILL');
  await probe.ended;
  const early = runAlice(t, String(probe.port), '--host', '::1');
  await early.waitForNotes('armed', 1);
  const server = runProgram(t, serverFile, ['--port', String(probe.port)]);
  await server.waitForText('Accepted client 1 ([::1]:');
  const bob = ['--role', 'Y', '--name', 'Bob', '--port', String(probe.port)];
  const late = runProgram(t, clientFile, [...bob, '--host', 'localhost']);
  t.equal(await early.ended, 0);
  t.equal(await late.ended, 0);
  t.equal(await server.ended, 0);
});

t.test('no acknowledgement: status 1 and the reason', async (t) => {
  const limit = ['--limit-ms', '2000'];
  const servers: [string, (socket: Socket) => void, RegExp][] = [
    ['ends', (socket) => socket.resume().end('hello\n'), /server ended the connection without one/],
    ['resets', (s) => s.once('data', () => s.resetAndDestroy()), /broke \(.*RESET/],
    ['is silent', (socket) => socket.resume(), /none came within 2000 ms/],
    ['misspells', (s) => s.resume().end('X: A recieved before Y: B\n'), /ended the connection/],
  ];
  const checks = servers.map(async ([name, serveOne, sentence]) => {
    const client = runAlice(t, await serve(t, serveOne), ...limit);
    t.equal(await client.ended, 1, name);
    t.match(client.read(), /No acknowledgement: /);
    t.match(client.read(), sentence);
  });
  await Promise.all(checks);
});

t.test('an answer that comes before the message does not keep it from being said', async (t) => {
  let heard = '';
  const port = await serve(t, (socket) => {
    socket.write('Y: Bob received before X: Alice\n');
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    socket.on('end', () => socket.end());
  });
  const client = runAlice(t, port, '--send-ms', '500');
  t.equal(await client.ended, 0);
  t.equal(heard, 'X: Alice\n');
});

t.test('hostile answers: controls are escaped, a long line without end is taken', async (t) => {
  const port = await serve(t, (socket) => {
    socket.resume().write(`\x1b[2J${'y'.repeat(2_000_000)}`);
    socket.end('\na received before b\r\n');
  });
  const client = runAlice(t, port);
  t.equal(await client.ended, 0);
  t.match(client.read(), 'Received: \\x1b[2Jyy');
  t.match(client.read(), 'Received: a received before b\n');
});

t.test('never connected: status 2', async (t) => {
  const probe = await startServer(t, serverFile);
  probe.child.kill('SIGKILL');
  await probe.ended;
  const clients = [
    runAlice(t, String(probe.port), '--limit-ms', '300'),
    runAlice(t, String(probe.port), '--leave-ms', '300'),
    runAlice(t, '9', '--host', 'no-such-host.invalid', '--limit-ms', '5000'),
  ];
  for (const client of clients) {
    t.equal(await client.ended, 2);
    t.match(client.read(), /Never connected: /);
  }
});

t.test('it leaves as told, before or after its message', async (t) => {
  const leaves = ['0', '10000'].map(async (sendMs) => {
    const heard: string[] = [];
    const port = await serve(t, (socket) => {
      socket.on('data', (bytes) => heard.push(String(bytes)));
      socket.on('end', () => socket.end());
    });
    const client = runAlice(t, port, '--leave-ms', '800', '--send-ms', sendMs);
    t.equal(await client.ended, 0);
    t.match(client.read(), /Left without waiting for the answer/);
    t.same(heard, sendMs === '0' ? ['X: Alice\n'] : []);
  });
  await Promise.all(leaves);
});

t.test('on a slow box: what comes after a connect waits until its pause is told', async (t) => {
  const { port } = await startServer(t, serverFile, []);
  const [fifo, journal] = [join(folder, 'epoch-held'), join(folder, 'held')];
  execFileSync('mkfifo', [fifo]);
  const alice = runProgram(
    t,
    clientFile,
    ['--role', 'X', '--name', 'Alice', '--port', String(port), '--send-ms', '5'],
    { LAB_EPOCH: fifo, LAB_JOURNAL: journal },
  );
  await alice.waitForNotes('armed', 1);
  const epochNs = process.hrtime.bigint();
  const file = await open(fifo, 'w');
  t.teardown(() => file.close());
  await file.write(`${epochNs} 0 300\n`);
  await alice.waitForNotes('connected', 1);
  const pauseMs = Math.ceil(Number(process.hrtime.bigint() - epochNs) / 1e6) + 50;
  await file.write(`${pauseMs}\n`);
  const bob = runProgram(t, clientFile, ['--role', 'Y', '--name', 'Bob', '--port', String(port)]);
  t.equal(await bob.ended, 0);
  t.equal(await alice.ended, 0, 'although the FIFO is open, and something is held still');
  const sent = alice.readNotes().find(({ what }) => what === 'sent');
  const atMs = Number(BigInt(sent?.monoNs ?? 0) - epochNs) / 1e6;
  t.ok(atMs >= pauseMs + 5, `it sent at ${atMs} ms, not before ${pauseMs + 5}`);
});

t.test('armed and waiting for its epoch, a signal ends it', async (t) => {
  const fifo = join(folder, 'epoch-never');
  execFileSync('mkfifo', [fifo]);
  const args = ['--role', 'X', '--name', 'Alice'];
  const client = runProgram(t, clientFile, args, { LAB_EPOCH: fifo });
  await client.waitForNotes('armed', 1);
  client.child.kill('SIGTERM');
  t.equal(await client.ended, 'SIGTERM');
});

t.test('wrong flags and a wrong epoch', async (t) => {
  const wrong: [string[], RegExp][] = [
    [['--role', 'X'], /^Say who you are: /],
    [['--framing', 'both'], /^--framing is line or raw, not "both"\.\n$/],
    [['--pices', '2'], /nearest is --pieces/],
    [['--send-ms', '-1'], /^--send-ms is a number from 0/],
  ];
  const runs = wrong.map(([args, sentence]) => ({
    run: runProgram(t, clientFile, args),
    sentence,
  }));
  for (const { run, sentence } of runs) {
    t.equal(await run.ended, 64);
    t.match(run.read(), sentence);
  }
  const noEpoch = { LAB_EPOCH: '/dev/null' };
  const lost = runProgram(t, clientFile, ['--role', 'X', '--name', 'Alice'], noEpoch);
  t.equal(await lost.ended, 2);
  t.match(lost.read(), /gave no epoch/);
});

t.test('bundles are one file each, and byte-identical when built twice', async (t) => {
  for (const name of ['server', 'client'] as const) {
    const once = await readFile(await bundleProgram(name, makeFolder(t)));
    const twice = await readFile(await bundleProgram(name, makeFolder(t)));
    t.ok(once.equals(twice));
    const imports = [...String(once).matchAll(/from\s+"([^"]+)"/g)].map(([, from]) => from);
    t.ok(imports.length > 0);
    t.ok(imports.every((from) => from?.startsWith('node:')));
  }
});
