/**
 * What the matrix keeps between runs, outside of the tree: the systems' roots, Node's releases, and
 * the npm packages that all cells share. A folder in it is whole or not there, and is made anew if
 * what it is made of changed, or after a fortnight: packages get updates.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root as project } from '../docs/read-docs.ts';
import { mustRun } from './run-command.ts';
import { type NodeChoice, packages, type System } from './systems.ts';

/** LAB_MATRIX_CACHE says another place. */
export const cache =
  process.env.LAB_MATRIX_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'mininet-lab-matrix');

const maxAgeMs = 14 * 24 * 3_600_000;
const limitMs = 40 * 60_000;
const provision = path.join(project, 'lab/boxes/provision.sh');
const buildRoot = path.join(import.meta.dirname, 'build-root.sh');

/** A system's root folder: its packages, and what provision.sh installs there. */
export async function getRoot(system: System): Promise<string> {
  const parts = [system.suite, ...packages];
  for (const file of [provision, buildRoot]) parts.push(await readFile(file, 'utf8'));
  return keep(`root-${system.name}`, parts, async (folder) => {
    const words = [buildRoot, system.suite, folder, packages.join(','), provision];
    await mustRun(['unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', ...words], {
      limitMs,
    });
  });
}

/**
 * A layer to lay over a root: Node in /usr/local, as its own tarball installs it, with the newest
 * npm, whose package has the rest. Undefined where the system's own is meant.
 */
export async function getNodeLayer(node: NodeChoice): Promise<string | undefined> {
  if (node === 'own') return undefined;
  const npm = 'npm@11';
  return keep(`node-${node}`, [node, npm], async (folder) => {
    const local = path.join(folder, 'usr/local');
    const modules = path.join(local, 'lib/node_modules');
    await mkdir(path.join(local, 'bin'), { recursive: true });
    await unpack(`node-linux-${process.arch}@${node}`, `${folder}.node`);
    await rename(`${folder}.node/package/bin/node`, path.join(local, 'bin/node'));
    await mustRun(['chmod', '755', path.join(local, 'bin/node')], { limitMs });
    await rm(`${folder}.node`, { recursive: true });
    await mkdir(modules, { recursive: true });
    await unpack(npm, `${folder}.npm`);
    await rename(`${folder}.npm/package`, path.join(modules, 'npm'));
    await rm(`${folder}.npm`, { recursive: true });
    for (const name of ['npm', 'npx']) {
      const target = `../lib/node_modules/npm/bin/${name}-cli.js`;
      await symlink(target, path.join(local, 'bin', name));
      await mustRun(['chmod', '755', path.join(modules, `npm/bin/${name}-cli.js`)], { limitMs });
    }
  });
}

/** npm's own cache, filled with the packages of the lock file: cells have no network. */
export async function getNpmCache(): Promise<string> {
  const lock = await readFile(path.join(project, 'package-lock.json'), 'utf8');
  const folder = await keep('npm', [lock], async (folder) => {
    const work = `${folder}.work`;
    await mkdir(work, { recursive: true });
    const files = ['package.json', 'package-lock.json'].map((name) => path.join(project, name));
    await mustRun(['cp', ...files, work], { limitMs });
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--cache', folder];
    await mustRun(['npm', '--prefix', work, 'ci', ...flags], { limitMs });
    await rm(work, { recursive: true });
  });
  return folder;
}

/** Has npm fetch a package and takes it out of its tarball; npm checks what it gets. */
async function unpack(name: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const flags = ['--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
  await mustRun(['npm', 'pack', name, ...flags], { limitMs });
  const [tarball = ''] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'));
  await mustRun(['tar', '-xzf', path.join(folder, tarball), '-C', folder, '--no-same-owner'], {
    limitMs,
  });
}

/** The folder of that name and these parts; made where there is none, or where it is old. */
async function keep(
  name: string,
  parts: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const key = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
  const folder = path.join(cache, `${name}.${key}`);
  const madeMs = (await stat(`${folder}/.made`).catch(() => undefined))?.mtimeMs ?? 0;
  if (Date.now() - madeMs < maxAgeMs) return folder;
  await mkdir(cache, { recursive: true });
  // Parts of a run that was killed, too: only one matrix is made at a time on a machine.
  for (const each of await readdir(cache)) {
    if (each.startsWith(`${name}.`)) await rm(path.join(cache, each), { recursive: true });
  }
  console.error(`matrix: making ${folder}`);
  const part = path.join(cache, `${name}.part`);
  await make(part);
  await mustRun(['touch', path.join(part, '.made')], { limitMs });
  await rename(part, folder);
  return folder;
}
