/**
 * client.js - run: node client.js X 10.0.0.1
 * What you type is sent with the name in front. Bye ends the chat.
 */
const net = require('net');
const readline = require('readline');

const name = process.argv[2] || 'X';
const host = process.argv[3] || '127.0.0.1';

const socket = net.connect(3000, host, () => console.log('connected, type a message:'));
const rl = readline.createInterface({ input: process.stdin });

// keyboard -> server
rl.on('line', (text) => {
  const msg = `${name}: ${text}`;
  socket.write(msg + '\n');
  console.log(`sent: ${msg}`);
});

// server -> screen
readline.createInterface({ input: socket }).on('line', (l) => console.log(`received: ${l}`));
socket.on('end', () => {
  console.log('connection closed');
  setTimeout(() => process.exit(0), 50);
});
