/**
 * SHA-256 (FIPS 180-4) in base64, as a page's policy wants it for its script. Here because the
 * reporters are pure: no node:crypto, and the web's digest is only to be had asynchronously.
 */

/** The digest of a text's UTF-8 bytes. */
export function hashSha256(text: string): string {
  const state = getFractions(2).slice(0, 8);
  const words = padMessage(new TextEncoder().encode(text));
  for (let at = 0; at < words.length; at += 16) mixBlock(state, words.subarray(at, at + 16));
  const bytes = state.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff));
  return btoa(String.fromCharCode(...bytes));
}

const primes = Array.from({ length: 310 }, (_, index) => index + 2).filter((number) =>
  Array.from({ length: number }, (_, index) => index).every(
    (each) => each < 2 || number % each > 0,
  ),
);

/** The first 32 bits of the fractions of the roots of the first 64 primes (4.2.2, 5.3.3). */
function getFractions(root: 2 | 3): number[] {
  return primes.slice(0, 64).map((prime) => {
    const value = root === 2 ? Math.sqrt(prime) : Math.cbrt(prime);
    return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
  });
}

/** The message, a one bit, zeros, and its length in bits, as words of 32 bits (5.1.1). */
function padMessage(bytes: Uint8Array): Int32Array {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new DataView(new ArrayBuffer(blocks * 64));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(blocks * 64 - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(blocks * 64 - 4, (bytes.length << 3) >>> 0);
  return Int32Array.from({ length: blocks * 16 }, (_, index) => padded.getInt32(index * 4));
}

const constants = getFractions(3);

/** One round of the compression (6.2.2). */
function mixBlock(state: number[], block: Int32Array): void {
  const words = [...block];
  for (let t = 16; t < 64; t += 1) {
    const [w2, w7, w15, w16] = [2, 7, 15, 16].map((back) => words[t - back] ?? 0) as Four;
    const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    words.push((s1 + w7 + s0 + w16) | 0);
  }
  let [a, b, c, d, e, f, g, h] = state as Eight;
  for (let t = 0; t < 64; t += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (constants[t] ?? 0) + (words[t] ?? 0)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[index] = ((state[index] ?? 0) + word) | 0;
  }
}

type Four = [number, number, number, number];
type Eight = [...Four, ...Four];

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
