/** The wire witness: what a capture says becomes the right entries, in the order of the file. */
import t from 'tap';
import { type JournalEvent, journalEventSchema } from '../../lab/model/journal.ts';
import { type CaptureContext, readCapture } from '../../lab/run/capture.ts';
import {
  buildDatagram,
  buildPcap,
  type FileOptions,
  timeFrames,
  wrapEthernet,
} from './pcap-writer.ts';
import { buildNoise, buildPlainTalk, createTalk } from './talk.ts';

const context: CaptureContext = {
  port: 12_000,
  serverAddresses: ['10.0.0.1', 'fd00::1'],
  roles: new Map([
    ['10.0.0.2', 'X'],
    ['fd00::3', 'Y'],
  ]),
  // Frame N of timeFrames is at (N - 1) * 10 ms.
  toAtNs: (sec, nsec) => (sec - 1_700_000_000) * 1e9 + nsec - 123_456_789,
};

type Result = Awaited<ReturnType<typeof readCapture>>;

async function read(packets: Buffer[], options: FileOptions = {}): Promise<Result> {
  const frames = timeFrames(packets.map((packet) => wrapEthernet(packet)));
  const result = await readCapture(buildPcap(frames, options), context);
  for (const event of result.events) journalEventSchema.parse(event);
  return result;
}

/** Entries as short lines: frame, kind, and what is particular to the kind. */
function summarize(events: readonly JournalEvent[]): string[] {
  return events.map((event) => {
    if (event.kind === 'data') {
      const { frame, direction, offset, bytes, text } = event;
      return `${frame} ${direction} ${offset}+${bytes} ${JSON.stringify(text)}`;
    }
    if (event.kind === 'closed') return `${event.frame} ${event.direction} ${event.how}`;
    if (event.kind === 'retransmission') {
      return `${event.frame} ${event.direction} repeats ${event.bytes}`;
    }
    return 'frame' in event ? `${event.frame} ${event.kind}` : event.kind;
  });
}

const x = createTalk('10.0.0.2:41000', '10.0.0.1:12000');
const y = createTalk('[fd00::3]:42000', '[fd00::1]:12000');

t.test('a plain conversation, told in full', async (t) => {
  const { events, frames, gaps, cut } = await read(buildPlainTalk(x));
  t.equal(frames, 10);
  t.same(gaps, []);
  t.equal(cut, undefined);
  const of = (frame: number) => ({
    ...{ atNs: (frame - 1) * 10_000_000, witness: 'wire', frame, stream: 0, role: 'X' },
  });
  const ends = { client: '10.0.0.2:41000', server: '10.0.0.1:12000' };
  const reply = 'X: Alice received before Y: Bob\n';
  t.same(events, [
    { ...of(1), kind: 'syn', ...ends },
    { ...of(3), kind: 'established', ...ends },
    { ...of(4), kind: 'data', direction: 'to-server', offset: 0, bytes: 9, text: 'X: Alice\n' },
    { ...of(6), kind: 'data', direction: 'to-client', offset: 0, bytes: 32, text: reply },
    { ...of(8), kind: 'closed', direction: 'to-server', how: 'fin' },
    { ...of(9), kind: 'closed', direction: 'to-client', how: 'fin' },
  ]);
});

t.test('IPv6 ends are bracketed, roles go by address, strangers have none', async (t) => {
  const stranger = createTalk('10.0.0.9:1', '10.0.0.1:22');
  const { events } = await read([...y.open(), ...stranger.open()]);
  t.match(events[0], { role: 'Y', client: '[fd00::3]:42000', server: '[fd00::1]:12000' });
  t.match(events[2], { kind: 'syn', stream: 1, client: '10.0.0.9:1', server: '10.0.0.1:22' });
  t.notOk('role' in (events[2] ?? {}), 'and another port of the server is reported too');
});

t.test('data counts when the last byte before it was there', async (t) => {
  const { events } = await read([
    ...x.open(),
    x.client('PA', 3, 0, 'Alice'),
    x.client('PA', 10, 0, 'late'),
    x.client('PA', 0, 0, 'X: '),
    x.client('PA', 8, 0, '\n '),
  ]);
  t.same(summarize(events.slice(2)), ['6 to-server 0+8 "X: Alice"', '7 to-server 8+6 "\\n late"']);
});

t.test('repeated bytes are told and never delivered twice', async (t) => {
  const { events } = await read([
    ...x.open(),
    x.client('PA', 0, 0, 'abcd'),
    x.client('PA', 0, 0, 'abcd'),
    x.client('PA', 2, 0, 'cdef'),
    x.client('PA', 8, 0, 'ij'),
    x.client('PA', 8, 0, 'ij'),
    x.client('PA', 6, 0, 'ghijkl'),
  ]);
  t.same(summarize(events.slice(2)), [
    '4 to-server 0+4 "abcd"',
    '5 to-server repeats 4',
    '6 to-server repeats 2',
    '6 to-server 4+2 "ef"',
    '8 to-server repeats 2',
    '9 to-server repeats 2',
    '9 to-server 6+6 "ghijkl"',
  ]);
});

t.test('a FIN with data closes after it, one that comes early waits', async (t) => {
  const { events } = await read([
    ...x.open(),
    x.client('FPA', 0, 0, 'bye'),
    x.server('FPA', 2, 4, 'on'),
    x.server('PA', 0, 4, 'so'),
    x.server('FPA', 2, 4, 'on'),
  ]);
  t.same(summarize(events.slice(2)), [
    '4 to-server 0+3 "bye"',
    '4 to-server fin',
    '6 to-client 0+4 "soon"',
    '6 to-client fin',
    '7 to-client repeats 2',
  ]);
});

t.test('a reset is told once, and names who sent it', async (t) => {
  const { events } = await read([...x.open(), x.server('RA', 0, 0), x.server('R', 0, 0, 'why')]);
  t.same(summarize(events.slice(2)), ['4 to-client reset']);
  const refused = await read([x.client('S', -1, 0), x.server('RA', -1, 0)]);
  t.same(summarize(refused.events), ['1 syn', '2 to-client reset'], 'a refused connection');
});

t.test('a handshake is established by its third segment, repeated or not', async (t) => {
  const [syn, answer, third] = x.open();
  if (syn === undefined || answer === undefined || third === undefined) return t.fail('no talk');
  const whole = await read([syn, syn, answer, answer, third, third]);
  t.same(summarize(whole.events), ['1 syn', '5 established']);
  t.same(summarize((await read([syn, answer])).events), ['1 syn'], 'two segments are not enough');
  const withData = await read([syn, answer, x.client('PA', 0, 0, 'hi')]);
  t.same(summarize(withData.events), ['1 syn', '3 established', '3 to-server 0+2 "hi"']);
});

t.test('without a SYN, the end with the port is the server', async (t) => {
  const { events } = await read([x.server('PA', 70, 9, 'told'), x.client('PA', 9, 74, 'ok')]);
  t.same(summarize(events), ['1 to-client 0+4 "told"', '2 to-server 0+2 "ok"']);
  const elsewhere = createTalk('10.0.0.2:5', '10.0.0.1:6');
  const other = await read([elsewhere.server('PA', 0, 0, 'x'), elsewhere.client('A', 0, 1)]);
  t.same(summarize(other.events), ['1 to-client 0+1 "x"'], 'or the end that is the server host');
  const answered = createTalk('10.0.0.2:5', '10.0.0.9:6');
  const half = await read([answered.server('SA', -1, 0), answered.server('PA', 0, 0, 'x')]);
  t.same(summarize(half.events), ['2 to-client 0+1 "x"'], 'or the end that answered a SYN');
});

t.test('a new SYN on the same ports is a new stream', async (t) => {
  const again = createTalk('10.0.0.2:41000', '10.0.0.1:12000', 77_000, 88_000);
  const { events } = await read([...buildPlainTalk(x), ...buildPlainTalk(again)]);
  t.same(
    events.map((event) => ('stream' in event ? event.stream : -1)),
    [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
  );
});

t.test('bytes cut off by the snap length count, and data is a prefix of them', async (t) => {
  const packets = [
    ...x.open(),
    x.client('PA', 6, 0, 'second'),
    x.client('PA', 0, 0, 'first '),
    x.client('PA', 12, 0, 'third'),
  ];
  const { events } = await read(packets, { snapLength: 14 + 40 + 4 });
  t.same(summarize(events.slice(2)), [
    '5 to-server 0+6 "firs"',
    '5 to-server 6+6 "seco"',
    '6 to-server 12+5 "thir"',
  ]);
});

t.test('bytes that are no UTF-8 are kept as base64, others are not', async (t) => {
  const emoji = Buffer.from('🎈');
  const { events } = await read([
    ...x.open(),
    x.client('PA', 0, 0, emoji.subarray(0, 2)),
    x.client('PA', 2, 0, emoji.subarray(2)),
    x.client('PA', 4, 0, '\uFFFD \uFEFF🎈'),
  ]);
  const [first, second, third] = events.slice(2);
  t.match(first, { text: '\uFFFD', base64: emoji.subarray(0, 2).toString('base64') });
  t.match(second, { base64: emoji.subarray(2).toString('base64') });
  t.match(third, { text: '\uFFFD \uFEFF🎈' });
  t.notOk('base64' in (third ?? {}), 'a real replacement character hides nothing');
});

t.test('keep-alives and refused probes are no data; accepted ones are', async (t) => {
  const { events } = await read([
    ...x.open(),
    x.client('PA', 0, 0, 'ab'),
    x.client('A', 1, 0, 'b'),
    x.server('A', 0, 2, '', 0),
    x.client('A', 2, 0, 'c'),
    x.server('A', 0, 2, '', 0),
    x.client('A', 2, 0, 'c'),
    x.server('A', 0, 3, '', 65_000),
    x.client('PA', 3, 0, 'd'),
  ]);
  t.same(summarize(events.slice(2)), [
    '4 to-server 0+2 "ab"',
    '10 to-server 2+1 "c"',
    '11 to-server 3+1 "d"',
  ]);
});

t.test('the data of a SYN counts once it is acknowledged', async (t) => {
  const syn = x.client('S', -1, 0, 'early');
  const accepted = await read([syn, x.server('SA', -1, 5), x.client('A', 5, 0)]);
  t.same(summarize(accepted.events), ['1 syn', '2 to-server 0+5 "early"', '3 established']);
  const refused = await read([syn, x.server('SA', -1, 0), x.client('PA', 0, 0, 'early')]);
  t.same(summarize(refused.events), ['1 syn', '3 established', '3 to-server 0+5 "early"']);
});

t.test('what the capture lost is skipped once the other end has it, and told', async (t) => {
  const { events, gaps } = await read([
    ...x.open(),
    x.client('PA', 0, 0, 'ab'),
    x.client('PA', 5, 0, 'fg'),
    x.server('A', 0, 7),
    x.client('FPA', 7, 0, 'h'),
    x.server('PA', 4, 8, 'waits for ever'),
  ]);
  t.same(summarize(events.slice(2)), [
    '4 to-server 0+2 "ab"',
    '6 to-server 5+2 "fg"',
    '7 to-server 7+1 "h"',
    '7 to-server fin',
  ]);
  t.same(gaps, [
    { atNs: 50_000_000, because: 'stream 0 to-server: 3 bytes at offset 2 are not in the capture' },
    { atNs: 70_000_000, because: 'stream 0 to-client: 4 bytes at offset 0 are not in the capture' },
  ]);
});

t.test('a hole is lost once it is acknowledged, though what follows is not yet', async (t) => {
  const { events, gaps } = await read([
    ...x.open(),
    x.client('PA', 3, 0, 'de'),
    x.server('A', 0, 2),
    x.server('A', 0, 3),
  ]);
  t.same(summarize(events.slice(2)), ['6 to-server 3+2 "de"']);
  t.equal(gaps.length, 1);
});

t.test('fragments are told once, datagrams only of the server', async (t) => {
  const packets = [...buildNoise(false), ...buildNoise(true)];
  packets.push(buildDatagram('10.0.0.2:68', '255.255.255.255:67', 'broadcast'));
  packets.push(buildDatagram('10.0.0.1:12000', '10.0.0.2:9', ''));
  const { events, gaps } = await read(packets);
  t.match(events, [
    { kind: 'datagram', role: 'X', from: '10.0.0.2:5353', to: '10.0.0.1:12000', text: 'hello' },
    { kind: 'datagram', from: '[fd00::2]:5353', to: '[fd00::1]:12000', bytes: 5 },
    { kind: 'datagram', role: 'X', from: '10.0.0.1:12000', bytes: 0, text: '' },
  ]);
  t.equal(events.length, 3);
  t.match(gaps, [{ atNs: 10_000_000, because: /frame 2 is a fragment/ }]);
  t.equal(gaps.length, 1);
});

t.test("the file's order is kept where stamps go back", async (t) => {
  const frames = timeFrames([...x.open(), x.client('PA', 0, 0, 'a')].map((p) => wrapEthernet(p)));
  const stamped = frames.map((frame, index) => ({ ...frame, nsec: 900_000_000 - index }));
  const { events } = await readCapture(buildPcap(stamped), context);
  t.same(summarize(events), ['1 syn', '3 established', '4 to-server 0+1 "a"']);
  t.ok((events[0]?.atNs ?? 0) > (events[2]?.atNs ?? 0));
});

t.test('a capture that was cut gives what is whole, and where it was cut', async (t) => {
  const bytes = buildPcap(timeFrames(buildPlainTalk(x).map((packet) => wrapEthernet(packet))));
  const { events, frames, cut } = await readCapture(bytes.subarray(0, bytes.length - 1), context);
  t.equal(frames, 9);
  t.equal(summarize(events).at(-1), '9 to-client fin');
  t.equal(cut?.offset, bytes.length - 16 - 54);
});

t.test('a link type that is not known is refused', async (t) => {
  const bytes = buildPcap(timeFrames([Buffer.alloc(60)]), { linkType: 105 });
  await t.rejects(readCapture(bytes, context), {
    code: 'RUN_UNREADABLE',
    message: /link type 105 at byte offset 20/,
  });
});
