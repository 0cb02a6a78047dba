/** Wrong: a client that sends its message as a UDP datagram. Arguments: host, port, message. */
import dgram from 'node:dgram';

const [host, port, message] = process.argv.slice(2);
const socket = dgram.createSocket('udp4');
socket.on('error', (error) => {
  console.log(`Trouble: ${error.message}`);
  socket.close();
});
socket.on('message', (bytes) => {
  console.log(`Received: ${bytes}`);
  socket.close();
});
// Connected, it hears that nobody listens there (ICMP).
socket.connect(Number(port), host, () => {
  socket.send(message);
  console.log(`Sent: ${message}`);
});
