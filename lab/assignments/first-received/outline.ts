/** What --help says of this assignment: there without loading what a play needs. */
import type { Outline } from '../../model/outline.ts';

export const outline: Outline = {
  name: 'first-received',
  title: 'Whose message did the server receive first?',
  clients: ['X', 'Y'],
  port: 12_000,
  suites: [{ name: 'chat', about: 'play all scenarios of the chat, and no others' }],
  takesTimes: true,
  addsClients: true,
};
