/**
 * What the kernel remembers of how the bytes of a connection arrived: it stamps and counts every
 * segment, whatever this process does meanwhile (tcp_info's tcpi_last_data_recv and
 * tcpi_data_segs_in). Node gives no access to it; ss(8), which belongs to iproute2 as `ip` does,
 * prints it. It takes some 10 ms to ask, so it is asked only where the order in which the sockets
 * were read does not tell.
 */
import { execFile } from 'node:child_process';

const limitMs = 1_000;

/**
 * What the kernel counts in are ticks of up to 4 ms (CONFIG_HZ=250), and the two sockets are not
 * looked at in the same instant: arrivals that seem nearer than this are not told apart.
 */
export const tellApartMs = 12;

export interface Arrival {
  /** How many ms ago its last bytes came. */
  ageMs: number;
  /** How many segments with data came in all; 0: not known. */
  segments: number;
}

/**
 * How the bytes of each client came, by its endpoint; null where ss cannot be
 * asked (it is not installed, this is no Linux, there is no room for a process). Never rejects.
 */
export function askArrivals(port: number): Promise<Map<string, Arrival> | null> {
  const asked = new Promise<Map<string, Arrival> | null>((resolve) => {
    const words = ['-Htin', 'sport', '=', `:${port}`];
    execFile('ss', words, { timeout: limitMs, killSignal: 'SIGKILL' }, (error, stdout) => {
      resolve(error ? null : parseArrivals(stdout));
    });
  });
  // Some errors of starting a process are thrown, not told.
  return asked.catch(() => null);
}

/** Reads what ss prints: a line with both endpoints, and one below it with the kernel's counts. */
export function parseArrivals(text: string): Map<string, Arrival> {
  const arrivals = new Map<string, Arrival>();
  let peer: string | undefined;
  for (const line of text.split('\n')) {
    if (!/^\s/.test(line)) {
      peer = line
        .trim()
        .split(/\s+/)[4]
        ?.replace(/^\[::ffff:([\d.]+)\]/, '$1');
    } else if (peer !== undefined && /\bbytes_received:/.test(line)) {
      // ss leaves out what is 0.
      const get = (key: string) => Number(new RegExp(`\\b${key}:(\\d+)`).exec(line)?.[1] ?? 0);
      arrivals.set(peer, { ageMs: get('lastrcv'), segments: get('data_segs_in') });
    }
  }
  return arrivals;
}
