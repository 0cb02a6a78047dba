/**
 * server.js - CST311 assignment 2 - Naomi Rosenthal
 *
 * Why do we need multithreading for this? The server has to wait for two clients at the same time,
 * because nobody knows which of them sends first. With a blocking read in a single thread
 * it would hang at client 1 while client 2 has already sent its message, so the order would be wrong.
 * In most languages you solve it with a thread for each client. Node does the waiting for all sockets
 * in the threads/event loop of libuv and runs a callback for each message in the order
 * they arrive, the shared data is the array `received`.
 */
const net = require('net');

const PORT = 3000;
const clients = [];    // both sockets
const received = [];   // first message from each client in order of receipt

// pauseOnConnect: nothing is read before we resume() the socket
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  clients.push(socket);
  console.log(`client ${clients.length} connected (${socket.remoteAddress})`);
  if (clients.length === 2) {
    server.close();              // no more clients
    clients.forEach(start);      // both are here, start receiving
  }
});

// begin to read from one client, messages end with a newline
function start(socket) {
  let buf = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    buf += chunk;
    let i;
    while ((i = buf.indexOf('\n')) >= 0) {
      onMessage(socket, buf.slice(0, i));
      buf = buf.slice(i + 1);
    }
  });
  socket.on('error', () => {});
  socket.resume();
}

function send(socket, text) {
  socket.write(text + '\n');
  console.log(`sent: ${text}`);
}

// called for each line
function onMessage(socket, line) {
  console.log(`received: ${line}`);
  const other = clients.find((c) => c !== socket);
  if (!socket.hasSent) {
    // the first message of this client counts for the order
    socket.hasSent = true;
    received.push(line);
    if (received.length === 2) {
      const ack = `${received[0]} received before ${received[1]}`;
      clients.forEach((c) => send(c, ack));
    }
    return;
  }
  // extra credit: chat through the server
  send(other, line);
  if (/: *bye$/i.test(line)) {
    clients.forEach((c) => c.end());
  }
}

server.listen(PORT, () => console.log(`listening on ${PORT}`));
