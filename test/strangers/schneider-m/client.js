#!/usr/bin/env node
'use strict';
/* Client:  node client.js --name=X --text=Alice [--host=10.0.0.1] [--port=3000] */
const net = require('net');

// "--a=b" -> { a: 'b' }
const opt = Object.fromEntries(process.argv.slice(2).map((a) => a.replace(/^--/, '').split('=')));
const sock = net.connect(Number(opt.port || 3000), opt.host || '10.0.0.1', () => {
  // verbunden, jetzt senden
  sock.write(JSON.stringify({ von: opt.name, text: opt.text }));
  console.log(`gesendet: ${opt.name}: ${opt.text}`);
});
sock.setEncoding('utf8');
sock.on('data', (d) => console.log('Antwort vom Server:', d));
sock.on('error', (e) => console.error('Fehler:', e.message));
