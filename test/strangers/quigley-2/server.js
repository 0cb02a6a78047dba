// PA2 server in Node.js -- Fiona Quigley
//
// About multithreading: the server must be able to wait for both clients at the same
// time, because nobody knows who sends first; a server that blocks on one client
// would miss the order. That's why in C or Python you need threads and shared data.
// In node the runtime (libuv) does the waiting in the background for all
// sockets and calls us back in the order in which data arrives, and the shared
// data is just the array "order".
//
// Protocol: client sends "HELLO <letter>", gets "OK" when both are there,
// then sends the name, gets the ack, then chats.
const net = require('net');
const readline = require('readline');

const PORT = 3110;
const clients = [];
const order = [];   // filled in order of receipt

// called for each line that a client sends
function onLine(client, line) {
  console.log(`[from ${client.letter || '?'}] ${line}`);
  if (!client.letter) {
    // first line: who are you
    client.letter = line.split(' ')[1];
  } else if (!client.name) {
    // second line: the message
    client.name = line;
    order.push(client);
    if (order.length === 2) {
      const ack = `${order[0].letter}: ${order[0].name} received before ` +
                  `${order[1].letter}: ${order[1].name}`;
      sendAll(ack);
    }
  } else {
    // chat: to the other one
    const other = clients.find(c => c !== client);
    other.sock.write(`${client.letter}> ${line}\n`);
  }
}

// send a line to both
function sendAll(text) {
  for (const c of clients) c.sock.write(text + '\n');
  console.log('[to both] ' + text);
}

const server = net.createServer(sock => {
  const client = { sock: sock, letter: null, name: null };
  clients.push(client);
  sock.pause();     // do not read before both are here
  console.log('connection', clients.length);
  sock.on('error', () => {});
  if (clients.length === 2) {
    // both connected, start to read
    for (const c of clients) {
      readline.createInterface({ input: c.sock }).on('line', l => onLine(c, l));
      c.sock.on('close', () => { console.log('client left'); process.exit(0); });
    }
    sendAll('OK');
  }
});
server.listen(PORT, () => console.log('listening on', PORT));
