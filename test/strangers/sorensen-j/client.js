// node client.js X [host]
'use strict';
const net = require('net');
const readline = require('readline');
const [letter, host = '10.0.0.1'] = process.argv.slice(2);

const sock = net.connect(13000, host, () => sock.write(letter + '\n'));
const kb = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: letter + '> ' });
const show = s => { readline.cursorTo(process.stdout, 0); console.log(s); kb.prompt(); };

kb.on('line', l => { sock.write(l + '\n'); show(`sent: ${letter}: ${l}`); });
// whatever the server says, line by line
readline.createInterface({ input: sock }).on('line', l => show(`got:  ${l}`));
sock.on('close', () => { console.log('\nclosed'); process.exit(0); });
kb.prompt();
