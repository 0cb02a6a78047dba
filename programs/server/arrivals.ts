/**
 * What the kernel remembers of how the bytes of a connection arrived: it stamps and counts every
 * segment, whatever this process does meanwhile (tcp_info's tcpi_last_data_recv,
 * tcpi_bytes_received and tcpi_data_segs_in). Node gives no access to it; ss(8), which belongs to
 * iproute2 as `ip` does, prints it. It takes some 10 ms to ask, so it is asked only where the order
 * in which the sockets were read does not tell.
 *
 * ss looks at one socket after the other and tells how long ago its last bytes came: seen from that
 * very moment. On a busy machine it may be kept waiting between two of them (128 ms were seen with
 * two sockets, 260 ms with eighty), and who is looked at later seems to have come earlier. How long
 * it can have been is bounded by how long all of it took.
 */
import { execFile } from 'node:child_process';

const limitMs = 1_000;
/** State, both queues, both endpoints. */
const socketLine = /^[A-Z][A-Z0-9-]+ +\d+ +\d+ +\S+:\d+ +\S+:\d+(\s|$)/;
/** Of more clients all connections of the port are listed: a command line has an end. */
const mostNamed = 100;

/**
 * What the kernel counts in are ticks of up to 4 ms (CONFIG_HZ=250): arrivals that seem nearer than
 * a few of them are not told apart.
 */
export const tellApartMs = 12;

export interface Arrival {
  /** How many ms before it was looked at its last bytes came. */
  ageMs: number;
  /** How many bytes, and segments with data, came in all; 0: not known. */
  bytes: number;
  segments: number;
  /** Who has a lower one was looked at before. */
  rank: number;
}

/** One look at all: each client's arrival by its endpoint. */
export interface Look {
  arrivals: ReadonlyMap<string, Arrival>;
  /** How long it took, and so how much later than the first the last one can have been seen. */
  tookMs: number;
}

/**
 * Looks at how the bytes of these clients came; null where ss cannot be asked (it is not installed,
 * this is no Linux, there is no room for a process). Never rejects.
 */
export async function askArrivals(
  port: number,
  endpoints: readonly string[],
): Promise<Look | null> {
  const startedMs = performance.now();
  const text = await runSs(port, endpoints);
  const tookMs = performance.now() - startedMs;
  const arrivals = text === null ? null : parseArrivals(text);
  return arrivals && { arrivals, tookMs };
}

function runSs(port: number, endpoints: readonly string[]): Promise<string | null> {
  const ports = endpoints.map((endpoint) => endpoint.slice(endpoint.lastIndexOf(':')));
  const named = ports.flatMap((one, index) => [...(index > 0 ? ['or'] : []), 'dport', '=', one]);
  const only = ports.length > mostNamed ? [] : ['and', '(', ...named, ')'];
  const asked = new Promise<string | null>((resolve) => {
    const words = ['-Htin', 'sport', '=', `:${port}`, ...only];
    // In English and without colours, whatever is set for this program.
    const env = { ...process.env, LC_ALL: 'C', NO_COLOR: '1', TERM: 'dumb' };
    const options = { env, timeout: limitMs, killSignal: 'SIGKILL' } as const;
    execFile('ss', words, options, (error, stdout) => {
      resolve(error ? null : stdout);
    });
  });
  // Some errors of starting a process are thrown, not told.
  return asked.catch(() => null);
}

/**
 * Reads what ss prints: a line with both endpoints, and one below it with the kernel's counts. null
 * for what has another form, in which the arrivals would only be missing.
 */
export function parseArrivals(text: string): Map<string, Arrival> | null {
  const arrivals = new Map<string, Arrival>();
  let peer: string | undefined;
  let hasEnded = false;
  for (const line of text.split('\n')) {
    if (!/^\s/.test(line)) {
      if (line === '') continue;
      const words = line.trim().split(/\s+/);
      if (!socketLine.test(line)) return null;
      peer = words[4]?.replace(/^\[::ffff:([\d.]+)\]/, '$1');
      hasEnded = words[0] === 'CLOSE-WAIT';
    } else if (peer !== undefined && /\bbytes_received:/.test(line)) {
      // ss leaves out what is 0.
      const get = (key: string) => Number(new RegExp(`\\b${key}:(\\d+)`).exec(line)?.[1] ?? 0);
      // The end of a stream counts as a byte (RFC 9293, 3.4).
      const bytes = get('bytes_received') - (hasEnded ? 1 : 0);
      const facts = { ageMs: get('lastrcv'), segments: get('data_segs_in') };
      arrivals.set(peer, { ...facts, bytes, rank: arrivals.size });
    }
  }
  return arrivals;
}

/** Of a client: who it is, and how many bytes of it were read. */
export interface Read {
  endpoint: string;
  bytes: number;
}

/**
 * Negative: the last bytes of one came first; positive: those of the other; null: the looks do not
 * tell, or more has come of one of them than was read, so that the stamp is that of other bytes.
 */
export function compareArrivals(looks: readonly Look[], one: Read, other: Read): number | null {
  // By how many ms one came before the other: at least, and at most.
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { arrivals, tookMs } of looks) {
    const [a, b] = [arrivals.get(one.endpoint), arrivals.get(other.endpoint)];
    if (a?.bytes !== one.bytes || b?.bytes !== other.bytes) return null;
    const older = a.ageMs - b.ageMs;
    least = Math.max(least, a.rank < b.rank ? older : older - tookMs);
    most = Math.min(most, a.rank < b.rank ? older + tookMs : older);
  }
  if (least >= tellApartMs) return -1;
  return most <= -tellApartMs ? 1 : null;
}
