/**
 * Wrong: each client is told that it was the first.
 *
 * There are no threads: multithreading is needed where a read blocks, and here one loop waits for
 * both clients at the same time.
 */
import net from 'node:net';

const sockets = [];
const messages = new Map();

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => receive(one, String(bytes).trim())).resume();
}

/** Takes one message; the second one brings the answers. */
function receive(socket, message) {
  console.log(`Received: ${message}`);
  messages.set(socket, message);
  if (messages.size < 2) return;
  for (const one of sockets) {
    const other = sockets.find((each) => each !== one);
    const answer = `${messages.get(one)} received before ${messages.get(other)}`;
    one.end(`${answer}\n`);
    console.log(`Sent: ${answer}`);
  }
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
