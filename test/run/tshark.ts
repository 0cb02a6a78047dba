/** What tshark reads in a capture, for the differential tests of the wire reader. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A frame as tshark reads it; `stream` and `length` are undefined where it saw no TCP. */
export interface TsharkFrame {
  epoch: string;
  stream: number | undefined;
  length: number | undefined;
  isRetransmission: boolean;
  isOutOfOrder: boolean;
  isKeepAlive: boolean;
}

/** Calls `use` with the path of a file that holds these bytes, and removes it afterwards. */
export async function withFile<Value>(
  bytes: Uint8Array,
  use: (path: string) => Promise<Value>,
): Promise<Value> {
  const directory = await mkdtemp(join(tmpdir(), 'lab-capture-'));
  try {
    const path = join(directory, 'capture.pcap');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Reads every frame. Fragments of IP are not put together, as the wire reader does not either. */
export async function readFrames(path: string): Promise<TsharkFrame[]> {
  const names = ['retransmission', 'out_of_order', 'keep_alive'];
  const fields = [
    ...['frame.time_epoch', 'tcp.stream', 'tcp.len'],
    ...names.map((name) => `tcp.analysis.${name}`),
  ];
  const text = await tshark(['-r', path, '-T', 'fields', ...fields.flatMap((f) => ['-e', f])]);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [epoch = '', stream = '', length = '', ...flags] = line.split('\t');
      const [isRetransmission = false, isOutOfOrder = false, isKeepAlive = false] = flags.map(
        (flag) => flag !== '',
      );
      const numbers = { stream: toNumber(stream), length: toNumber(length) };
      return { epoch, ...numbers, isRetransmission, isOutOfOrder, isKeepAlive };
    });
}

/** The bytes of one connection, by sender ("10.0.0.2:41000"), as "Follow TCP stream" puts them. */
export async function followStream(path: string, stream: number): Promise<Map<string, Buffer>> {
  const text = await tshark(['-q', '-r', path, '-z', `follow,tcp,raw,${stream}`]);
  const lines = text.split('\n');
  const nodes = [0, 1].map((index) => {
    return lines.find((line) => line.startsWith(`Node ${index}: `))?.slice(8) ?? '';
  });
  const sent = new Map<string, Buffer>(nodes.map((node) => [node, Buffer.alloc(0)]));
  for (const line of lines.filter((candidate) => /^\t?([0-9a-f]{2})+$/.test(candidate))) {
    const node = nodes[line.startsWith('\t') ? 1 : 0] ?? '';
    const bytes = Buffer.from(line.trim(), 'hex');
    sent.set(node, Buffer.concat([sent.get(node) ?? Buffer.alloc(0), bytes]));
  }
  return sent;
}

async function tshark(args: readonly string[]): Promise<string> {
  const flags = ['-n', '-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE'];
  const { stdout } = await run('tshark', [...flags, ...args], { maxBuffer: 256 * 1024 * 1024 });
  return stdout;
}

function toNumber(field: string): number | undefined {
  return field === '' ? undefined : Number(field);
}
