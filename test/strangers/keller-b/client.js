/*
 * Assignment 2 - Client, Nina Keller & Fabian Frei
 * Start: node client.js X     bzw.  node client.js Y
 * Die Adresse vom Server steht in config.json
 */
const net = require('net');
const readline = require('readline');
const config = require('./config.json');

const name = process.argv[2];
if (name !== 'X' && name !== 'Y') {
  console.log('node client.js X|Y');
  process.exit(1);
}

const socket = net.connect(config.port, config.host, () => {
  console.log('connected to ' + config.host + ', type your message (Bye = exit)');

  // jede Zeile von der Tastatur geht als "X: ..." zum Server
  const tastatur = readline.createInterface({ input: process.stdin });
  tastatur.on('line', (zeile) => {
    const nachricht = name + ': ' + zeile;
    socket.write(nachricht + '\n');
    console.log('sent:     ' + nachricht);
  });

  // alles vom Server ausgeben
  const empfang = readline.createInterface({ input: socket });
  empfang.on('line', (zeile) => console.log('received: ' + zeile));
});

socket.on('error', (err) => console.log(err.message));
socket.on('close', () => {
  console.log('connection closed');
  process.exit(0);
});
