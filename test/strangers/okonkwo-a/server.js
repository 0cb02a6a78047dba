// CST 311 Assignment 2
// Chidi Okonkwo
// server.js
//
// Multithreading: in most languages the server needs a thread per client, because reading from a
// client blocks and it could not read from the other one in the meantime, so
// it would not know whose message came first. In Node I don't have to make the
// threads myself: libuv and the event loop watch all sockets for me, and every client
// gets its own callback. The callbacks share the variables at the top of this file.

const net = require('net');

const PORT = process.env.PORT || 3110;

const clients = [];   // connected sockets
const messages = [];  // messages, in the order they are received

// pauseOnConnect: no data is read from a socket until we call resume()
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  clients.push(socket);
  console.log(`client ${clients.length} connected from ${socket.remoteAddress}`);

  // runs when this client sends something
  socket.on('data', (data) => {
    const message = data.toString().trim();
    messages.push(message);
    console.log(`received: ${message}`);

    // when both have sent their message, tell them who was first
    if (messages.length === 2) {
      const reply = `${messages[0]} received before ${messages[1]}`;
      socket.write(reply);
      console.log(`sent: ${reply}`);
      clients.forEach((c) => c.end());
      server.close();
    }
  });

  socket.on('error', (err) => console.log(err.message));

  // both clients are here, start reading
  if (clients.length === 2) {
    clients.forEach((c) => c.resume());
  }
});

server.listen(PORT, () => console.log(`server listening on ${PORT}`));
