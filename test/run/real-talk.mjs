/**
 * Real TCP for a real capture: run inside a network namespace of its own with a path. It starts
 * tcpdump on the loopback, lets clients talk to an echoing server over IPv4 and IPv6, and prints
 * as JSON the SHA-256 of what each client sent: {"127.0.0.1:40000": "hex"}.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';

const limitMs = 20_000;
const marker = 'the last datagram of this capture';
const path = process.argv[2];

const capture = spawn(
  'tcpdump',
  [
    ...['-i', 'lo', '-w', path, '-U', '-Z', 'root', '--immediate-mode'],
    '--time-stamp-precision=nano',
    // In immediate mode each frame takes a slot of 64 KiB, so that the 2 MiB of the default hold 32
    // frames and a burst is lost; this holds more frames than there are (KiB).
    ...['-B', '65536'],
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
let heard = '';
capture.stderr.on('data', (chunk) => {
  heard += chunk;
});
await waitFor('tcpdump to listen', () => heard.includes('listening on'));

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.pipe(socket);
});
server.listen(12_000, '::');
await once(server, 'listening');

const sent = {};
await Promise.all([
  talk('127.0.0.1', [Buffer.from('X: Alice\n')]),
  talk('::1', [Buffer.from('Y: Bob 🎈\n').subarray(0, 9), Buffer.from('🎈\n').subarray(2)]),
  talk('127.0.0.1', [randomBytes(300_000)]),
  talk(
    '::1',
    Array.from({ length: 200 }, (_, index) => randomBytes(1 + (index % 50))),
  ),
]);
server.close();

// What was captured is known by a datagram that comes after everything else.
const datagrams = createSocket('udp4');
datagrams.send(marker, 9, '127.0.0.1');
let read = 0;
await waitFor('the capture to be written', () => {
  if (statSync(path).size === read) return false;
  read = statSync(path).size;
  return readFileSync(path).includes(marker);
});
datagrams.close();
capture.kill('SIGINT');
await once(capture, 'close');
console.log(JSON.stringify(sent));

/** Sends the pieces, each after the echo of the one before it, and ends. */
async function talk(host, pieces) {
  const socket = connect({ host, port: 12_000, noDelay: true });
  await once(socket, 'connect');
  const end = host.includes(':') ? `[${host}]:${socket.localPort}` : `${host}:${socket.localPort}`;
  sent[end] = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
  let echoed = 0;
  let wanted = 0;
  let wake = () => {};
  socket.on('data', (bytes) => {
    echoed += bytes.length;
    if (echoed === wanted) wake();
  });
  for (const piece of pieces) {
    wanted += piece.length;
    const isEchoed = new Promise((resolve) => {
      wake = resolve;
    });
    socket.write(piece);
    await isEchoed;
  }
  socket.end();
  await once(socket, 'close');
}

async function waitFor(what, isDone) {
  const deadline = Date.now() + limitMs;
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs} ms for ${what}: ${heard}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
