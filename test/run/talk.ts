/**
 * Conversations for hand-made captures: segments named by the offset of their first byte, so that
 * a test reads as what was said, and a capture with everything in it that a wire can do.
 */
import { addExtension, buildDatagram, buildIp, buildSegment, type Frame } from './pcap-writer.ts';

/** Builds one segment: its flags, the offset of its first byte, the offset it acknowledges. */
export type Say = (
  flags: string,
  offset: number,
  acknowledged: number,
  payload?: string | Uint8Array,
  window?: number,
) => Buffer;

export interface Talk {
  client: Say;
  server: Say;
  /** The three segments of the handshake. */
  open: () => Buffer[];
}

/** A conversation between two ends; a SYN stands at offset -1. */
export function createTalk(
  clientEnd: string,
  serverEnd: string,
  clientInitial = 1000,
  serverInitial = 5000,
): Talk {
  const createSay =
    (from: string, to: string, own: number, other: number): Say =>
    (flags, offset, acknowledged, payload = '', window = 65_000) =>
      buildSegment({
        ...{ from, to, flags, payload, window, sequence: own + 1 + offset },
        acknowledgement: flags.includes('A') ? other + 1 + acknowledged : 0,
      });
  const client = createSay(clientEnd, serverEnd, clientInitial, serverInitial);
  const server = createSay(serverEnd, clientEnd, serverInitial, clientInitial);
  const open = (): Buffer[] => [client('S', -1, 0), server('SA', -1, 0), client('A', 0, 0)];
  return { client, server, open };
}

/** A message and its answer, with a clean end. */
export function buildPlainTalk({ client, server, open }: Talk): Buffer[] {
  return [
    ...open(),
    client('PA', 0, 0, 'X: Alice\n'),
    server('A', 0, 9),
    server('PA', 0, 9, 'X: Alice received before Y: Bob\n'),
    client('A', 9, 32),
    client('FA', 9, 32),
    server('FA', 32, 10),
    client('A', 10, 33),
  ];
}

/** Loss and repair: what is repeated comes late (20 ms), what is out of order comes at once. */
export function buildTroubledTalk({ client, server, open }: Talk): [gapNs: number, Buffer][] {
  const late = 20_000_000;
  const soon = 1_000;
  return [
    ...open().map((packet): [number, Buffer] => [late, packet]),
    [late, client('PA', 0, 0, 'one ')],
    [late, server('A', 0, 4)],
    [late, client('PA', 0, 0, 'one ')],
    [soon, server('A', 0, 4)],
    // Out of order, and once more when it is held already.
    [late, client('PA', 8, 0, 'three ')],
    [soon, client('PA', 4, 0, 'two ')],
    [late, server('A', 0, 14)],
    // Repeats the last five bytes and goes on.
    [late, client('PA', 9, 0, 'hree four ')],
    [late, server('A', 0, 19)],
    // A keep-alive with a byte, and one without.
    [late, client('A', 18, 0, ' ')],
    [soon, server('A', 0, 19)],
    [late, client('A', 18, 0)],
    [soon, server('A', 0, 19)],
    // The server's window closes; the probe's byte is refused, then comes for good.
    [late, server('A', 0, 19, '', 0)],
    [late, client('A', 19, 0, 'f')],
    [soon, server('A', 0, 19, '', 0)],
    [late, server('A', 0, 19)],
    [late, client('PA', 19, 0, 'five\n')],
    [late, server('PA', 0, 24, 'thanks\n')],
    [late, server('FA', 7, 24)],
    [late, client('FA', 24, 8, '')],
    [late, server('A', 8, 25)],
  ];
}

/** What no connection is: a fragment, a datagram, a packet of another protocol, a broken one. */
export function buildNoise(isIpv6: boolean): Buffer[] {
  const [from, to] = isIpv6 ? ['[fd00::2]', '[fd00::1]'] : ['10.0.0.2', '10.0.0.1'];
  const datagram = buildDatagram(`${from}:5353`, `${to}:12000`, 'hello');
  const body = datagram.subarray(isIpv6 ? 40 : 20);
  const fragment = isIpv6
    ? addExtension(datagram, 44, Uint8Array.from([0, 0, 1, 0, 0, 0, 9]))
    : buildIp(from, to, 17, body, { fragment: 0x2000 });
  const other = buildIp(
    from.replace(/[[\]]/g, ''),
    to.replace(/[[\]]/g, ''),
    132,
    Buffer.alloc(40),
  );
  return [datagram, fragment, other];
}

/** Every trouble at once, with IPv4 and IPv6, two clients, wrap-around and reused ports. */
export function buildEverything(): Frame[] {
  const late = 20_000_000;
  const wrap = 0xfffffff8;
  const talks = [
    createTalk('10.0.0.2:41000', '10.0.0.1:12000'),
    createTalk('10.0.0.3:41000', '10.0.0.1:12000', wrap, wrap + 4),
    createTalk('[fd00::2]:41000', '[fd00::1]:12000', wrap),
  ];
  const again = createTalk('10.0.0.2:41000', '10.0.0.1:12000', 90_000, 70_000);
  const troubled = talks.map(buildTroubledTalk);
  // The conversations take turns, a segment each, as they would on one interface.
  const packets = (troubled[0] ?? []).flatMap((_, index) =>
    troubled.flatMap((talk) => talk.slice(index, index + 1)),
  );
  packets.push(
    ...[...buildNoise(false), ...buildNoise(true), ...buildPlainTalk(again)].map(
      (packet): [number, Buffer] => [late, packet],
    ),
  );
  let sinceNs = 0;
  return packets.map(([gapNs, bytes]) => {
    sinceNs += gapNs;
    return { sec: 1_700_000_000 + Math.floor(sinceNs / 1e9), nsec: sinceNs % 1e9, bytes };
  });
}
