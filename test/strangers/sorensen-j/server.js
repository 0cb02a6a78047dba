// Mikkel Sørensen
// PA2 server. Run with node, no packages needed.
/*
  Multithreading: is needed so the server can deal with both clients concurrently, so that a slow client
  does not keep the other from being heard. Node does it with its event loop (libuv has
  the thread pool underneath), every callback runs when its client has something.
*/
'use strict';
const net = require('net');
const readline = require('readline');

const clients = new Map();   // letter -> socket
const arrivals = [];         // 'X: Alice'

const send = (letter, text) => {
  clients.get(letter).write(text + '\n');
  console.log(`[to ${letter}] ${text}`);
};
const otherOf = letter => (letter === 'X' ? 'Y' : 'X');

const server = net.createServer(socket => {
  console.log('new client', socket.remoteAddress);
  let letter = null;
  let opened = false;

  // readline cuts the stream into lines for me
  const rl = readline.createInterface({ input: socket });
  rl.on('line', line => {
    if (!letter) {                         // first line is the letter
      letter = line;
      clients.set(letter, socket);
      return;
    }
    console.log(`[from ${letter}] ${line}`);

    if (!opened) {                         // the opening message: note when it came
      opened = true;
      arrivals.push(`${letter}: ${line}`);
      if (arrivals.length === 2) {
        const ack = arrivals.join(' received before ');
        send('X', ack);
        send('Y', ack);
      }
      return;
    }
    const other = otherOf(letter);
    if (!clients.has(other)) return;       // nobody there yet
    send(other, `${letter}: ${line}`);
    if (line === 'Bye') {
      // end() after the last write, so the Bye still gets out
      for (const s of clients.values()) s.end();
      server.close();
    }
  });
  socket.on('error', e => console.log('error', e.code));
});

server.listen(13000, () => console.log('listening on 13000'));
