/**
 * The wire witness at a client's own interface: who speaks to whom past the server. Beside
 * capture.ts, which reads the server's interface; only this one sees what clients tell each other.
 *
 * Counted is TCP and UDP. Of names and addresses (DHCP, mDNS) and of the stage's own marker no
 * account is taken: machines send these by themselves.
 */
import type { JournalEvent } from '../model/journal.ts';
import { formatAddress, formatEndpoint } from './address.ts';
import { createPacket, decodePacket, type Packet, tcpProtocol, udpProtocol } from './packet.ts';
import { readPcap } from './pcap-file.ts';
import type { PcapRecord } from './pcap-record.ts';

/** What stage_capture.py sends to see the end of a capture; no program's traffic. */
export const endMarker = 'mininet-lab: end of capture';

/** Whose interface it was, and what the capture does not say of itself. */
export interface ClientContext {
  role: string;
  host: string;
  serverAddresses: readonly string[];
  /** The wall clock of a frame, as nanoseconds since the epoch of the run. */
  toAtNs: (wallSec: number, wallNsec: number) => number;
}

/** So many packets past the server have an entry of their own; all are counted. */
const mostShown = 20;
const mostShownBytes = 1024;
/** What machines send to everybody by themselves: DHCP, mDNS, LLMNR. */
const ownPorts: ReadonlySet<number> = new Set([67, 68, 5353, 5355]);
const everybody = /^(?:22[4-9]|23\d|255)\.|^ff/i;

/**
 * Entries for the packets past the server, and one for the whole capture, where it is whole; else
 * a gap of that host says why. Throws LabError RUN_UNREADABLE for what is no capture.
 */
export async function readBypasses(
  capture: Uint8Array,
  { role, host, serverAddresses, toAtNs }: ClientContext,
): Promise<JournalEvent[]> {
  const packet = createPacket();
  const servers = new Set(serverAddresses);
  const events: JournalEvent[] = [];
  let [withServer, pastServer, fragments, lastNs] = [0, 0, 0, 0];
  const summary = await readPcap(capture, (record) => {
    const { buffer, start, end, wireBytes, linkType } = record;
    decodePacket(buffer, start, end, wireBytes, linkType, packet);
    lastNs = toAtNs(record.sec, record.nsec);
    fragments += packet.fragment ? 1 : 0;
    if (packet.protocol !== tcpProtocol && packet.protocol !== udpProtocol) return;
    const [from, to] = readEnds(record, packet);
    if (servers.has(from) || servers.has(to)) {
      withServer += 1;
    } else if (!isOwn(record, packet, to)) {
      pastServer += 1;
      const shown = { atNs: lastNs, role, host, frame: record.frame };
      if (pastServer <= mostShown) events.push(describeBypass(record, packet, shown));
    }
  });
  const gap = (because: string): JournalEvent => {
    return { atNs: lastNs, witness: 'stage', kind: 'gap', of: 'wire', host, because };
  };
  if (summary.cut) return [...events, gap(`the capture is cut off: ${summary.cut.because}`)];
  if (fragments > 0) return [...events, gap(`${fragments} fragments of IP were not reassembled`)];
  const watched = { role, host, withServer, pastServer };
  return [...events, { atNs: lastNs, witness: 'wire', kind: 'watched', ...watched }];
}

/** Whether machines or the stage sent it, and no program. */
function isOwn(record: PcapRecord, packet: Packet, to: string): boolean {
  if (packet.protocol !== udpProtocol || !everybody.test(to)) return false;
  return ownPorts.has(packet.destinationPort) || readText(record, packet) === endMarker;
}

function readText({ buffer }: PcapRecord, { payloadAt, capturedBytes }: Packet): string {
  return buffer.toString('utf8', payloadAt, payloadAt + Math.min(capturedBytes, mostShownBytes));
}

function readEnds({ buffer }: PcapRecord, packet: Packet): [string, string] {
  const { addressBytes, sourceAt, destinationAt } = packet;
  return [
    formatAddress(buffer, sourceAt, addressBytes),
    formatAddress(buffer, destinationAt, addressBytes),
  ];
}

function describeBypass(
  record: PcapRecord,
  packet: Packet,
  shown: { atNs: number; role: string; host: string; frame: number },
): JournalEvent {
  const [from, to] = readEnds(record, packet);
  return {
    ...shown,
    ...{ witness: 'wire', kind: 'bypass' },
    protocol: packet.protocol === tcpProtocol ? 'tcp' : 'udp',
    from: formatEndpoint(from, packet.sourcePort),
    to: formatEndpoint(to, packet.destinationPort),
    bytes: packet.payloadBytes,
    text: readText(record, packet),
  };
}
