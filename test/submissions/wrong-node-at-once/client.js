// Client in Node. Usage: node client.js HOST PORT; the message is typed.
const net = require('net');
const readline = require('readline');

const [, , host, port] = process.argv;
const terminal = readline.createInterface({ input: process.stdin });
const socket = net.connect(Number(port), host, () => {
  // The first line that is typed is the message.
  terminal.once('line', (line) => {
    console.log('sent', line);
    socket.write(line);
    terminal.close();
  });
});
socket.on('data', (data) => console.log('server says', data.toString()));
