/** How both programs write the end of a connection, and nothing else. */

/**
 * "10.0.0.2:41234" or "[fd00::2]:41234". A socket that listens for both families shows an IPv4 peer
 * as ::ffff:10.0.0.2 (RFC 4291, 2.5.5.2); it is written as the IPv4 address that it is.
 */
export function formatEndpoint(address: string | undefined, port: number | undefined): string {
  const plain = (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? `[${plain}]:${port ?? 0}` : `${plain}:${port ?? 0}`;
}
