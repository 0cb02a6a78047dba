/**
 * The wire witness without tcpdump, beside tcpdump on the same interface in the same play: the same
 * frames with the same stamps, small ones, segments of 64 KiB and tagged ones; and a burst is not
 * lost.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { readPcap } from '../../lab/run/pcap-file.ts';
import { openStage, type Stage } from '../../lab/stage/stage.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getStageOptions, makePlay, makeProgram, markProcesses, request } from './real-stage.ts';

interface Frame {
  stampNs: bigint;
  wireBytes: number;
  bytes: Buffer;
}

async function readFrames(file: Uint8Array): Promise<Frame[]> {
  const frames: Frame[] = [];
  await readPcap(file, ({ sec, nsec, wireBytes, buffer, start, end }) => {
    const bytes = Buffer.from(buffer.subarray(start, end));
    frames.push({ stampNs: BigInt(sec) * 1_000_000_000n + BigInt(nsec), wireBytes, bytes });
  });
  return frames;
}

async function openPacketStage(t: Test): Promise<Stage> {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  const stage = await openStage(box, { ...(await getStageOptions()), capture: 'packet' });
  t.teardown(() => stage.close());
  return stage;
}

/**
 * Reads until both clients are done, behind a tcpdump that listens before anybody can connect; and
 * ends only once tcpdump has written the last frame, since it is ended with the play.
 */
const makeServer = (file: string) => `exec 2>&1
tcpdump -i h1-eth0 -n -p --immediate-mode --time-stamp-precision=nano -U -s 65535 -B 32768 \\
  -Z root -w ${file} 2>${file}.words &
until grep -q 'listening on' ${file}.words; do sleep 0.01; done
/usr/bin/python3 -c 'import socket
with socket.create_server(("", 12000)) as server:
    for _ in range(2):
        peer, _ = server.accept()
        while peer.recv(1 << 20): pass
        peer.close()'
until grep -qa tag19 ${file}; do sleep 0.01; done`;

const hello = `exec /usr/bin/python3 -c 'import socket
socket.create_connection(("10.0.0.1", 12000)).sendall(b"Y: Bob\\n")'`;

/** A burst of large segments, then datagrams, with a tag of 802.1Q too. */
const burst = `exec /usr/bin/python3 -c 'import socket
peer = socket.create_connection(("10.0.0.1", 12000))
peer.sendall(bytes(range(256)) * 65536)
peer.close()
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for number in range(200): datagrams.sendto(b"%d" % number, ("10.0.0.1", 12001))
raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
raw.bind(("h2-eth0", 0))
tag = b"\\xff" * 6 + b"\\x02labxy" + b"\\x81\\x00\\x20\\x07\\x08\\x00"
for number in range(20): raw.send(tag + b"tag%d" % number)
'`;

t.test('tcpdump and the packet socket see the same', async (t) => {
  const { folder, before } = await markProcesses(t);
  const stage = await openPacketStage(t);
  await stage.build(request);
  const file = path.join(folder, 'tcpdump.pcap');
  const play = makePlay([
    makeProgram('server', 'h1', makeServer(file)),
    { ...makeProgram('X', 'h2', burst), startMs: 0 },
    { ...makeProgram('Y', 'h3', hello), startMs: 0 },
  ]);
  play.steps = ['X', 'Y'].map((role) => ({ atMs: 0, role, do: 'start' as const }));
  const { events, files, trouble } = await stage.play(play);
  t.equal(trouble, undefined);
  t.same(getEvents(events, 'gap'), [], 'nothing was lost');
  const ours = await readFrames(files.get('h1.pcap') ?? new Uint8Array());
  const theirs = await readFrames(await readFile(file));
  compareFrames(t, ours, theirs);
  await stage.close();
  await assertNothingLeft(t, before);
});

/**
 * The packet socket listens first and ends last, so tcpdump's frames stand among ours. Each socket
 * is given the frames by the core that handles them: two frames on two cores may reach the one in
 * another order than the other (pcap-tstamp(7)), so frames are matched by their bytes.
 */
function compareFrames(t: Test, ours: readonly Frame[], theirs: readonly Frame[]): void {
  const waiting = new Map<string, Frame[]>();
  for (const frame of ours) {
    const key = frame.bytes.toString('latin1');
    waiting.set(key, [...(waiting.get(key) ?? []), frame]);
  }
  const pairs = theirs.flatMap((frame) => {
    const mine = waiting.get(frame.bytes.toString('latin1'))?.shift();
    return mine?.wireBytes === frame.wireBytes ? [{ mine, frame }] : [];
  });
  t.ok(theirs.length > 300, `tcpdump saw ${theirs.length} frames, we ${ours.length}`);
  t.equal(pairs.length, theirs.length, 'each is among ours, byte for byte');
  const apartNs = pairs
    .map(({ mine, frame }) => Math.abs(Number(mine.stampNs - frame.stampNs)))
    .sort((a, b) => a - b);
  const median = apartNs[apartNs.length >> 1] ?? Number.NaN;
  t.ok(median < 50_000, `stamps are ${median} ns apart, ${apartNs.at(-1)} ns at most`);
  t.ok(
    theirs.some(({ wireBytes }) => wireBytes > 10_000),
    'large segments were among them',
  );
  const tags = theirs.filter(({ bytes }) => bytes.readUInt16BE(12) === 0x8100);
  t.equal(tags.length, 20, 'and tags of 802.1Q');
}
