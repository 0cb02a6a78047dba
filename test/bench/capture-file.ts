/** A capture of any size for the bench: connections that echo segments of 200 bytes. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { buildPcap, buildSegment, timeFrames, wrapEthernet } from '../run/pcap-writer.ts';

const connections = 16;
export const segmentBytes = 200;

/** Connections that echo: every segment carries 200 bytes and acknowledges the one before. */
export function writeCapture(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const [header, ...handshakes] = splitPcap(buildHandshakes());
  let written = writeSync(file, header ?? Buffer.alloc(0));
  for (const record of handshakes) written += writeSync(file, record);
  const templates = splitPcap(buildEchoes()).slice(1);
  const [first = Buffer.alloc(0)] = templates;
  const block = Buffer.alloc(first.length * templates.length * 64);
  for (let round = 0; written < bytes; ) {
    let at = 0;
    for (let step = 0; step < 64; step += 1, round += 1) {
      for (const [index, template] of templates.entries()) {
        template.copy(block, at);
        const micros = (round * templates.length + index) * 20;
        block.writeUInt32LE(1_700_000_001 + Math.floor(micros / 1e6), at);
        block.writeUInt32LE((micros % 1e6) * 1000 + 789, at + 4);
        const isAnswer = index % 2;
        block.writeUInt32BE((1001 + round * segmentBytes) >>> 0, at + 54);
        block.writeUInt32BE((1001 + (round + isAnswer) * segmentBytes) >>> 0, at + 58);
        at += template.length;
      }
    }
    written += writeSync(file, block);
  }
  closeSync(file);
}

function buildHandshakes(): Buffer {
  const packets = getEnds().flatMap(([client, server]) => [
    buildSegment({ from: client, to: server, flags: 'S', sequence: 1000 }),
    buildSegment({
      ...{ from: server, to: client, flags: 'SA', sequence: 1000, acknowledgement: 1001 },
    }),
    buildSegment({ from: client, to: server, sequence: 1001, acknowledgement: 1001 }),
  ]);
  return buildPcap(
    timeFrames(
      packets.map((packet) => wrapEthernet(packet)),
      1000,
    ),
  );
}

function buildEchoes(): Buffer {
  const payload = Buffer.alloc(segmentBytes, 'message ');
  const options = Buffer.alloc(12, 1);
  const packets = getEnds().flatMap(([client, server]) => [
    buildSegment({ from: client, to: server, flags: 'PA', payload, options }),
    buildSegment({ from: server, to: client, flags: 'PA', payload, options }),
  ]);
  return buildPcap(timeFrames(packets.map((packet) => wrapEthernet(packet))));
}

function getEnds(): [string, string][] {
  return Array.from({ length: connections }, (_, index) => {
    return [`10.0.0.${2 + (index % 2)}:${41_000 + index}`, '10.0.0.1:12000'];
  });
}

/** The file header and the records of a little-endian capture. */
function splitPcap(pcap: Buffer): Buffer[] {
  const parts = [pcap.subarray(0, 24)];
  for (let at = 24; at < pcap.length; ) {
    const end = at + 16 + pcap.readUInt32LE(at + 8);
    parts.push(pcap.subarray(at, end));
    at = end;
  }
  return parts;
}
