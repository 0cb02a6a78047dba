// node client.js X|Y      (HOST and PORT from the environment)
const net = require('net');
const readline = require('readline');
const lines = require('./lib/lines');

const letter = (process.argv[2] || '').toUpperCase();
if (letter !== 'X' && letter !== 'Y') {
  console.error('usage: node client.js X|Y');
  process.exit(1);
}

const socket = net.connect(process.env.PORT || 3111, process.env.HOST || 'localhost', () => {
  console.log(`connected as ${letter}`);
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: `${letter}$ ` });
  rl.prompt();
  // every line from the keyboard goes to the server
  rl.on('line', (text) => {
    socket.write(`${letter}> ${text}\n`);
    console.log(`sent: ${text}`);
    rl.prompt();
  });
});

// everything the server sends is shown
lines(socket, (l) => console.log(`\n${l}`));

socket.on('end', () => {
  console.log('\nconnection closed');
  process.exit(0);
});
socket.on('error', (e) => {
  console.error(e.message);
  process.exit(1);
});
