/**
 * Right: one loop for everything.
 *
 * There are no threads: multithreading is needed where a read blocks, and here the loop waits for
 * both clients at the same time; the order in which it hears of their bytes is the order of arrival.
 */
import net from 'node:net';

const sockets = [];
const messages = [];

/** Receives from both clients once both are accepted. */
function accept(socket) {
  sockets.push(socket);
  if (sockets.length < 2) return;
  server.close();
  for (const one of sockets) receiveLine(one);
}

/** Reads up to the newline; the second whole line brings the answer. */
function receiveLine(socket) {
  let text = '';
  socket.setEncoding('utf8').resume();
  socket.on('data', (part) => {
    if (text.includes('\n')) return;
    text += part;
    if (text.includes('\n')) take(text.split('\n')[0].trim());
  });
}

/** Takes one whole message. */
function take(message) {
  console.log(`Received: ${message}`);
  messages.push(message);
  if (messages.length < 2) return;
  const answer = messages.join(' received before ');
  for (const one of sockets) one.end(`${answer}\n`);
  console.log(`Sent: ${answer}`);
}

const server = net.createServer({ pauseOnConnect: true }, (socket) => accept(socket));
server.listen(12000);
