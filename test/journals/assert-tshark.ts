/** That Wireshark sees in a stored capture what the journal beside it says of the wire. */
import type { Test } from 'tap';
import { type EventOf, getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import { followStream, readFrames } from '../run/tshark.ts';

/** Opens `capture` by tshark: the same streams, the same bytes both ways, the same times. */
export async function assertSeenByTshark(
  t: Test,
  capture: string,
  events: readonly JournalEvent[],
): Promise<void> {
  const frames = await readFrames(capture);
  const syns = getEvents(events, 'syn');
  const data = getEvents(events, 'data');
  t.ok(syns.length > 0 && data.length > 0, 'the journal has something of the wire');
  const streams = [...new Set(syns.map(({ stream }) => stream))].sort((a, b) => a - b);
  t.same(
    [...new Set(frames.flatMap(({ stream }) => stream ?? []))].sort((a, b) => a - b),
    streams,
    'the same streams',
  );
  for (const syn of syns) {
    const sent = await followStream(capture, syn.stream);
    const mine = data.filter(({ stream }) => stream === syn.stream);
    for (const [endpoint, direction] of [
      [syn.client, 'to-server'],
      [syn.server, 'to-client'],
    ] as const) {
      const bytes = mine.filter((event) => event.direction === direction).map(getBytes);
      t.same(sent.get(endpoint), Buffer.concat(bytes), `stream ${syn.stream}: ${endpoint} said`);
    }
  }
  const clock = getEvents(events, 'clock').find(({ when }) => when === 'start');
  const wrong = data.filter(({ frame, atNs }) => {
    const [sec = '', fraction = ''] = frames[frame - 1]?.epoch.split('.') ?? [];
    const nsec = Number(fraction.padEnd(9, '0').slice(0, 9));
    const { wallSec = 0, wallNsec = 0, atNs: startNs = 0 } = clock ?? {};
    return startNs + (Number(sec) - wallSec) * 1e9 + (nsec - wallNsec) !== atNs;
  });
  t.same(wrong, [], 'the same frames at the same nanosecond');
}

function getBytes(event: EventOf<'data'>): Buffer {
  return event.base64 === undefined ? Buffer.from(event.text) : Buffer.from(event.base64, 'base64');
}
