/**
 * Addresses as text: the wire reader shows the ends of a connection as people write them, and as
 * /proc readers and plans can compare them.
 */

/** The address in `bytes[at]` …: dotted for 4 bytes, RFC 5952 for 16. */
export function formatAddress(bytes: Uint8Array, at: number, addressBytes: number): string {
  const address = bytes.subarray(at, at + addressBytes);
  if (addressBytes === 4) return address.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => {
    return ((address[2 * index] ?? 0) << 8) | (address[2 * index + 1] ?? 0);
  });
  // IPv4-mapped addresses keep the dotted form (RFC 5952, 5).
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${address.subarray(12).join('.')}`;
  }
  const { from, length } = findLongestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + length).join(':')}`;
}

/** "10.0.0.2:41234" or "[fd00::2]:41234". */
export function formatEndpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The longest run of zero groups, the first of several (RFC 5952, 4.2.3). */
function findLongestZeros(groups: readonly number[]): { from: number; length: number } {
  let longest = { from: 0, length: 0 };
  let from = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) from = index + 1;
    else if (index + 1 - from > longest.length) longest = { from, length: index + 1 - from };
  }
  return longest;
}
