/** The files of topologies on their way to a box: alone, or packed with what is beside them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import type { TopologyRequest } from '../stage/protocol.ts';
import { packTopology } from './topology-pack.ts';

export interface Sending {
  /** What is to be pushed. */
  files: string[];
  /** The topologies as the stage loads them, by the places of `files` on the box. */
  place(paths: readonly string[]): TopologyRequest[];
  /** Removes what was made for it. */
  clear(): Promise<void>;
}

/**
 * A file of topologies/ needs no other. One of the user's is loaded where it lies on this machine;
 * to another it goes with what is beside it. `say` is told what does not fit.
 */
export async function sendTopologies(
  box: Pick<Box, 'kind'>,
  topologies: readonly TopologyRequest[],
  say: (line: string) => void = () => {},
): Promise<Sending> {
  const made: string[] = [];
  const sent = await Promise.all(
    topologies.map(async (topology) => {
      if (!('file' in topology) || 'name' in topology || box.kind === 'local') return { topology };
      const { text, left } = packTopology(topology.file);
      if (left.length > 0) say(describeLeft(topology, left));
      const folder = await mkdtemp(path.join(tmpdir(), 'mininet-lab-'));
      made.push(folder);
      const pack = path.join(folder, 'topology.json');
      await writeFile(pack, text);
      return { topology: { ...topology, file: path.basename(topology.file), pack } };
    }),
  );
  const files = sent.flatMap(({ topology }) => getSentFile(topology) ?? []);
  return {
    files,
    place: (paths) => {
      const places = new Map(files.map((file, index) => [file, paths[index] ?? file]));
      return sent.map(({ topology }) => {
        const place = places.get(getSentFile(topology) ?? '');
        if (place === undefined) return topology;
        return 'pack' in topology ? { ...topology, pack: place } : { ...topology, file: place };
      });
    },
    clear: async () => {
      for (const folder of made) await rm(folder, { recursive: true, force: true });
    },
  };
}

function getSentFile(topology: TopologyRequest): string | undefined {
  if ('pack' in topology) return topology.pack;
  return 'file' in topology ? topology.file : undefined;
}

function describeLeft({ label }: TopologyRequest, left: readonly string[]): string {
  const few = left.slice(0, 3).join(', ') + (left.length > 3 ? ', …' : '');
  const count = left.length === 1 ? 'one file is' : `${left.length} files are`;
  return `Too much lies beside the topology ${label}: ${count} not sent to the box (${few})`;
}
