/** Reassembly as a property: whatever the network does to a stream of bytes, it comes out whole. */
import fc from 'fast-check';
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import { readCapture } from '../../lab/run/capture.ts';
import { buildPcap, timeFrames, wrapEthernet } from './pcap-writer.ts';
import { createTalk } from './talk.ts';

const context = {
  ...{ port: 12_000, serverAddresses: ['10.0.0.1'], roles: new Map<string, string>() },
  toAtNs: (sec: number, nsec: number) => (sec - 1_700_000_000) * 1e9 + nsec,
};

/** Pieces of a stream as they pass the interface: every byte at least once, in any order. */
const journeys = fc
  .record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    initial: fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constant(0xffffff80)),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
    extra: fc.array(fc.tuple(fc.nat(299), fc.integer({ min: 1, max: 300 })), { maxLength: 12 }),
    order: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
    isIpv6: fc.boolean(),
    hasEnd: fc.boolean(),
  })
  .map(({ bytes, cuts, extra, order, ...rest }) => {
    const at = cuts.map((cut) => Math.floor(cut * bytes.length));
    const marks = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
    const pieces = marks.slice(1).map((to, index) => [marks[index] ?? 0, to] as const);
    const repeats = extra
      .filter(([from]) => from < bytes.length)
      .map(([from, length]) => [from, Math.min(bytes.length, from + length)] as const);
    const sent = [...pieces, ...repeats]
      .map((piece, index) => ({ piece, key: order[index] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ piece }) => piece);
    return { ...rest, bytes, sent };
  });

t.test('any segmentation, duplication and reordering reassembles to the stream', async (t) => {
  await fc.assert(
    fc.asyncProperty(journeys, async ({ bytes, sent, initial, isIpv6, hasEnd }) => {
      const talk = isIpv6
        ? createTalk('[fd00::2]:41000', '[fd00::1]:12000', initial)
        : createTalk('10.0.0.2:41000', '10.0.0.1:12000', initial);
      const packets = [
        ...talk.open(),
        // The end may be seen first: it waits for what is before it.
        ...(hasEnd ? [talk.client('FA', bytes.length, 0)] : []),
        ...sent.map(([from, to]) => talk.client('PA', from, 0, bytes.subarray(from, to))),
      ];
      const frames = timeFrames(packets.map((packet) => wrapEthernet(packet)));
      const { events, gaps } = await readCapture(buildPcap(frames), context);
      const data = getEvents(events, 'data');
      const found = Buffer.concat(
        data.map(({ text, base64 }) => Buffer.from(base64 ?? text, base64 ? 'base64' : 'utf8')),
      );
      if (!found.equals(bytes)) throw new Error(`It came out as ${found.toString('hex')}.`);
      const firstFrame = frames.length - sent.length + 1;
      checkDeliveries(data, sent, bytes.length, firstFrame);
      const repeats = getEvents(events, 'retransmission');
      checkRepeats(repeats, sent, bytes.length, firstFrame, hasEnd);
      if (gaps.length > 0) throw new Error('A gap was told where nothing is missing.');
      if (getEvents(events, 'closed').length !== (hasEnd ? 1 : 0)) throw new Error('No end.');
    }),
    { numRuns: 500 },
  );
  t.pass('500 journeys came out whole');
});

type Sent = readonly (readonly [number, number])[];

/** Each entry stands at the frame after which its bytes were contiguous, by a count of bytes. */
function checkDeliveries(
  data: readonly { frame: number; offset: number; bytes: number }[],
  sent: Sent,
  length: number,
  firstFrame: number,
): void {
  const expected: string[] = [];
  const isThere = new Array<boolean>(length).fill(false);
  let delivered = 0;
  for (const [index, [from, to]] of sent.entries()) {
    isThere.fill(true, from, to);
    const hole = isThere.indexOf(false);
    const contiguous = hole < 0 ? length : hole;
    if (contiguous === delivered) continue;
    expected.push(`${firstFrame + index}: ${delivered}+${contiguous - delivered}`);
    delivered = contiguous;
  }
  const found = data.map(({ frame, offset, bytes }) => `${frame}: ${offset}+${bytes}`);
  if (found.join() !== expected.join()) throw new Error(`${found.join()} for ${expected.join()}`);
}

/**
 * Each segment repeats as many bytes as were there before; the last byte alone is a keep-alive,
 * unless a FIN stands behind it.
 */
function checkRepeats(
  repeats: readonly { frame: number; bytes: number }[],
  sent: Sent,
  length: number,
  firstFrame: number,
  hasEnd: boolean,
): void {
  const isThere = new Array<boolean>(length).fill(false);
  const expected: string[] = [];
  for (const [index, [from, to]] of sent.entries()) {
    const bytes = isThere.slice(from, to).filter((is) => is).length;
    const hole = isThere.indexOf(false);
    const isLastByte = to - from === 1 && to === (hole < 0 ? length : hole);
    const isKeepAlive = isLastByte && !(hasEnd && hole < 0);
    isThere.fill(true, from, to);
    if (bytes > 0 && !isKeepAlive) expected.push(`${firstFrame + index}: ${bytes}`);
  }
  const found = repeats.map(({ frame, bytes }) => `${frame}: ${bytes}`);
  if (found.join() !== expected.join()) throw new Error(`${found.join()} for ${expected.join()}`);
}

t.test('a flow of more than 4 GiB keeps counting', async (t) => {
  // Only the headers are captured; each segment states 60,000 bytes, as with offloading.
  const talk = createTalk('10.0.0.2:41000', '10.0.0.1:12000', 0xfffffff0);
  const body = Buffer.alloc(60_000);
  const segments = 75_000;
  async function* build(): AsyncGenerator<Buffer> {
    yield buildPcap(timeFrames(talk.open().map((packet) => wrapEthernet(packet))));
    const frames = timeFrames([wrapEthernet(talk.client('A', 0, 0, body))]);
    const [record] = [buildPcap(frames, { snapLength: 54 }).subarray(24)];
    for (let index = 0; index < segments; index += 1) {
      const copy = Buffer.from(record ?? []);
      copy.writeUInt32BE((0xfffffff1 + index * body.length) >>> 0, 16 + 38);
      yield copy;
    }
  }
  const { events, gaps } = await readCapture(build(), context);
  const last = getEvents(events, 'data').at(-1);
  t.equal(last?.offset, (segments - 1) * body.length);
  t.ok((last?.offset ?? 0) > 2 ** 32);
  t.same(gaps, []);
  t.equal(getEvents(events, 'retransmission').length, 0);
});
