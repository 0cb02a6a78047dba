/**
 * Wrong: a client that shows what it receives, but nothing of what it sends.
 * The echo of the terminal is off, too, as it is for a password.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

process.stdin.setRawMode(true);
const [host, port] = process.argv.slice(2);
const server = connect({ host, port });

/** What the server tells is shown, and its end is ours. */
createInterface({ input: server }).on('line', (line) => console.log(`Received: ${line}`));
server.on('close', () => process.exit(0));

/** What is typed goes out as it comes: Enter is a newline here. */
process.stdin.on('data', (bytes) => server.write(bytes.toString().replaceAll('\r', '\n')));
