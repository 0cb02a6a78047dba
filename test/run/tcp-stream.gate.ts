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

/** What each segment of a bulk flow states. */
const bulkBytes = 60_000;

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
  const segments = 75_000;
  const { events, gaps } = await readCapture(buildBulk(0, segments), context);
  const last = getEvents(events, 'data').at(-1);
  t.equal(last?.offset, (segments - 1) * bulkBytes);
  t.ok((last?.offset ?? 0) > 2 ** 32);
  t.same(gaps, []);
  t.equal(getEvents(events, 'retransmission').length, 0);
});

t.test('a hole that nobody acknowledges is given up before memory is', async (t) => {
  const { events, gaps } = await readCapture(buildBulk(1, 300), context);
  const data = getEvents(events, 'data');
  t.match(data[0], { offset: bulkBytes, bytes: bulkBytes });
  t.ok((data[0]?.frame ?? 0) > (16 * 2 ** 20) / bulkBytes, 'after 16 MiB');
  t.equal(
    data.reduce((sum, { bytes }) => sum + bytes, 0),
    299 * bulkBytes,
  );
  t.match(gaps, [{ because: /60000 bytes at offset 0 are not in the capture/ }]);
});

/**
 * Segments `from` up to `to` of a long flow. Only their headers are captured, so that gigabytes
 * cost nothing; their sequence numbers wrap around at once.
 */
async function* buildBulk(from: number, to: number): AsyncGenerator<Buffer> {
  const talk = createTalk('10.0.0.2:41000', '10.0.0.1:12000', 0xfffffff0);
  yield buildPcap(timeFrames(talk.open().map((packet) => wrapEthernet(packet))));
  const frames = timeFrames([wrapEthernet(talk.client('A', 0, 0, Buffer.alloc(bulkBytes)))]);
  const record = buildPcap(frames, { snapLength: 54 }).subarray(24);
  for (let index = from; index < to; index += 1) {
    const copy = Buffer.from(record);
    copy.writeUInt32BE((0xfffffff1 + index * bulkBytes) >>> 0, 16 + 38);
    yield copy;
  }
}

t.test('connections are told apart by every part of their ends', async (t) => {
  // Ends whose sums are the same, so that any look-up by hash alone would mix them up.
  const ends: [string, string][] = [
    ['10.0.0.2:41000', '10.0.0.1:12000'],
    ['10.0.0.3:41000', '10.0.0.0:12000'],
    ['10.0.0.2:41001', '10.0.0.1:12000'],
    ['10.0.0.2:41000', '10.0.0.1:12001'],
    ['[fd00::2]:41000', '[fd00::1]:12000'],
    ['[fd00::3]:41000', '[fd00::]:12000'],
    ['[fd00::1:0:2]:41000', '[fd00::1]:12000'],
    ['[fd00:0:1::2]:41000', '[fd00::1]:12000'],
    ['[fd01::2]:41000', '[fd00::1]:12000'],
  ];
  const talks = ends.map(([client, server]) => createTalk(client, server));
  const packets = [
    ...talks.flatMap(({ open }) => open()),
    ...talks.map(({ client }, index) => client('PA', 0, 0, `to ${index}`)),
    ...talks.map(({ server }, index) => server('PA', 0, 4, `of ${index}`)),
  ];
  const frames = timeFrames(packets.map((packet) => wrapEthernet(packet)));
  const { events } = await readCapture(buildPcap(frames), context);
  t.same(
    getEvents(events, 'syn').map(({ client, server }) => [client, server]),
    ends,
  );
  t.same(
    getEvents(events, 'data').map(({ stream, text }) => `${stream} ${text}`),
    [...ends.map((_, index) => `${index} to ${index}`), ...ends.map((_, i) => `${i} of ${i}`)],
  );
});

t.test('a segment whose header length cannot be changes nothing', async (t) => {
  const { client, open } = createTalk('10.0.0.2:41000', '10.0.0.1:12000');
  const damaged = client('FPA', 0, 0, 'bye');
  damaged[20 + 12] = 0xf0;
  const packets = [...open(), damaged, client('PA', 0, 0, 'hi')];
  const frames = timeFrames(packets.map((packet) => wrapEthernet(packet)));
  const { events } = await readCapture(buildPcap(frames), context);
  t.match(events.slice(2), [{ kind: 'data', frame: 5, offset: 0, text: 'hi' }]);
  t.equal(events.length, 3);
});
