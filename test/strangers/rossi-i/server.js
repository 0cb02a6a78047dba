#!/usr/bin/env node
/* Giulia Rossi - CST 311 PA2 (Node.js)
 *
 * Multithreading? A classic server needs a thread per client as reading blocks. In Node nothing
 * blocks: libuv watches all the sockets and calls my callbacks in a single thread, so
 * the two clients are served concurrently and I can share data without any lock.
 */
'use strict';
const net = require('net');
const readline = require('readline');

const PORT = process.env.PORT || 3000;
const clients = new Map();      // letter -> socket
const first = [];               // opening messages, in order of arrival

// write to a client and on the screen
function tell(letter, text) {
  clients.get(letter).write(text + '\n');
  console.log(`server -> ${letter}: ${text}`);
}

const other = (letter) => (letter === 'X' ? 'Y' : 'X');

function onLine(letter, text) {
  console.log(`${letter} -> server: ${text}`);

  // opening messages
  if (first.length < 2) {
    if (first.some((m) => m.letter === letter)) return tell(letter, '(wait for the other client please)');
    first.push({ letter, text });
    if (first.length === 2) {
      const s = first.map((m) => `${m.letter}: ${m.text}`).join(' received before ');
      tell('X', s);
      tell('Y', s);
    }
    return;
  }

  // after that: chat
  tell(other(letter), `${letter}: ${text}`);
  if (/^bye$/i.test(text.trim())) {
    for (const s of clients.values()) s.end();
    server.close(() => console.log('bye, server closed'));
  }
}

const server = net.createServer({ pauseOnConnect: true }, (sock) => {
  if (clients.size === 2) return sock.destroy();      // only two
  const letter = clients.size === 0 ? 'X' : 'Y';
  clients.set(letter, sock);
  console.log(`client ${letter} connected`);
  sock.on('error', () => {});

  // sockets are paused until both are there, so nothing is read too early
  if (clients.size === 2) {
    for (const [l, s] of clients) {
      readline.createInterface({ input: s }).on('line', (t) => onLine(l, t));
      s.resume();
      s.write(`you are ${l}\n`);
    }
  }
});

server.listen(PORT, () => console.log('listening on', PORT));
