/*
 * Assignment 2 - Server
 * Nina Keller & Fabian Frei
 *
 * Why is multithreading needed?
 * The server has to wait for two clients simultaneously. In a language with blocking sockets
 * (C, Python) recv() stops the whole thread. Without a second thread the message of the other
 * client could not be received, and the server would find out the order in which it READ and
 * not the order in which the messages ARRIVED. So you need one thread per client and a shared
 * list. In Node.js uebernimmt das die Event-Loop: libuv wartet auf beide Sockets gleichzeitig
 * und ruft den Callback von dem Client auf, dessen Daten zuerst da sind. Die gemeinsamen
 * Daten sind die Variablen "reihenfolge" und "clients" (kein Lock noetig, es laeuft immer nur
 * ein Callback).
 *
 * Start: node server.js
 */
const net = require('net');
const readline = require('readline');
const config = require('./config.json');

const clients = [];        // beide Verbindungen
const reihenfolge = [];    // erste Nachrichten, in der Reihenfolge der Ankunft
let chat = false;          // true sobald die Antwort verschickt ist

const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  if (clients.length >= 2) {       // mehr als zwei gibt es nicht
    socket.destroy();
    return;
  }
  clients.push({ socket, name: null });
  console.log('connected: ' + socket.remoteAddress + ':' + socket.remotePort);
  // Erst lesen wenn BEIDE verbunden sind
  if (clients.length === 2) {
    clients.forEach(lesen);
  }
});

// Zeilenweise von einem Client lesen
function lesen(client) {
  const rl = readline.createInterface({ input: client.socket });
  rl.on('line', (zeile) => verarbeite(client, zeile));
  client.socket.on('error', () => {});
  client.socket.on('close', () => ende());
}

function verarbeite(client, zeile) {
  console.log('received: ' + zeile);
  if (client.name === null) {
    // erste Nachricht, z.B. "X: Alice"
    client.name = zeile.split(':')[0];
    reihenfolge.push(zeile);
    if (reihenfolge.length === 2) {
      const antwort = reihenfolge[0] + ' received before ' + reihenfolge[1];
      clients.forEach((c) => c.socket.write(antwort + '\n'));
      console.log('sent to both: ' + antwort);
      chat = true;
    }
    return;
  }
  // Chat (extra credit): an den anderen weiterleiten
  const anderer = clients.find((c) => c !== client);
  anderer.socket.write(zeile + '\n');
  console.log('relayed to ' + anderer.name + ': ' + zeile);
  // "X: Bye" beendet den Chat fuer beide
  if (chat && zeile === client.name + ': Bye') {
    ende();
  }
}

function ende() {
  clients.forEach((c) => c.socket.end());
  server.close();
}

server.listen(config.port, () => console.log('listening on ' + config.port));
