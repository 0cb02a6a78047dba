/**
 * Reading times as programs of anybody print them: "RTT: 0.31 ms", "0.00031 seconds", "310us",
 * "RTT (ms): 0.31", "min/avg/max = 0.1/0.2/0.3 ms". A number without any unit is not read: it could
 * be anything.
 */

/** A time, and how much its last digit is worth. */
export interface Quantity {
  ns: number;
  digitNs: number;
}

/** ns in each unit, by all its names. */
const units: readonly [names: string, ns: number][] = [
  ['ns|nsecs?|nanoseconds?', 1],
  ['us|µs|μs|usecs?|microseconds?', 1e3],
  ['ms|msecs?|millis|milliseconds?|millisecs?', 1e6],
  ['s|secs?|seconds?', 1e9],
];
const names = units.map(([each]) => each).join('|');
const number = String.raw`\d+(?:[.,]\d+)?(?:e[-+]?\d+)?`;
/** Numbers with slashes between them share the unit behind the last. */
const withUnit = new RegExp(
  String.raw`(?<![\w.,])(${number}(?:\s*\/\s*${number})*)\s*(${names})(?![\p{L}\d])`,
  'giu',
);
const label = new RegExp(String.raw`[([]\s*(?:in\s+)?(${names})\s*[)\]]`, 'iu');
const bare = new RegExp(String.raw`(?<![\w.,])${number}(?![\w.,]*\d)`, 'giu');

/** All times in a line, in their order. */
export function readQuantities(line: string): Quantity[] {
  const found = [...line.matchAll(withUnit)].flatMap(([, texts = '', unit = '']) =>
    texts.split('/').map((text) => makeQuantity(text.trim(), unit)),
  );
  if (found.length > 0) return found;
  // The unit stands in brackets, before its numbers.
  const [whole, unit] = label.exec(line) ?? [];
  if (whole === undefined || unit === undefined) return [];
  const rest = line.slice(line.indexOf(whole) + whole.length);
  return [...rest.matchAll(bare)].map(([text]) => makeQuantity(text, unit));
}

function makeQuantity(text: string, unit: string): Quantity {
  const [, whole = '', decimals = '', exponent = '0'] =
    /^(\d+)(?:[.,](\d+))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const unitNs = getUnitNs(unit) * 10 ** Number(exponent);
  return {
    ns: Number(`${whole}.${decimals || '0'}`) * unitNs,
    digitNs: unitNs / 10 ** decimals.length,
  };
}

function getUnitNs(unit: string): number {
  const found = units.find(([each]) => new RegExp(`^(?:${each})$`, 'iu').test(unit));
  return found?.[1] ?? Number.NaN;
}
