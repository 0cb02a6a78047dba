/**
 * How fast the wire reader is, against tshark on the same file: a capture of 100 MB in segments of
 * 200 bytes, both as child processes that print the same columns into a file, alternating, the
 * median of three. Run by `npx tsx test/bench/capture.bench.ts [megabytes]`.
 *
 * Prints one line of JSON: {name, oursMs, peerMs, ratio, rssMb, journalMs, journalRssMb}. `journal`
 * is the same reader making every journal entry, which tshark has no word for. Exits 1 if the two
 * outputs differ.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPcap, buildSegment, timeFrames, wrapEthernet } from '../run/pcap-writer.ts';

const repeats = 3;
const connections = 16;
const segmentBytes = 200;

const megabytes = Number(process.argv[2] ?? 100);
const directory = await mkdtemp(join(tmpdir(), 'lab-bench-'));
try {
  process.exitCode = await bench(directory, join(directory, 'capture.pcap'));
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function bench(folder: string, capture: string): Promise<number> {
  writeCapture(capture, megabytes * 1e6);
  // Bundled, as a program is shipped: the loader of TypeScript is not what is measured.
  const program = join(folder, 'capture-fields.mjs');
  const entry = new URL('capture-fields.ts', import.meta.url).pathname;
  const bundling = ['--bundle', '--platform=node', '--format=esm', `--outfile=${program}`];
  await time('npx', ['esbuild', entry, ...bundling], join(folder, 'esbuild'));
  const fields = ['frame.time_epoch', 'tcp.stream', 'tcp.len'].flatMap((name) => ['-e', name]);
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const runs = { ours: [] as Run[], theirs: [] as Run[], journal: [] as Run[] };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    runs.ours.push(await time('node', [program, 'fields', capture], ours));
    runs.theirs.push(await time('tshark', ['-r', capture, '-T', 'fields', ...fields], theirs));
    runs.journal.push(await time('node', [program, 'journal', capture], join(folder, 'count')));
  }
  const [oursMs, peerMs] = [getMedianMs(runs.ours), getMedianMs(runs.theirs)];
  const result = {
    ...{ name: `capture ${megabytes} MB`, oursMs, peerMs },
    ratio: Math.round((peerMs / oursMs) * 10) / 10,
    rssMb: getPeakMb(runs.ours),
    journalMs: getMedianMs(runs.journal),
    journalRssMb: getPeakMb(runs.journal),
    isSame: (await hashFile(ours)) === (await hashFile(theirs)),
  };
  console.log(JSON.stringify(result));
  return result.isSame ? 0 : 1;
}

/** Connections that echo: every segment carries 200 bytes and acknowledges the one before. */
function writeCapture(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const [header, ...handshakes] = splitPcap(buildHandshakes());
  let written = writeSync(file, header ?? Buffer.alloc(0));
  for (const record of handshakes) written += writeSync(file, record);
  const templates = splitPcap(buildEchoes()).slice(1);
  const [first = Buffer.alloc(0)] = templates;
  const block = Buffer.alloc(first.length * templates.length * 64);
  for (let round = 0; written < bytes; ) {
    let at = 0;
    for (let step = 0; step < 64; step += 1, round += 1) {
      for (const [index, template] of templates.entries()) {
        template.copy(block, at);
        const micros = (round * templates.length + index) * 20;
        block.writeUInt32LE(1_700_000_001 + Math.floor(micros / 1e6), at);
        block.writeUInt32LE((micros % 1e6) * 1000 + 789, at + 4);
        const isAnswer = index % 2;
        block.writeUInt32BE((1001 + round * segmentBytes) >>> 0, at + 54);
        block.writeUInt32BE((1001 + (round + isAnswer) * segmentBytes) >>> 0, at + 58);
        at += template.length;
      }
    }
    written += writeSync(file, block);
  }
  closeSync(file);
}

function buildHandshakes(): Buffer {
  const packets = getEnds().flatMap(([client, server]) => [
    buildSegment({ from: client, to: server, flags: 'S', sequence: 1000 }),
    buildSegment({
      ...{ from: server, to: client, flags: 'SA', sequence: 1000, acknowledgement: 1001 },
    }),
    buildSegment({ from: client, to: server, sequence: 1001, acknowledgement: 1001 }),
  ]);
  return buildPcap(
    timeFrames(
      packets.map((packet) => wrapEthernet(packet)),
      1000,
    ),
  );
}

function buildEchoes(): Buffer {
  const payload = Buffer.alloc(segmentBytes, 'message ');
  const options = Buffer.alloc(12, 1);
  const packets = getEnds().flatMap(([client, server]) => [
    buildSegment({ from: client, to: server, flags: 'PA', payload, options }),
    buildSegment({ from: server, to: client, flags: 'PA', payload, options }),
  ]);
  return buildPcap(timeFrames(packets.map((packet) => wrapEthernet(packet))));
}

function getEnds(): [string, string][] {
  return Array.from({ length: connections }, (_, index) => {
    return [`10.0.0.${2 + (index % 2)}:${41_000 + index}`, '10.0.0.1:12000'];
  });
}

/** The file header and the records of a little-endian capture. */
function splitPcap(pcap: Buffer): Buffer[] {
  const parts = [pcap.subarray(0, 24)];
  for (let at = 24; at < pcap.length; ) {
    const end = at + 16 + pcap.readUInt32LE(at + 8);
    parts.push(pcap.subarray(at, end));
    at = end;
  }
  return parts;
}

interface Run {
  ms: number;
  /** What the program wrote on stderr. */
  errors: string;
}

/** Runs a program to its end with its output into a file. */
async function time(command: string, args: string[], outputPath: string): Promise<Run> {
  const output = openSync(outputPath, 'w');
  const startNs = process.hrtime.bigint();
  const child = spawn(command, args, { stdio: ['ignore', output, 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ms = Number(process.hrtime.bigint() - startNs) / 1e6;
  closeSync(output);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${errors}`);
  return { ms, errors };
}

function getMedianMs(runs: readonly Run[]): number {
  const sorted = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function getPeakMb(runs: readonly Run[]): number {
  const peaksKb = runs.map(({ errors }) => Number(errors.trim().split('\n').at(-1)));
  return Math.round((Math.max(...peaksKb) * 1024) / 1e6);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
