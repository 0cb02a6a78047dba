#!/usr/bin/env node
/**
 * Aufgabe 2, Server                                    Katrin Schneider
 *
 * Why multithreading: both sockets must be listened to at the same time, else one would only see
 * the message of the client one happens to wait for. In Node the threads are hidden from us: libuv
 * watches all sockets, and calls the 'data' handler in the order in which the data came. So the
 * array "eingang" is shared by both handlers without a lock.
 */
'use strict';
const net = require('net');

const PORT = Number(process.env.npm_config_port || 3000);
const verbindungen = [];   // sockets
const eingang = [];        // Nachrichten in der Reihenfolge der Ankunft

const server = net.createServer({ pauseOnConnect: true }, (sock) => {
  // pauseOnConnect: nothing is read until resume() is called
  verbindungen.push(sock);
  console.log(`Verbindung ${verbindungen.length}: ${sock.remoteAddress}`);
  if (verbindungen.length < 2) return;
  server.close();                       // keine weiteren Clients
  for (const s of verbindungen) {
    s.setEncoding('utf8');
    s.once('data', nachricht);
    s.resume();
  }
});

/** Called once for each client, with {"von":"X","text":"Alice"} */
function nachricht(data) {
  const { von, text } = JSON.parse(data);
  console.log(`empfangen: ${von}: ${text}`);
  eingang.push(`${von}: ${text}`);
  if (eingang.length === 2) antworten();
}

/** Both messages are there: tell both clients. */
function antworten() {
  const antwort = eingang.join(' received before ');
  verbindungen.forEach((s, i) => {
    s.end(antwort);
    console.log(`gesendet an ${i + 1}: ${antwort}`);
  });
}

server.listen(PORT, '0.0.0.0', () => console.log('Server wartet auf Port', PORT));
