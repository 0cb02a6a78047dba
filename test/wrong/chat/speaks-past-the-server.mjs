/**
 * Wrong: a client that sends each line to the server, and to the other client as well.
 * It asks for host and port on the command line, and takes its lines from the keyboard.
 */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const [host, port] = process.argv.slice(2);
const side = createSocket('udp4');
const server = connect({ host, port });
const keyboard = createInterface({ input: process.stdin });

/** What the server tells is shown, and its end is ours. */
createInterface({ input: server }).on('line', (line) => console.log(`Received: ${line}`));
server.on('close', () => process.exit(0));

/** The second host of the assignment's network is X, the third is Y. */
keyboard.on('line', (line) => {
  server.write(`${line}\n`);
  side.send(line, 9999, '10.0.0.3');
  console.log(`Sent: ${line}`);
});
