/**
 * How fast the wire reader is, against tshark on the same file: a capture of 100 MB in segments of
 * 200 bytes, both as child processes that print the same columns into a file, alternating, the
 * median of three. And that its memory is flat: its peak with three times the capture, since the
 * engine's heap for what is young grows over the first 100 MB, and no further.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { segmentBytes, writeCapture } from './capture-file.ts';
import type { Row } from './harness.ts';

const repeats = 3;

/** Throws if the two do not print the same, byte for byte. */
export async function benchCapture(megabytes = 100): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-bench-'));
  try {
    const [once, thrice] = [join(folder, 'once.pcap'), join(folder, 'thrice.pcap')];
    writeCapture(once, megabytes * 1e6);
    writeCapture(thrice, 3 * megabytes * 1e6);
    const program = await bundle(folder);
    const speed = await measureSpeed(program, once, folder);
    return [
      { ...speed, what: `A capture of ${megabytes} MB in segments of ${segmentBytes} bytes, read` },
      await measureMemory(program, [once, thrice], folder),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bundled, as a program is shipped: the loader of TypeScript is not what is measured. */
async function bundle(folder: string): Promise<string> {
  const program = join(folder, 'capture-fields.mjs');
  const entry = new URL('capture-fields.ts', import.meta.url).pathname;
  const flags = ['--bundle', '--platform=node', '--format=esm', `--outfile=${program}`];
  await time('node_modules/.bin/esbuild', [entry, ...flags], join(folder, 'esbuild'));
  return program;
}

async function measureSpeed(
  program: string,
  capture: string,
  folder: string,
): Promise<Omit<Row, 'what'>> {
  const fields = ['frame.time_epoch', 'tcp.stream', 'tcp.len'].flatMap((name) => ['-e', name]);
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const runs = { ours: [] as number[], theirs: [] as number[] };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    runs.ours.push((await time('node', [program, 'fields', capture], ours)).ms);
    runs.theirs.push((await time('tshark', ['-r', capture, '-T', 'fields', ...fields], theirs)).ms);
  }
  if ((await hashFile(ours)) !== (await hashFile(theirs))) throw new Error('tshark says otherwise');
  const [oursMs, peerMs] = [getPercentile(runs.ours, 50), getPercentile(runs.theirs, 50)];
  const times = peerMs / oursMs;
  return {
    ours: `${oursMs.toFixed(0)} ms`,
    beside: `tshark ${peerMs.toFixed(0)} ms: ${times.toFixed(1)} times`,
    promise: '>= 20 times faster',
    met: times >= 20,
  };
}

/** Peaks of both ways to read: the columns above, and every entry of the journal. */
async function measureMemory(
  program: string,
  [once, thrice]: readonly [string, string],
  folder: string,
): Promise<Row> {
  const peak = async (mode: string, capture: string) => {
    const { errors } = await time('node', [program, mode, capture], join(folder, 'memory'));
    return (Number(errors.trim().split('\n').at(-1)) * 1024) / 1e6;
  };
  const columns = [await peak('fields', once), await peak('fields', thrice)] as const;
  const journal = [await peak('journal', once), await peak('journal', thrice)] as const;
  const show = ([before, after]: readonly [number, number]) =>
    `${before.toFixed(0)} → ${after.toFixed(0)} MB`;
  return {
    what: 'Peak memory, when the capture is three times as long',
    ours: `columns ${show(columns)}`,
    beside: `every entry of a journal ${show(journal)}`,
    promise: 'flat: <= 1.25 times',
    met: [columns, journal].every(([before, after]) => after <= 1.25 * before),
  };
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

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
