/*
 * Server in Node.
 *
 * Multithreading solves the problem that a blocking read waits for one client only, so that the
 * message of the other goes unnoticed meanwhile. Node reads both sockets in one event loop: it is
 * told of whichever has bytes, in the order in which they arrive, so that no thread is needed.
 */
const net = require('net');

const sockets = [];
const messages = [];

// Each message is noted as it comes.
const server = net.createServer((socket) => {
  sockets.push(socket);
  socket.once('data', (data) => receive(data.toString().trim()));
});

// Notes a message, and answers both once there are two.
function receive(text) {
  console.log('received', text);
  messages.push(text);
  if (messages.length < 2) return;
  const answer = `${messages[0]} received before ${messages[1]}`;
  console.log('sent', answer);
  for (const one of sockets) one.end(answer);
  server.close();
}

server.listen(3000, () => console.log('listening'));
