// CLIENT=X SERVER_IP=10.0.0.1 PORT=3000 node client.js
const net = require('net');
const readline = require('readline');

const { CLIENT, SERVER_IP = '10.0.0.1', PORT = '3000' } = process.env;
if (!CLIENT) {
  console.error('set CLIENT to X or Y');
  process.exit(1);
}

const socket = net.connect(Number(PORT), SERVER_IP, () => {
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
  rl.question(`${CLIENT}, say something: `, (answer) => {
    const msg = `${CLIENT}: ${answer}`;
    socket.write(msg);
    console.log('sent: ' + msg);
    rl.close();
  });
});

socket.on('data', (d) => console.log('got: ' + d.toString()));
socket.on('end', () => process.exit(0));
