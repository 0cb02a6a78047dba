// The assignment's own server.
import { createSocket } from 'node:dgram';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const socket = createSocket('udp4');
socket.on('message', (bytes, { address, port: from }) => {
  socket.send(bytes.toString().toUpperCase(), from, address);
});
socket.bind(port);
