// CST 311 PA2 server - Ren Nakamura
//
// About multithreading: in a language with blocking sockets like python you would need a
// thread for each client, otherwise recv() on one client would block the other one.
// Node.js is event driven: the operating system and libuv watch all the sockets and call my
// function when something arrives, so I do not have to create the threads on my own, and
// the shared data (the array "arrived") needs no lock.

const net = require('net');
const config = require('./config.json');

const clients = [];   // sockets in the order of connection
const arrived = [];   // {letter, text} in the order of messages <- this one counts!

// Starts reading from a client. Lines look like   X|Alice
function startReading(socket) {
  let buffer = '';
  socket.on('data', (chunk) => {
    buffer += chunk;
    let pos;
    while ((pos = buffer.indexOf('\n')) >= 0) {
      const line = buffer.slice(0, pos);
      buffer = buffer.slice(pos + 1);
      const [letter, ...rest] = line.split('|');
      onLine(socket, letter, rest.join('|'));
    }
  });
  socket.write('GO\n');
  socket.resume();
}

// Called for each complete line
function onLine(socket, letter, text) {
  console.log(`${letter} -> server: ${text}`);
  if (arrived.length < 2) {
    arrived.push({ letter, text });
    if (arrived.length === 2) acknowledge();
  } else {
    relay(socket, letter, text);
  }
}

// Both messages are here: tell both clients who was first
function acknowledge() {
  const [a, b] = arrived;
  const ack = `${a.letter}: ${a.text} received before ${b.letter}: ${b.text}`;
  console.log(`server -> X and Y: ${ack}`);
  clients.forEach((c) => c.write(ack + '\n'));
}

// Extra credit: chat through the server
function relay(from, letter, text) {
  const to = clients.find((c) => c !== from);
  to.write(`${letter}: ${text}\n`);
  if (text === 'Bye') {
    console.log('Bye received, closing both connections');
    clients.forEach((c) => c.end());
    server.close();
  }
}

// pauseOnConnect: nothing is read from a client until I call resume()
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  clients.push(socket);
  console.log(`client ${clients.length} connected from ${socket.remoteAddress}`);
  socket.on('error', (e) => console.log('socket error', e.code));
  if (clients.length === 2) clients.forEach(startReading);
});

server.listen(config.port, () => console.log(`listening on ${config.port}`));
