/**
 * A capture as plain rows, a frame each: what the layers below capture.ts say of it. For the
 * differential tests and the bench, which print the same columns as tshark.
 */
import { createPacket, decodePacket, tcpProtocol } from '../../lab/run/packet.ts';
import { type PcapSource, type PcapSummary, readPcap } from '../../lab/run/pcap-file.ts';
import type { TcpSink } from '../../lab/run/tcp-flow.ts';
import { trackSegment } from '../../lab/run/tcp-stream.ts';
import { createConnectionTable } from '../../lab/run/tcp-table.ts';

/** Shows each frame's time, and its stream and payload length, or -1 where it is no TCP. */
export async function visitFrames(
  source: PcapSource,
  visit: (sec: number, nsec: number, stream: number, bytes: number) => void,
): Promise<PcapSummary> {
  const packet = createPacket();
  const table = createConnectionTable(() => false);
  return await readPcap(source, (record) => {
    const { buffer, start, end, wireBytes, linkType, sec, nsec } = record;
    decodePacket(buffer, start, end, wireBytes, linkType, packet);
    if (packet.protocol !== tcpProtocol) visit(sec, nsec, -1, -1);
    else visit(sec, nsec, trackSegment(table, buffer, packet, ignoring), packet.payloadBytes);
  });
}

const ignoring: TcpSink = {
  syn: () => {},
  established: () => {},
  data: () => {},
  closed: () => {},
  repeated: () => {},
  missing: () => {},
};
