// CST 311 Assignment 2
// Chidi Okonkwo
// client.js
// node client.js <X|Y> <server>

const net = require('net');
const readline = require('readline');

const name = process.argv[2];
const host = process.argv[3] || '10.0.0.1';
const port = process.env.PORT || 3110;

// connect to the server
const socket = net.connect(port, host, () => {
  console.log(`${name} connected to ${host}:${port}`);

  // ask the user for the message and send it
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
  rl.question('message: ', (text) => {
    const message = `${name}: ${text}`;
    socket.write(message);
    console.log(`sent: ${message}`);
    rl.close();
  });
});

// print what the server sends
socket.on('data', (data) => console.log(`received: ${data}`));
socket.on('end', () => console.log('connection closed'));
socket.on('error', (err) => console.log(err.message));
