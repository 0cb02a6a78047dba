#!/usr/bin/env node
// PA2 server, Luuk van der Meer
// run: node server.js [port]

const net = require('net');
const readline = require('readline');

const port = Number(process.argv[2] || 3000);
const clients = [];        // { sock, id }
const arrived = [];        // first message of each client, in order

// log + write
function send(client, text) {
  console.log(`server -> ${client.id}: ${text}`);
  if (!client.sock.destroyed) client.sock.write(text + '\n');
}

function onLine(client, line) {
  console.log(`${client.id} -> server: ${line}`);
  if (!client.spoke) {
    // first message counts for the order
    client.spoke = true;
    arrived.push(`${client.id}: ${line}`);
    if (arrived.length === 2) {
      const ack = arrived.join(' received before ');
      clients.forEach((c) => send(c, ack));
    }
    return;
  }
  // chat: to the other one
  const other = clients.find((c) => c !== client);
  send(other, `${client.id}: ${line}`);
  if (line === 'Bye') client.sock.end();
}

const server = net.createServer({ pauseOnConnect: true }, (sock) => {
  if (clients.length === 2) return sock.destroy();
  const client = { sock, id: clients.length ? 'Y' : 'X', spoke: false };
  clients.push(client);
  console.log(`${client.id} connected from ${sock.remoteAddress}`);
  sock.on('error', () => {});
  // sockets stay paused until both are there
  if (clients.length === 2) {
    for (const c of clients) {
      readline.createInterface({ input: c.sock }).on('line', (l) => onLine(c, l));
      c.sock.resume();
      send(c, `welcome ${c.id}, go ahead`);
    }
  }
});

server.listen(port, () => console.log('listening on', port));
