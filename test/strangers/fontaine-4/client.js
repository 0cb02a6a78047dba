// client.js - CST311 Assignment #2 - Chloe Fontaine
// Usage: node client.js X 10.0.0.1
// The first line you type is your name; after the acknowledgement you can chat.
// "Bye" ends the chat.

const net = require('net');
const readline = require('readline');

const [id, host = '10.0.0.1', port = '3110'] = process.argv.slice(2);
if (id !== 'X' && id !== 'Y') {
  console.log('usage: node client.js X|Y [host] [port]');
  process.exit(1);
}

const socket = net.connect(Number(port), host, () => {
  console.log(`client ${id} connected. Your name?`);

  // everything typed on the keyboard goes to the server with our letter
  const keyboard = readline.createInterface({ input: process.stdin });
  keyboard.on('line', (text) => {
    const message = `${id}: ${text}`;
    socket.write(message + '\n');
    console.log('sent     > ' + message);
  });
});

// everything that comes from the server gets printed
readline.createInterface({ input: socket })
  .on('line', (line) => console.log('received < ' + line));

socket.on('close', () => {
  console.log('connection closed');
  process.exit(0);
});
socket.on('error', (e) => console.log('error: ' + e.message));
