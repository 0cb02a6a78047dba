/**
 * Wrong: a client that shows what it sends, but nothing of what it receives.
 * It asks for host and port on the command line, and takes its lines from the keyboard.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const [host, port] = process.argv.slice(2);
const server = connect({ host, port });
const keyboard = createInterface({ input: process.stdin });

/** What the server tells goes nowhere; its end is ours. */
server.resume();
server.on('close', () => process.exit(0));

keyboard.on('line', (line) => {
  server.write(`${line}\n`);
  console.log(`Sent: ${line}`);
});
