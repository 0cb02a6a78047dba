// The assignment's own client.
import { createSocket } from 'node:dgram';

const get = (flag) => process.argv[process.argv.indexOf(flag) + 1];
const socket = createSocket('udp4');
let number = 0;
const ask = () => socket.send(`ping ${++number}`, Number(get('--port')), get('--host'));
const timer = setTimeout(() => socket.close(), 3_000);
socket.on('message', (bytes) => {
  console.log(String(bytes));
  if (number < 3) return ask();
  clearTimeout(timer);
  return socket.close();
});
ask();
