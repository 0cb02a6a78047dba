/** Wrong: a client that says something else than it is to say. Arguments: host, port. */
import net from 'node:net';

const [host, port] = process.argv.slice(2);
const socket = net.connect(Number(port), host, () => {
  socket.write('Hello, server!\n');
  console.log('Sent: Hello, server!');
});
socket.on('data', (bytes) => console.log(`Received: ${String(bytes).trim()}`));
socket.on('end', () => socket.end());
