/**
 * Wrong: crashes in the middle, on the first message.
 *
 * There are no threads: multithreading is needed where a read blocks, and here one loop waits for
 * both clients at the same time.
 */
import net from 'node:net';

const sockets = [];
const messages = undefined;

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => receive(String(bytes).trim())).resume();
}

/** Takes one message: there is no list to put it in. */
function receive(message) {
  console.log(`Received: ${message}`);
  messages.push(message);
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
