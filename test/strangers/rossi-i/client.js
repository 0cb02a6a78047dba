#!/usr/bin/env node
// Giulia Rossi - node client.js [host]
const net = require('net');
const readline = require('readline');

const sock = net.connect(process.env.PORT || 3000, process.argv[2] || '10.0.0.1');
const kb = readline.createInterface({ input: process.stdin });

// keyboard -> server. What I type is already visible on the terminal
kb.on('line', (l) => sock.write(l + '\n'));

// server -> screen
readline.createInterface({ input: sock }).on('line', (l) => console.log('<', l));
sock.on('close', () => { console.log('connection closed'); process.exit(); });
sock.on('error', (e) => console.log(e.message));
