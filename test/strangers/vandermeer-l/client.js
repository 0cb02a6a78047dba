#!/usr/bin/env node
// run: node client.js [host] [port]
const net = require('net');
const readline = require('readline');

const [host = '10.0.0.1', port = '3000'] = process.argv.slice(2);
const sock = net.connect(Number(port), host, () => console.log('connected'));

// what the server sends
readline.createInterface({ input: sock }).on('line', (l) => console.log('<<', l));
sock.on('close', () => { console.log('server closed the connection'); process.exit(0); });

// what the user types
readline.createInterface({ input: process.stdin }).on('line', (l) => {
  sock.write(l + '\n');
  console.log('>>', l);
});
