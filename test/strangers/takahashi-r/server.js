/*
 * Why is multithreading needed here?
 *   The server has two clients that may talk at any time. A program that blocks while it waits for one of
 *   them is deaf to the other, so it needs to wait for both concurrently: in most languages that is one
 *   thread per client plus shared, locked data. Node does the waiting in libuv and runs my callbacks one at a time
 *   in the event loop, so here the "threads" are the callbacks, the shared data is the array `arrived`,
 *   and no lock is necessary since two callbacks never run at once.
 */
const net = require('net');
const lines = require('./lib/lines');

const PORT = process.env.PORT || 3111;
const clients = [];   // {socket, letter}
const arrived = [];   // messages in order of arrival, shared by both handlers

const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  if (clients.length === 2) return socket.destroy(); // only X and Y
  clients.push({ socket, letter: null, said: 0 });
  console.log(`client ${clients.length} connected (${socket.remoteAddress})`);
  socket.on('error', () => {});
  // sockets stay paused until both are here, so nothing is read before
  if (clients.length === 2) {
    clients.forEach((c) => {
      lines(c.socket, (l) => onLine(c, l));
      c.socket.on('end', () => hangUp());
      c.socket.resume();
    });
  }
});

function onLine(c, line) {
  const m = /^([XY])> (.*)$/.exec(line);
  if (!m) return console.log('strange line', line);
  c.letter = m[1];
  console.log(`received from ${c.letter}: ${m[2]}`);
  c.said++;
  if (c.said === 1) order(c, m[2]);
  else relay(c, m[2]);
}

// the first message of each client
function order(c, text) {
  arrived.push(`${c.letter}: ${text}`);
  if (arrived.length < 2) return;
  const ack = `${arrived[0]} received before ${arrived[1]}`;
  for (const k of clients) {
    k.socket.write(`server> ${ack}\n`);
    console.log(`sent to ${k.letter}: ${ack}`);
  }
}

// chat
function relay(c, text) {
  const other = clients.find((k) => k !== c);
  other.socket.write(`${c.letter}> ${text}\n`);
  console.log(`relayed to ${other.letter || 'the other one'}: ${text}`);
  if (text.trim().toLowerCase() === 'bye') hangUp();
}

function hangUp() {
  clients.forEach((k) => k.socket.end());
  server.close();
}

server.listen(PORT, '0.0.0.0', () => console.log(`server listening on ${PORT}`));
