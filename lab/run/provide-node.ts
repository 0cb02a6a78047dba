/**
 * Gives a Node to a box that has none which can run our programs: none at all, one older than 18,
 * or one for another processor. It goes there once, by its content, like all files of the lab, and
 * nothing is installed.
 */
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { findNodes, type NodeBinary } from '../boxes/node-binary.ts';
import { LabError } from '../model/errors.ts';
import type { BoxFacts } from './preflight.ts';

export interface ProvideOptions {
  /** The folder .lab. */
  home: string;
  say?: (line: string) => void;
}

/** The path of a Node on the box. Throws LabError BOX_LACKS, PUSH_FAILED, BOX_*. */
export async function provideNode(
  box: Box,
  facts: Pick<BoxFacts, 'machine' | 'glibc' | 'nodeVersion'>,
  { home, say }: ProvideOptions,
): Promise<string> {
  const { machine, glibc, nodeVersion } = facts;
  const because: string[] = [];
  const target = { box: box.name, machine, glibc };
  for await (const node of findNodes(target, path.join(home, 'cache'))) {
    const found = nodeVersion === '' ? 'no Node' : `only Node ${nodeVersion}`;
    say?.(`${box.name} has ${found} that can play; it plays with ${node.label}`);
    const answer = await tryNode(box, node);
    if (answer.path !== undefined) return answer.path;
    because.push(`${node.label}: ${answer.because}`);
  }
  const message = `${box.name} lacks Node, and none of ours runs there (${because.join('; ')})`;
  throw new LabError('BOX_LACKS', message, { hint: 'Install Node 18 or later there.' });
}

async function tryNode(
  box: Box,
  node: NodeBinary,
): Promise<{ path: string } | { path: undefined; because: string }> {
  const [there = ''] = await box.push([{ path: node.path, mode: 0o755 }]);
  const { status, stdout, stderr } = await box.run([there, '--version']);
  if (status === 0 && /^v\d+\./.test(stdout)) return { path: there };
  const words = stderr.trim().split('\n').at(-1) ?? '';
  return { path: undefined, because: words === '' ? `exit status ${status}` : words };
}
