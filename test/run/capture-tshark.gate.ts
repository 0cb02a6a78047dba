/**
 * The wire reader against tshark, frame by frame: times, streams, lengths, retransmissions and the
 * bytes of every connection; on captures made by hand, on segments at random, and on a real one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import { readCapture } from '../../lab/run/capture.ts';
import { visitFrames } from './frames.ts';
import {
  buildPcap,
  buildSegment,
  type FileOptions,
  timeFrames,
  wrapCooked,
  wrapCooked2,
  wrapEthernet,
} from './pcap-writer.ts';
import { buildEverything, buildPlainTalk, createTalk } from './talk.ts';
import { followStream, readFrames, withFile } from './tshark.ts';

const context = {
  ...{ port: 12_000, serverAddresses: ['10.0.0.1', 'fd00::1'], roles: new Map<string, string>() },
  toAtNs: (sec: number, nsec: number) => (sec - 1_700_000_000) * 1e9 + nsec,
};

/** Rows of "time stream length", from our layers below capture.ts and from tshark. */
async function readRows(path: string): Promise<{ ours: string[]; theirs: string[] }> {
  const ours: string[] = [];
  const { frames } = await visitFrames(path, (sec, nsec, stream, bytes) => {
    const epoch = `${sec}.${String(nsec).padStart(9, '0')}`;
    ours.push(stream < 0 ? `${epoch} - -` : `${epoch} ${stream} ${bytes}`);
  });
  if (frames !== ours.length) throw new Error('Not every frame was visited.');
  const theirs = (await readFrames(path)).map(({ epoch, stream, length }) => {
    return `${epoch} ${stream ?? '-'} ${length ?? '-'}`;
  });
  return { ours, theirs };
}

/**
 * Frames that carry bytes a second time. tshark calls one that comes within a round trip out of
 * order; where nothing was (`isOrdered`), such a frame is a repeated one too.
 */
async function readRepeats(
  path: string,
  isOrdered: boolean,
): Promise<{ ours: number[]; theirs: number[] }> {
  const { events } = await readCapture(path, context);
  const ours = getEvents(events, 'retransmission').map(({ frame }) => frame);
  const theirs = (await readFrames(path)).flatMap((frame, index) => {
    const isRepeat = frame.isRetransmission || (isOrdered && frame.isOutOfOrder);
    return isRepeat && (frame.length ?? 0) > 0 ? [index + 1] : [];
  });
  return { ours, theirs };
}

/** What each end of each connection said, as "stream end" -> SHA-256, by both readers. */
async function readTalk(path: string): Promise<{ ours: object; theirs: object }> {
  const { events } = await readCapture(path, context);
  const ours: Record<string, string> = {};
  const theirs: Record<string, string> = {};
  for (const { stream, client, server } of getEvents(events, 'syn')) {
    for (const [end, direction] of [
      [client, 'to-server'],
      [server, 'to-client'],
    ] as const) {
      ours[`${stream} ${end}`] = getEvents(events, 'data')
        .filter((event) => event.stream === stream && event.direction === direction)
        .map(({ text, base64 }) => Buffer.from(base64 ?? text, base64 ? 'base64' : 'utf8'))
        .reduce((before, bytes) => before.update(bytes), createHash('sha256'))
        .digest('hex');
    }
    for (const [end, bytes] of await followStream(path, stream)) {
      theirs[`${stream} ${end}`] = createHash('sha256').update(bytes).digest('hex');
    }
  }
  return { ours, theirs };
}

const stacked: [number, number][] = [
  [0x88a8, 100],
  [0x8100, 5],
];
const wraps: [string, (packet: Buffer) => Buffer, FileOptions][] = [
  ['Ethernet, nanoseconds, little-endian', wrapEthernet, {}],
  ['802.1Q, microseconds, big-endian', (p) => wrapEthernet(p, [[0x8100, 5]]), big(false)],
  ['QinQ, nanoseconds, big-endian', (p) => wrapEthernet(p, stacked), big(true)],
  ['cooked, microseconds', wrapCooked, { linkType: 113, isNano: false }],
  ['cooked 2', wrapCooked2, { linkType: 276 }],
  ['raw IP', (packet) => packet, { linkType: 101 }],
  ['snap length', wrapEthernet, { snapLength: 14 + 40 + 3 }],
];

function big(isNano: boolean): FileOptions {
  return { isBig: true, isNano };
}

for (const [name, wrap, options] of wraps) {
  t.test(`everything a wire can do: ${name}`, async (t) => {
    const frames = buildEverything().map((frame) => ({ ...frame, bytes: wrap(frame.bytes) }));
    await withFile(buildPcap(frames, options), async (path) => {
      const { ours, theirs } = await readRows(path);
      t.same(ours, theirs, 'times, streams and lengths');
      t.equal(ours.length, frames.length);
      if (options.snapLength !== undefined) return;
      const repeats = await readRepeats(path, false);
      t.same(repeats.ours, repeats.theirs, 'retransmissions');
      t.equal(repeats.ours.length, 6, 'two in each troubled conversation');
      if (options.linkType !== undefined || options.isBig) return;
      const talk = await readTalk(path);
      t.same(talk.ours, talk.theirs, 'bytes');
      t.equal(Object.keys(talk.ours).length, 8);
    });
  });
}

t.test('a capture that begins in the middle', async (t) => {
  const talk = createTalk('10.0.0.2:41000', '10.0.0.1:12000');
  const frames = timeFrames(
    buildPlainTalk(talk)
      .slice(4)
      .map((packet) => wrapEthernet(packet)),
  );
  await withFile(buildPcap(frames), async (path) => {
    const { ours, theirs } = await readRows(path);
    t.same(ours, theirs);
  });
});

t.test(
  'segments at random, without any sense, get the streams that tshark gives them',
  async (t) => {
    const pick = createPicker(20_311);
    const flags = ['S', 'SA', 'A', 'PA', 'F', 'FA', 'R', 'RA', 'A', 'A', 'PA', 'PA'];
    const packets = Array.from({ length: 3000 }, () => {
      const port = 41_000 + pick(30);
      const ends = pick(4) === 0 ? [`[fd00::2]:${port}`, '[fd00::1]:12000'] : [`10.0.0.2:${port}`];
      const [client = '', server = '10.0.0.1:12000'] = ends;
      const isClient = pick(2) === 0;
      return wrapEthernet(
        buildSegment({
          ...{ from: isClient ? client : server, to: isClient ? server : client },
          ...{ flags: flags[pick(flags.length)] ?? 'A', sequence: 1000 + pick(6) * 7 },
          ...{ acknowledgement: 1000 + pick(6) * 7, window: pick(5) === 0 ? 0 : 1000 },
          payload: Buffer.alloc(pick(3) === 0 ? 0 : pick(20), 65),
        }),
      );
    });
    await withFile(buildPcap(timeFrames(packets)), async (path) => {
      const { ours, theirs } = await readRows(path);
      t.same(ours, theirs);
    });
  },
);

/** Numbers at random, the same in every run (a linear congruence). */
function createPicker(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * limit);
  };
}

t.test('a real capture of real connections', { timeout: 60_000 }, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'lab-capture-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'real.pcap');
  const talker = fileURLToPath(new URL('real-talk.mjs', import.meta.url));
  // A network of its own: only what the test says is on its loopback, and nobody else hears it.
  const isRoot = process.getuid?.() === 0;
  const unshare = [...(isRoot ? [] : ['--map-root-user']), '--net', '--kill-child'];
  const script = 'ip link set lo up && exec "$@"';
  const command = ['sh', '-c', script, 'sh', process.execPath, talker, path];
  const child = spawn('unshare', [...unshare, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  const { status, output, errors } = await collect(child);
  t.equal(status, 0, errors);

  const { ours, theirs } = await readRows(path);
  t.same(ours, theirs, 'times, streams and lengths');
  const repeats = await readRepeats(path, true);
  t.same(repeats.ours, repeats.theirs, 'retransmissions');
  const talk = await readTalk(path);
  t.same(talk.ours, talk.theirs, 'bytes');

  // And what the two ends say that they sent, which no reader of captures knows.
  const { events, gaps, cut } = await readCapture(path, context);
  const sent = JSON.parse(output) as Record<string, string>;
  for (const { client, stream } of getEvents(events, 'syn')) {
    t.equal((talk.ours as Record<string, string>)[`${stream} ${client}`], sent[client], client);
  }
  t.equal(getEvents(events, 'established').length, 4);
  t.equal(getEvents(events, 'closed').length, 8);
  t.same(gaps, []);
  t.equal(cut, undefined);
  const halved = (await readFile(path)).subarray(0, -1);
  t.equal((await readCapture(halved, context)).frames, ours.length - 1, 'and cut, all but one');
});

async function collect(
  child: ChildProcess,
): Promise<{ status: number | null; output: string; errors: string }> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output, errors };
}
