// server.js - CST311 Assignment #2 (with extra credit) - Chloe Fontaine
//
// Why is multithreading needed?
// The server must wait for X and for Y simultaneously. A program which waits in a
// blocking way for one client can't see that the other's message came earlier, so it
// would answer with the order of its own reads. That is why the waiting has to be
// concurrent: normally one thread for each client plus shared data. In Node.js the
// runtime (libuv) watches all the sockets at the same time and calls our
// 'data' callbacks in the order in which data arrives; the shared data is the array
// `received` below, and callbacks never overlap, so no lock is needed.

const net = require('net');
const readline = require('readline');

const PORT = process.env.PORT || 3110;

const clients = [];   // sockets in order of connection
const received = [];  // first messages in order of receipt

// pauseOnConnect: no data is read from a socket until we resume() it,
// so nothing is received before both are connected.
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  clients.push(socket);
  console.log(`client ${clients.length} connected (${socket.remoteAddress})`);
  socket.on('error', (e) => console.log('socket error', e.message));
  if (clients.length === 2) {
    server.close();               // no third client
    console.log('both connected, start receiving');
    clients.forEach(start);
  }
});

// Start to read lines from one client.
function start(socket) {
  let introduced = false;         // true after its first message
  const other = clients.find((c) => c !== socket);
  const lines = readline.createInterface({ input: socket });
  lines.on('line', (line) => {
    console.log('received: ' + line);
    if (!introduced) {
      introduced = true;
      received.push(line);
      if (received.length === 2) acknowledge();
      return;
    }
    // ---- extra credit: chat ----
    console.log('relayed:  ' + line);
    other.write(line + '\n');
    if (/^[XY]: bye$/i.test(line)) {
      console.log('Bye seen, closing both');
      clients.forEach((c) => c.end());
    }
  });
  socket.on('close', () => other.end());
  socket.resume();
}

// Both messages are here: tell both clients about the order.
function acknowledge() {
  const text = `${received[0]} received before ${received[1]}`;
  clients.forEach((c) => c.write(text + '\n'));
  console.log('sent to both: ' + text);
}

server.listen(PORT, '0.0.0.0', () => console.log('listening on ' + PORT));
