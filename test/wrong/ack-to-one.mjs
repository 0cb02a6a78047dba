/**
 * Wrong: only the client whose message came last is told; the other one waits in vain.
 *
 * There are no threads: multithreading is needed where a read blocks, and here one loop waits for
 * both clients at the same time.
 */
import net from 'node:net';

const sockets = [];
const messages = [];

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => receive(one, String(bytes).trim())).resume();
}

/** Takes one message; the second one brings the answer, to its sender. */
function receive(socket, message) {
  console.log(`Received: ${message}`);
  messages.push(message);
  if (messages.length < 2) return;
  const answer = messages.join(' received before ');
  socket.write(`${answer}\n`);
  console.log(`Sent: ${answer}`);
  for (const one of sockets) one.end();
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
