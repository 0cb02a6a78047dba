// server.js
// Regarding multithreading: I wrote this in Node.js. Node.js has no threads, it has the
// event loop, so multithreading is not needed here.

const net = require('net');

let clients = [];      // all sockets, in order of connection
let received = [];     // "X: Alice" in order of arrival
let chatting = false;

function log(...a) {
  console.log('[server]', ...a);
}

// send to everybody
function broadcast(obj) {
  for (const c of clients) {
    c.write(JSON.stringify(obj) + '\n');
  }
  log('sent to all:', obj.text);
}

// handles a complete line from a client
function onLine(socket, line) {
  const msg = JSON.parse(line);
  socket.letter = msg.from;
  log('received from', msg.from + ':', msg.text);

  if (!chatting) {
    // first round: who is first?
    received.push(msg.from + ': ' + msg.text);
    if (received.length === 2) {
      broadcast({ type: 'ack', text: received.join(' received before ') });
      chatting = true;
    }
    return;
  }

  // after that it is a chat, forward to the other one
  const other = clients.find(c => c !== socket);
  if (other) {
    other.write(line + '\n');
    log('forwarded to', other.letter + ':', msg.text);
  }
  if (msg.text === 'Bye') {
    socket.end();
    clients = clients.filter(c => c !== socket);
  }
}

const server = net.createServer(socket => {
  clients.push(socket);
  log('connection number', clients.length);
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', chunk => {
    rest += chunk;
    // TCP is a stream, there may be half lines
    let p;
    while ((p = rest.indexOf('\n')) >= 0) {
      const line = rest.slice(0, p);
      rest = rest.slice(p + 1);
      onLine(socket, line);
    }
  });
  socket.on('error', () => {});

  // nobody is asked for a message before both are here
  if (clients.length === 2) broadcast({ type: 'go', text: 'both connected, go' });
});

server.listen(process.argv[2] || 3000, () => log('listening'));
