/**
 * Wrong: says the clients' messages before they have said a word; the clients are to begin.
 *
 * There are no threads: multithreading is needed where a read blocks, and here one loop waits for
 * both clients at the same time.
 */
import net from 'node:net';

const sockets = [];
const messages = [];

/** Guesses; receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  socket.write(sockets.length === 1 ? 'X: Alice\n' : 'Y: Bob\n');
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) one.on('data', (bytes) => receive(String(bytes).trim())).resume();
}

/** Takes one message; the second one brings the answer. */
function receive(message) {
  console.log(`Received: ${message}`);
  messages.push(message);
  if (messages.length < 2) return;
  const answer = messages.join(' received before ');
  for (const one of sockets) one.end(`${answer}\n`);
  console.log(`Sent: ${answer}`);
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
