/**
 * A capture that was saved as pcapng has the same frames at the same times: those that Wireshark's
 * own tools save, whole, commented, put together, with micro- and nanoseconds; and what is damaged.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { readPcap } from '../../lab/run/pcap-file.ts';
import { journals } from '../journals/read-journals.ts';

const folder = t.testdir();
const original = path.join(journals, 'x-at-once/h1.pcap');
const other = path.join(journals, 'pieces/h1.pcap');

function save(name: string, command: string, flags: readonly string[]): string {
  const file = path.join(folder, name);
  execFileSync(
    command,
    flags.map((flag) => (flag === 'OUT' ? file : flag)),
    { stdio: 'pipe' },
  );
  return file;
}

/** Each frame with its time and its bytes. */
async function read(source: string | Uint8Array) {
  const rows: string[] = [];
  const { cut } = await readPcap(source, ({ frame, linkType, sec, nsec, buffer, ...record }) => {
    const bytes = buffer.toString('hex', record.start, record.end);
    rows.push(`${frame} ${linkType} ${sec}.${nsec} ${record.wireBytes} ${bytes}`);
  });
  return { rows, cut };
}

const expected = (await read(original)).rows;
const pcapng = save('plain.pcapng', 'editcap', ['-F', 'pcapng', original, 'OUT']);

t.test('what Wireshark saves has the same frames at the same nanosecond', async (t) => {
  t.ok(expected.length > 30);
  const files = [
    pcapng,
    save('tshark.pcapng', 'tshark', ['-r', original, '-w', 'OUT']),
    save('noted.pcapng', 'editcap', [
      ...['-F', 'pcapng', '-a', '3:the first SYN', '--capture-comment', 'of X', original, 'OUT'],
    ]),
  ];
  for (const file of files) {
    t.equal(readFileSync(file).toString('hex', 0, 4), '0a0d0d0a', `${file} is pcapng`);
    t.same((await read(file)).rows, expected, file);
  }
});

t.test('two captures put together are read in one order, by their interfaces', async (t) => {
  const files = [original, other];
  const merged = save('merged.pcapng', 'mergecap', ['-a', '-F', 'pcapng', '-w', 'OUT', ...files]);
  const rows = await Promise.all(files.map(async (file) => (await read(file)).rows));
  const strip = (row: string) => row.replace(/^\d+ /, '');
  t.same((await read(merged)).rows.map(strip), rows.flat().map(strip));
});

t.test('microseconds are read as such', async (t) => {
  const micro = save('micro.pcap', 'editcap', ['-F', 'pcap', original, 'OUT']);
  const saved = save('micro.pcapng', 'editcap', ['-F', 'pcapng', micro, 'OUT']);
  t.same((await read(saved)).rows, (await read(micro)).rows);
});

t.test('the other byte order, and a time with an offset and a binary resolution', async (t) => {
  const { rows } = await read(buildBig({ resolution: 0x80 | 10, offsetSec: 100, ticks: 2560n }));
  t.same(rows, ['1 1 102.500000000 60 aabbccdd']);
  const { rows: usual } = await read(buildBig({ ticks: 1_700_000_000_123_456n }));
  t.same(usual, ['1 1 1700000000.123456000 60 aabbccdd']);
});

t.test('a file cut anywhere in its last frame gives the others, and the offset', async (t) => {
  const bytes = readFileSync(pcapng);
  for (const less of [1, 3, 20]) {
    const { rows, cut } = await read(bytes.subarray(0, lastBlockEnd(bytes) - less));
    t.same(rows, expected.slice(0, -1), `${less} bytes less`);
    t.match(cut?.because, `into frame ${expected.length}, which wants `);
  }
});

t.test('what is damaged is refused with its offset, never misread', async (t) => {
  const cases: [what: string, change: (bytes: Buffer, frame: number) => void, because: RegExp][] = [
    ['a length', (bytes, at) => bytes.writeUInt32LE(30, at + 4), /frame 0 states a length of 30\./],
    ['lengths that differ', (bytes, at) => bytes.writeUInt32LE(64, at + 4), /length of 64\./],
    ['an interface', (bytes, at) => bytes.writeUInt32LE(7, at + 8), /frame 1 is of interface 7/],
    ['captured bytes', (bytes, at) => bytes.writeUInt32LE(9999, at + 20), /frame 1 states a le/],
    ['no time', (bytes, at) => bytes.writeUInt32LE(3, at), /frame 1 is of a kind that has no ti/],
  ];
  for (const [what, change, because] of cases) {
    const bytes = readFileSync(pcapng);
    change(bytes, findBlock(bytes, 6));
    await t.rejects(read(bytes), { code: 'RUN_UNREADABLE', message: because }, what);
  }
});

/** Where the first block of a type begins. */
function findBlock(bytes: Buffer, type: number): number {
  let at = 0;
  while (bytes.readUInt32LE(at) !== type) at += bytes.readUInt32LE(at + 4);
  return at;
}

/** Where the last packet's block ends: statistics may stand behind it. */
function lastBlockEnd(bytes: Buffer): number {
  let end = 0;
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + 4)) {
    if (bytes.readUInt32LE(at) === 6) end = at + bytes.readUInt32LE(at + 4);
  }
  return end;
}

/** One frame in a file of the other byte order; no tool of this machine writes one. */
function buildBig(facts: { resolution?: number; offsetSec?: number; ticks: bigint }): Buffer {
  const { resolution, offsetSec, ticks } = facts;
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [at, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, at * 4);
    return bytes;
  };
  const block = (type: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const length = words(12 + body.length);
    return Buffer.concat([words(type), length, body, length]);
  };
  const options = [
    ...(resolution === undefined ? [] : [words((9 << 16) | 1, resolution << 24)]),
    ...(offsetSec === undefined ? [] : [words((14 << 16) | 8, 0, offsetSec)]),
    words(0),
  ];
  const time = words(Number(ticks >> 32n), Number(ticks & 0xffffffffn));
  return Buffer.concat([
    block(0x0a0d0d0a, words(0x1a2b3c4d, 0x00010000, 0xffffffff, 0xffffffff)),
    block(1, words(1 << 16, 0), ...options),
    block(5, words(0, 0, 0)),
    block(6, words(0), time, words(4, 60), Buffer.from('aabbccdd', 'hex')),
  ]);
}
