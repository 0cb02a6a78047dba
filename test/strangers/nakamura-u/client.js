// CST 311 PA2 client - Ren Nakamura
// usage: node client.js X      (or Y)

const net = require('net');
const readline = require('readline');
const config = require('./config.json');

const letter = (process.argv[2] || '').toUpperCase();
if (letter !== 'X' && letter !== 'Y') {
  console.log('usage: node client.js X|Y');
  process.exit(1);
}

const keyboard = readline.createInterface({ input: process.stdin });
const socket = net.connect(config.port, config.host, () => {
  console.log(`Client ${letter} connected, wait for the other one`);
});

// everything from the server is one line
let started = false;
const incoming = readline.createInterface({ input: socket });
incoming.on('line', (line) => {
  if (!started && line === 'GO') {
    started = true;
    console.log('Type your message:');
  } else {
    console.log(`<< ${line}`);
  }
});

// everything that is typed is sent and shown
keyboard.on('line', (text) => {
  socket.write(`${letter}|${text}\n`);
  console.log(`>> ${letter}: ${text}`);
});

// the server hung up
socket.on('close', () => {
  console.log('connection closed');
  process.exit(0);
});
socket.on('error', (e) => console.log('error:', e.message));
