/**
 * Damage, drawn from a seed: bytes flipped, cut, doubled, moved and replaced by what readers like
 * least; and for JSON and YAML, values replaced by others of any type, under any key.
 */

export type Random = () => number;

/** A small generator of known quality (mulberry32), since Math.random cannot be repeated. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, limit: number) => Math.floor(random() * limit);

export function choose<Value>(random: Random, values: readonly Value[]): Value {
  return values[below(random, values.length)] as Value;
}

/** Bytes and words at the limits of what fits, and text that means something to some reader. */
const nasty = [
  ...['00', 'ff', '7f', '80', '0000', 'ffff', '00000000', 'ffffffff', '7fffffff', '80000000'],
  ...['f09f98', 'c080', 'eda080', 'efbfbd', '0a', '0d0a', '0a0a', '1b5b324a', 'e280ae'],
].map((hex) => Buffer.from(hex, 'hex'));
const words = [
  ...['"', '\\', '{', '}', '[', ']', ',', ':', 'null', '-', '&a ', '*a', '!!js/function ', '<<: '],
  ...['1e999', '-0', '9007199254740993', '__proto__', '"\\ud800"', '%', '../', '\t', '- ', '? '],
  ...['['.repeat(3_000), '{"a":'.repeat(3_000), '9'.repeat(400)],
].map((text) => Buffer.from(text));

/** Damages bytes in up to six places. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let damaged: Buffer = Buffer.from(bytes);
  const times = 1 + below(random, 6);
  for (let time = 0; time < times; time += 1) damaged = mutateOnce(damaged, random);
  return damaged;
}

function mutateOnce(bytes: Buffer, random: Random): Buffer {
  const at = below(random, bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + below(random, choose(random, [4, 64, 5_000])));
  const cut = (middle: readonly Uint8Array[], end = at) =>
    Buffer.concat([bytes.subarray(0, at), ...middle, bytes.subarray(end)]);
  switch (below(random, 7)) {
    case 0: // One bit.
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return cut([], to);
    case 3: // Twice, or very often.
      return cut(Array(choose(random, [1, 1, 40])).fill(bytes.subarray(at, to)));
    case 4: {
      const piece = choose(random, nasty);
      return cut([piece], Math.min(bytes.length, at + piece.length));
    }
    case 5:
      return cut([choose(random, words)]);
    default: {
      // From elsewhere in the same file.
      const from = below(random, bytes.length + 1);
      return cut([bytes.subarray(from, from + 200)], to);
    }
  }
}

const values: readonly unknown[] = [
  ...[null, true, '', 'x', -1, 0, 0.5, 1e308, 2 ** 53, -(2 ** 31), [], {}, [[]], [null]],
  ...['constructor', '__proto__', '../../etc/passwd', '\u0000', '\u001b[2J', '\ud800', '\n'],
  'x'.repeat(70_000),
  Array(3_000).fill(0),
];
const keys = ['__proto__', 'constructor', 'toString', 'kind', 'version', '', 'x'];

/** Gives a value in whose tree something is another value, gone, or has another name. */
export function mutateValue(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.1) return choose(random, values);
  const entries = Object.entries(value);
  if (entries.length === 0) return choose(random, values);
  const at = below(random, entries.length);
  const [key = '', old] = entries[at] ?? [];
  const change = random();
  if (change < 0.7) entries[at] = [key, mutateValue(old, random)];
  else if (change < 0.8) entries.splice(at, 1);
  else if (change < 0.9) entries.push([choose(random, keys), choose(random, values)]);
  else entries[at] = [choose(random, keys), old];
  if (Array.isArray(value)) return entries.map(([, each]) => each);
  // fromEntries defines properties: a key __proto__ stays a key, as in JSON.parse.
  return Object.fromEntries(entries);
}
