/*
 * CST311 PA2 - server - Giulia Rossi
 *
 * Why multithreading?
 * X and Y may send at any time and in any order. A server that does one blocking
 * read after the other can only hear the client it is waiting for, so the order it
 * reports would be the order of its own code. We need one flow of control per
 * client waiting at the same time, plus shared data (the array `order`) to compare.
 * In Node these waiting "threads" live in libuv/the kernel and the callbacks run
 * one at a time, so each callback below plays the role of one thread and pushing
 * into `order` needs no mutex.
 */
'use strict';
const net = require('net');
const readline = require('readline');

const PORT = Number(process.argv[2] || 7311);

let waiting = [];            // sockets connected for the current pair

// pauseOnConnect: not a byte is read before we say resume()
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  console.log(`connected: ${socket.remoteAddress}:${socket.remotePort}`);
  socket.on('error', () => {});
  waiting.push(socket);
  if (waiting.length === 2) {
    const pair = waiting;
    waiting = [];
    session(pair);
  }
});

// everything that happens between one X and one Y
function session(pair) {
  const order = [];          // {text, socket} in the order of arrival
  const letters = new Map(); // socket -> 'X' / 'Y'

  pair.forEach((socket, i) => {
    const other = pair[1 - i];
    const lines = readline.createInterface({ input: socket });
    lines.on('line', (text) => {
      if (!letters.has(socket)) {
        firstMessage(socket, text);
      } else {
        chat(socket, other, text);
      }
    });
    socket.on('close', () => other.end());
    socket.resume();
  });

  // the message whose order counts
  function firstMessage(socket, text) {
    console.log(`received: ${text}`);
    letters.set(socket, text.charAt(0));
    order.push(text);
    if (order.length === 2) {
      const ack = `${order[0]} received before ${order[1]}`;
      pair.forEach((s) => s.write(ack + '\n'));
      console.log(`sent to both: ${ack}`);
    }
  }

  // extra credit: relay, and Bye closes the two sockets
  function chat(socket, other, text) {
    const line = `[${letters.get(socket)}] ${text}`;
    console.log(line);
    other.write(line + '\n');
    if (/^\s*bye[.!]?\s*$/i.test(text)) {
      pair.forEach((s) => s.end());
      console.log('chat ended, waiting for the next two clients');
    }
  }
}

server.listen(PORT, () => console.log(`server on port ${PORT}`));
