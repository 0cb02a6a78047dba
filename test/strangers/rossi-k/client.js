// node client.js <X|Y> [host] [port]
// Everything you type is a message. ctrl-d to leave.
'use strict';
const net = require('net');
const readline = require('readline');

const [name, host = '10.0.0.1', port = '3110'] = process.argv.slice(2);
if (!name) { console.error('which client? X or Y'); process.exit(1); }

const sock = net.connect(Number(port), host, () => {
  console.log(`connected to ${host}:${port} as ${name}`);
  const kb = readline.createInterface({ input: process.stdin });
  kb.on('line', (text) => {
    // JSON so that there may be anything in the text
    sock.write(JSON.stringify({ name, text }) + '\n');
    console.log(`sent     | ${text}`);
  });
  kb.on('close', () => sock.end());
});
readline.createInterface({ input: sock }).on('line', (l) => console.log(`received | ${l}`));
sock.on('close', () => { console.log('connection is closed'); process.exit(0); });
sock.on('error', (e) => { console.error(e.message); });
