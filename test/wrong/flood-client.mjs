/** Wrong: a client that connects, says nothing, and prints without end. Arguments: host, port. */

import { writeSync } from 'node:fs';
import net from 'node:net';

const [host, port] = process.argv.slice(2);

/** Prints for ever; a terminal that does not keep up is waited for. */
function flood() {
  for (;;) {
    try {
      writeSync(1, 'connected, and now?\n'.repeat(1000));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

net.connect(Number(port), host, flood);
