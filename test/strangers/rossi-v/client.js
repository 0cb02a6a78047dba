/*
 * CST311 PA2 - client - Giulia Rossi
 * node client.js X [host] [port]
 */
'use strict';
const net = require('net');
const readline = require('readline');

const letter = (process.argv[2] || '').toUpperCase();
const host = process.argv[3] || '10.0.0.1';
const port = Number(process.argv[4] || 7311);
if (letter !== 'X' && letter !== 'Y') {
  console.log('usage: node client.js X|Y [host] [port]');
  process.exit(1);
}

const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout });
const socket = net.connect(port, host, () => {
  keyboard.setPrompt(`${letter}, your message> `);
  keyboard.prompt();
});

let state = 'message';       // message -> ack -> chat

// show a line above the prompt and draw the prompt again
function show(line) {
  readline.cursorTo(process.stdout, 0);
  readline.clearLine(process.stdout, 0);
  console.log(line);
  if (state === 'chat') keyboard.prompt(true);
}

// keyboard
keyboard.on('line', (text) => {
  if (state === 'message') {
    const m = `${letter}: ${text}`;
    socket.write(m + '\n');
    state = 'ack';
    show(`sent: ${m}`);
  } else if (state === 'chat') {
    socket.write(text + '\n');
    show(`[me] ${text}`);
  } else {
    show('please wait for the acknowledgement');
  }
});

// server
readline.createInterface({ input: socket }).on('line', (line) => {
  if (state === 'ack') {
    state = 'chat';
    keyboard.setPrompt('> ');
    show(`received: ${line}`);
  } else {
    show(line);
  }
});
socket.on('close', () => {
  state = 'end';
  show('connection closed');
  process.exit(0);
});
socket.on('error', (e) => console.log(e.message));
