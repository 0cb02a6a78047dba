/** Each recorded capture opens in Wireshark, which sees what the journal says of it. */
import path from 'node:path';
import t from 'tap';
import { assertSeenByTshark } from './assert-tshark.ts';
import { journals, listJournals, readStored } from './read-journals.ts';

t.jobs = 2;

for (const name of listJournals()) {
  t.test(name, { buffered: true }, async (t) => {
    const stored = await readStored(name);
    // A capture that is cut off ends within a frame, of which tshark says so and no more.
    if (stored.kind === 'part' || name === 'cut-capture') return;
    await assertSeenByTshark(t, path.join(journals, name, 'h1.pcap'), stored.events);
  });
}
