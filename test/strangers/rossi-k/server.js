// Giulia Rossi - assignment 2 (server)
// usage: node server.js [port]
'use strict';
const net = require('net');
const readline = require('readline');

const port = Number(process.argv[2] || 3110);
const clients = [];      // in order of connection
const arrived = [];      // in order of message

const log = (...a) => console.log(new Date().toISOString().slice(11, 23), ...a);

// writes a line to a client and logs it
function tell(c, text) {
  c.sock.write(text + '\n');
  log(`-> ${c.name || c.sock.remoteAddress}: ${text}`);
}

// one line came in from a client
function onLine(c, line) {
  const { name, text } = JSON.parse(line);
  c.name = name;
  log(`<- ${name}: ${text}`);
  if (!c.spoke) {
    // first message: it takes part in the "who was first"
    c.spoke = true;
    arrived.push(`${name}: ${text}`);
    if (arrived.length === 2)
      clients.forEach((k) => tell(k, `${arrived[0]} received before ${arrived[1]}`));
    return;
  }
  // later messages: chat
  clients.filter((k) => k !== c).forEach((k) => tell(k, `${name}: ${text}`));
}

const server = net.createServer((sock) => {
  if (clients.length === 2) return sock.destroy();   // full
  sock.pause();                                       // don't read yet
  clients.push({ sock, spoke: false });
  log('connection', clients.length, sock.remoteAddress);
  sock.on('error', () => {});
  if (clients.length === 2) {
    // both here: open the taps
    for (const c of clients) {
      readline.createInterface({ input: c.sock }).on('line', (l) => onLine(c, l));
      c.sock.on('end', () => { log((c.name || '?') + ' left'); clients.forEach((k) => k.sock.end()); server.close(); });
    }
  }
});
server.listen(port, '0.0.0.0', () => log('listening on', port));
