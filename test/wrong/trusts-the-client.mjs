/**
 * Wrong: passes on what the last client said, and trusts that it is the finished verdict.
 *
 * There are no threads: multithreading is needed where a read blocks, and here one loop waits for
 * both clients at the same time.
 */
import net from 'node:net';

const sockets = [];
let received = 0;

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => receive(String(bytes).trim())).resume();
}

/** Takes one message; the second one is what both are told. */
function receive(message) {
  console.log(`Received: ${message}`);
  received += 1;
  if (received < 2) return;
  for (const one of sockets) one.end(`${message}\n`);
  console.log(`Sent: ${message}`);
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
