/** Connects, says its role after a while, and ends with the answer. */
import net from 'node:net';

const [host, port, role, waitMs] = process.argv.slice(2);
const startedMs = Date.now();
const socket = net.connect(Number(port), host, () => {
  setTimeout(() => socket.write(`${role}\n`), Number(waitMs) - (Date.now() - startedMs));
});
socket.on('data', (data) => {
  console.log(data.toString().trim());
  socket.end();
});
