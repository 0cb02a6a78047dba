/** What --help says of this assignment: there without loading what a play needs. */
import type { Outline } from '../../model/outline.ts';

export const outline: Outline = {
  name: 'udp-pinger',
  title: 'How long does a ping take over UDP, and how many are lost?',
  clients: ['P'],
  /**
   * Not the port of first-received: so both can run on one machine, and a capture shows by the port
   * which of them it is of.
   */
  port: 12_001,
  suites: [],
  takesTimes: false,
  addsClients: false,
};
