/**
 * From what a user calls a topology to what the stage loads: a file of topologies/, a Python file
 * of one's own (`path/to/net.py:Class(args)`), or a module of Mininet's
 * (`mininet.topolib:TreeTopo(2,2)`).
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { TopologyRequest } from '../stage/protocol.ts';

const form = 'a name of topologies/, or module:Class(args), or file.py:Class(args)';

/** A topology as the stage loads it; `file`, if there is one, is the path on this machine. */
export async function findTopology(root: string, label: string): Promise<TopologyRequest> {
  if (/^[\w-]+$/.test(label)) {
    const file = path.join(root, 'topologies', `${label}.py`);
    if (await isReadable(file)) return { label, file, name: label };
    throw new LabError('TOPOLOGY_WRONG', `There is no topology ${label} in topologies/`, {
      hint: `A topology is ${form}.`,
    });
  }
  const match = /^([^():]+):([A-Za-z_]\w*)(?:\((.*)\))?$/s.exec(label);
  if (!match) {
    throw new LabError('TOPOLOGY_WRONG', `${JSON.stringify(label)} is no topology`, {
      hint: `A topology is ${form}.`,
    });
  }
  const [, from = '', className = '', args = ''] = match;
  if (!from.endsWith('.py')) return { label, module: from, class: className, args };
  const file = path.resolve(from);
  if (await isReadable(file)) return { label, file, class: className, args };
  throw new LabError('TOPOLOGY_WRONG', `There is no file ${from}`, {
    hint: `A topology is ${form}.`,
  });
}

async function isReadable(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
