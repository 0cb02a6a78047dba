// Giulia Rossi - Assignment 2
// Node does not need threads: everything is asynchronous.
const net = require('net');
const PORT = process.env.PORT || 3000;

const sockets = [];
const messages = [];

const server = net.createServer((socket) => {
  console.log('new connection, now ' + (sockets.length + 1));
  sockets.push(socket);

  socket.on('data', (data) => {
    const text = data.toString().trim();
    console.log('got: ' + text);
    messages.push(text);
    // when two messages are there
    if (messages.length === 2) {
      const ack = `${messages[0]} received before ${messages[1]}`;
      sockets.forEach((s) => {
        s.write(ack);
        console.log('sent: ' + ack);
        s.end();
      });
      server.close();
    }
  });
  socket.on('error', (e) => console.log(e.message));
});

server.listen(PORT, () => console.log('listening on ' + PORT));
