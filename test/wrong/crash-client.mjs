/** Wrong: a client that crashes once it is connected. Arguments: host, port, message. */
import net from 'node:net';

const [host, port, message] = process.argv.slice(2);
const socket = net.connect(Number(port), host, () => {
  console.log('Connected');
  socket.write(message.toBytes());
});
