/** Headers of frames: every link type, tags, extension headers, fragments and cut-off frames. */
import t from 'tap';
import { formatAddress, formatEndpoint } from '../../lab/run/address.ts';
import { createPacket, decodePacket, type Packet } from '../../lab/run/packet.ts';
import {
  addExtension,
  buildDatagram,
  buildIp,
  buildSegment,
  wrapCooked,
  wrapCooked2,
  wrapEthernet,
} from './pcap-writer.ts';

const ends4 = { from: '10.0.0.2:41000', to: '10.0.0.1:12000' };
const ends6 = { from: '[fd00::2]:41000', to: '[fd00::1]:12000' };
const segment = { flags: 'PA', sequence: 0xfffffff0, acknowledgement: 7, payload: 'X: Alice\n' };
const tcp4 = buildSegment({ ...ends4, ...segment });
const tcp6 = buildSegment({ ...ends6, ...segment });

function decode(frame: Buffer, linkType = 1, captured = frame.length): Packet {
  // The frame stands somewhere in a larger buffer, as in the reader, with noise around it.
  const buffer = Buffer.alloc(frame.length + 64, 0xa5);
  buffer.set(frame.subarray(0, captured), 32);
  const packet = createPacket();
  decodePacket(buffer, 32, 32 + captured, frame.length, linkType, packet);
  return packet;
}

const whole = {
  ...{ protocol: 6, sourcePort: 41_000, destinationPort: 12_000, sequence: -16 },
  ...{ acknowledgement: 7, flags: 0x18, window: 65_000, payloadBytes: 9, capturedBytes: 9 },
  damaged: false,
};

t.test('every link type leads to the same segment', async (t) => {
  const cases: [string, Buffer, number][] = [
    ['Ethernet', wrapEthernet(tcp4), 1],
    ['Ethernet, IPv6', wrapEthernet(tcp6), 1],
    ['cooked', wrapCooked(tcp4), 113],
    ['cooked, IPv6', wrapCooked(tcp6), 113],
    ['cooked 2', wrapCooked2(tcp4), 276],
    ['cooked 2, IPv6', wrapCooked2(tcp6), 276],
    ['raw', tcp4, 101],
    ['raw, IPv6', tcp6, 101],
    ['raw IPv4 only', tcp4, 228],
    ['raw IPv6 only', tcp6, 229],
    ['BSD loopback', Buffer.concat([Buffer.from([2, 0, 0, 0]), tcp4]), 0],
  ];
  for (const [name, frame, linkType] of cases) t.match(decode(frame, linkType), whole, name);
});

t.test('VLAN tags are followed, however many', async (t) => {
  t.match(decode(wrapEthernet(tcp4, [[0x8100, 5]])), whole, '802.1Q');
  const stacked: [number, number][] = [
    [0x88a8, 100],
    [0x8100, 5],
  ];
  t.match(decode(wrapEthernet(tcp6, stacked)), whole, 'QinQ');
  t.match(decode(wrapEthernet(tcp6, [[0x9100, 1], ...stacked])), whole, 'three');
  const tagged = wrapEthernet(tcp4, stacked);
  t.match(decode(tagged, 1, 16), { protocol: 0 }, 'cut inside a tag');
});

t.test('extension headers of IPv6 are followed', async (t) => {
  const padding = [0, 1, 4, 0, 0, 0, 0];
  const authentication = [4, ...new Array<number>(22).fill(0)];
  const atomic = [0, 0, 0, 0, 0, 0, 9];
  const cases: [string, Buffer][] = [
    ['hop by hop', addExtension(tcp6, 0, Uint8Array.from(padding))],
    ['destination', addExtension(tcp6, 60, Uint8Array.from(padding))],
    ['authentication', addExtension(tcp6, 51, Uint8Array.from(authentication))],
    ['atomic fragment', addExtension(tcp6, 44, Uint8Array.from(atomic))],
    [
      'several',
      addExtension(addExtension(tcp6, 43, Uint8Array.from(padding)), 0, Uint8Array.from(padding)),
    ],
  ];
  for (const [name, packet] of cases) t.match(decode(wrapEthernet(packet)), whole, name);
});

t.test('fragments are noted and not taken for segments', async (t) => {
  const body = tcp4.subarray(20);
  for (const fragment of [0x2000, 0x2010, 0x0010]) {
    const packet = buildIp('10.0.0.2', '10.0.0.1', 6, body, { fragment });
    t.match(decode(wrapEthernet(packet)), { protocol: 0, fragment: true });
  }
  const packet = buildIp('10.0.0.2', '10.0.0.1', 6, body, { fragment: 0x4000 });
  t.match(decode(wrapEthernet(packet)), { ...whole, fragment: false }, "don't fragment");
  for (const field of [
    [0, 1],
    [8, 0],
  ] as const) {
    const rest = Uint8Array.from([0, ...field, 0, 0, 0, 9]);
    const extended = addExtension(tcp6, 44, rest);
    t.match(decode(wrapEthernet(extended)), { protocol: 0, fragment: true });
  }
});

t.test('padding is no payload, and options are skipped', async (t) => {
  const bare = wrapEthernet(buildSegment(ends4));
  const padded = Buffer.concat([bare, Buffer.alloc(6, 0x55)]);
  t.match(decode(padded), { protocol: 6, payloadBytes: 0, capturedBytes: 0 });
  const ip = buildIp('10.0.0.2', '10.0.0.1', 6, tcp4.subarray(20), { options: Buffer.alloc(8) });
  t.match(decode(wrapEthernet(ip)), whole, 'IPv4 options');
  const options = buildSegment({ ...ends4, ...segment, options: Buffer.alloc(12, 1) });
  t.match(decode(wrapEthernet(options)), whole, 'TCP options');
});

t.test('what a snap length cut off still counts', async (t) => {
  const frame = wrapEthernet(tcp4);
  t.match(decode(frame, 1, frame.length - 4), { ...whole, capturedBytes: 5 });
  t.match(decode(frame, 1, 54), { ...whole, capturedBytes: 0 }, 'header only');
  t.match(decode(frame, 1, 50), { ...whole, capturedBytes: 0 }, 'up to the window');
});

t.test('no cut and no damage is ever read as something else', async (t) => {
  for (const frame of [wrapEthernet(tcp4), wrapEthernet(tcp6), wrapEthernet(tcp4, [[0x8100, 1]])]) {
    const header = frame.length - 9;
    for (let captured = 0; captured < header - 4; captured += 1) {
      t.equal(decode(frame, 1, captured).protocol, 0, `${captured} of ${frame.length} bytes`);
    }
  }
  const bogus = wrapEthernet(tcp4);
  bogus[14 + 20 + 12] = 0x40;
  t.match(decode(bogus), { protocol: 6, damaged: true, payloadBytes: 0 }, 'short TCP header');
  bogus[14 + 20 + 12] = 0xf0;
  t.match(decode(bogus), { protocol: 6, damaged: true, payloadBytes: 0 }, 'long TCP header');
  t.match(decode(Buffer.alloc(60, 0x11)), { protocol: 0 }, 'not IP');
});

t.test('lengths of offloaded and oversized packets are those of the frame', async (t) => {
  const offloaded = Buffer.from(wrapEthernet(tcp4));
  offloaded.writeUInt16BE(0, 16);
  t.match(decode(offloaded), whole, 'total length 0');
  offloaded.writeUInt16BE(60_000, 16);
  t.match(decode(offloaded), whole, 'total length beyond the frame');
});

t.test('UDP counts by its own length', async (t) => {
  const frame = wrapEthernet(buildDatagram(ends4.from, ends4.to, 'hello'));
  const found = { protocol: 17, sourcePort: 41_000, destinationPort: 12_000, payloadBytes: 5 };
  t.match(decode(frame), { ...found, capturedBytes: 5 });
  t.match(decode(frame, 1, frame.length - 2), { ...found, capturedBytes: 3 });
  frame.writeUInt16BE(60_000, 14 + 20 + 4);
  t.match(decode(frame), found, 'a length beyond the packet');
  frame.writeUInt16BE(7, 14 + 20 + 4);
  t.match(decode(frame), { protocol: 0 }, 'a length below the header');
});

t.test('addresses are written as RFC 5952 has them', async (t) => {
  const cases: [string, string][] = [
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fd000000000000000000000000000002', 'fd00::2'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010db80000000000000000abcd0000', '2001:db8::abcd:0'],
    ['00010000000000000000000000000000', '1::'],
    ['00000000000000000000ffff0a000002', '::ffff:10.0.0.2'],
  ];
  for (const [hex, text] of cases) t.equal(formatAddress(Buffer.from(hex, 'hex'), 0, 16), text);
  t.equal(formatAddress(Buffer.from([9, 10, 0, 0, 2]), 1, 4), '10.0.0.2');
  t.equal(formatEndpoint('10.0.0.2', 41_234), '10.0.0.2:41234');
  t.equal(formatEndpoint('fd00::2', 41_234), '[fd00::2]:41234');
});
