/** Records of a pcap file: every kind of header, every way in, and what a broken file says. */
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { LabError } from '../../lab/model/errors.ts';
import { type PcapSource, type PcapSummary, readPcap } from '../../lab/run/pcap-file.ts';
import { buildPcap, type FileOptions, timeFrames } from './pcap-writer.ts';
import { withFile } from './tshark.ts';

const frames = timeFrames([60, 1500, 1, 9000].map((bytes, index) => Buffer.alloc(bytes, index)));

async function read(source: PcapSource): Promise<PcapSummary & { rows: string[] }> {
  const rows: string[] = [];
  const summary = await readPcap(source, ({ frame, sec, nsec, wireBytes, ...record }) => {
    const bytes = record.buffer.subarray(record.start, record.end);
    const isWhole = bytes.every((byte) => byte === bytes[0]);
    rows.push([frame, sec, nsec, bytes.length, wireBytes, isWhole ? bytes[0] : 'mixed'].join(' '));
  });
  return { ...summary, rows };
}

async function* cutInto(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readFailing(bytes: Uint8Array): Promise<LabError> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('The file was read without an error.');
}

const expected = (isNano: boolean): string[] => [
  `1 1700000000 ${isNano ? 123_456_789 : 123_456_000} 60 60 0`,
  `2 1700000000 ${isNano ? 133_456_789 : 133_456_000} 1500 1500 1`,
  `3 1700000000 ${isNano ? 143_456_789 : 143_456_000} 1 1 2`,
  `4 1700000000 ${isNano ? 153_456_789 : 153_456_000} 9000 9000 3`,
];

t.test('all four magics are read: micro- and nanoseconds, both byte orders', async (t) => {
  for (const isBig of [false, true]) {
    for (const isNano of [false, true]) {
      const { rows, frames: count, cut } = await read(buildPcap(frames, { isBig, isNano }));
      t.same(rows, expected(isNano), `big ${isBig}, nano ${isNano}`);
      t.equal(count, 4);
      t.equal(cut, undefined);
    }
  }
});

t.test('a file, its bytes, and chunks of any size give the same records', async (t) => {
  const bytes = buildPcap(frames);
  await withFile(bytes, async (path) => t.same((await read(path)).rows, expected(true)));
  for (const size of [1, 7, 16, 1000, bytes.length]) {
    t.same((await read(cutInto(bytes, size))).rows, expected(true), `chunks of ${size}`);
  }
});

t.test('a file larger than the buffer is read whole', async (t) => {
  const many = timeFrames(Array.from({ length: 4000 }, (_, i) => Buffer.alloc(1000, i % 251)));
  const { rows, frames: count } = await read(buildPcap(many));
  t.equal(count, 4000);
  t.ok(rows.every((row, index) => row.endsWith(` 1000 1000 ${index % 251}`)));
});

t.test('the link type is told without the length of check sequences beside it', async (t) => {
  const linkTypes: number[] = [];
  const bytes = buildPcap(frames, { linkType: 0x44000071 });
  await readPcap(bytes, ({ linkType }) => linkTypes.push(linkType));
  t.same(linkTypes, [113, 113, 113, 113]);
});

t.test('a snap length cuts what is captured, not what was on the wire', async (t) => {
  const { rows } = await read(buildPcap(frames, { snapLength: 96 }));
  t.equal(rows[1], '2 1700000000 133456789 96 1500 1');
});

t.test('a file cut anywhere in its last record gives the others, and the offset', async (t) => {
  const whole = buildPcap(frames.slice(0, 2));
  const lastAt = 24 + 16 + 60;
  for (const length of [lastAt + 1, lastAt + 15, lastAt + 16, whole.length - 1]) {
    const { rows, cut } = await read(whole.subarray(0, length));
    t.same(rows, expected(true).slice(0, 1), `${length} bytes`);
    t.equal(cut?.offset, lastAt);
    t.match(cut?.because, `ends ${length - lastAt} bytes into frame 2`);
  }
  t.equal((await read(whole.subarray(0, lastAt))).cut, undefined, 'a cut between two is none');
});

t.test('a file that is no pcap is refused with the offset', async (t) => {
  const cases: [string, Uint8Array, RegExp][] = [
    ['empty', new Uint8Array(0), /offset 0: the file ends after 0 bytes/],
    ['half a header', buildPcap([]).subarray(0, 10), /offset 10: the file ends after 10 bytes/],
    [
      'text',
      Buffer.from('a capture, by its name only'),
      /offset 0: it is not a pcap file \(bad mag/,
    ],
    ['gzip', gzipSync(buildPcap(frames)), /offset 0: it is compressed with gzip: `gunzip/],
    ['zstd', Buffer.from('28b52ffd'.padEnd(64, '0'), 'hex'), /compressed with zstd: `unzstd/],
    ['LZ4, and short', Buffer.from('04224d18', 'hex'), /compressed with LZ4: `unlz4/],
    ['pcapng', Buffer.from('0a0d0d0a'.padEnd(64, '0'), 'hex'), /offset 0: .* length of 0\./],
  ];
  for (const [name, bytes, message] of cases) {
    const error = await readFailing(bytes);
    t.equal(error.code, 'RUN_UNREADABLE', name);
    t.match(error.message, message);
    t.match(error.hint, /editcap/);
  }
});

t.test('a damaged record is refused with its offset', async (t) => {
  const damage = (at: number, value: number, options: FileOptions = {}): Buffer => {
    const bytes = buildPcap(frames.slice(0, 2), options);
    bytes.writeUInt32LE(value, 24 + 16 + 60 + at);
    return bytes;
  };
  const cases: [string, Buffer, RegExp][] = [
    ['length', damage(8, 262_145), /offset 100: frame 2 states a length of 262145 captured/],
    ['no length', damage(12, 0), /offset 100: frame 2 states a length of 1500 captured and 0/],
    ['nanoseconds', damage(4, 1e9), /offset 100: frame 2 states a time with a fraction/],
    ['microseconds', damage(4, 1e6, { isNano: false }), /offset 100: frame 2 states a time/],
  ];
  for (const [name, bytes, message] of cases)
    t.match((await readFailing(bytes)).message, message, name);
});

t.test('a missing file is said so', async (t) => {
  await t.rejects(read('/no/such/file.pcap'), { code: 'RUN_UNREADABLE', message: /no\/such/ });
});
