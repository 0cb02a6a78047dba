/**
 * Bundles the programs into single files, bundles/server.mjs and bundles/client.mjs, that run with
 * plain Node >= 18 and nothing beside them. The only importer of esbuild, and only where something
 * has to be bundled. Byte-identical when built twice: no clock, no paths of this machine.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { ProgramSources } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import { listSources } from './source.ts';

const programNames = ['server', 'client'] as const;
export type ProgramName = (typeof programNames)[number];

/** What esbuild is asked for; a part of what makes a bundle what it is. */
const options = { bundle: true, platform: 'node', format: 'esm', target: 'node18' } as const;

const manifestSchema = z.object({
  version: z.literal(1),
  /** The commit that was bundled, or null outside a git checkout. */
  revision: z.string().nullable(),
  /** SHA-256 over all sources and options: the bundles are current while it is the same. */
  inputs: z.string(),
  bundles: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface BundleOptions {
  /** The folder that holds bundles/, and programs/. */
  root: string;
  programs: ProgramSources;
  /** Asked only where something has to be bundled. */
  getRevision?: () => Promise<string | null>;
  /** Kept by whoever bundles again and again; absent: esbuild starts from nothing. */
  compiler?: Compiler;
}

/** esbuild, asked for both programs. */
export interface Compiler {
  /** Rejects with esbuild's own error, whose `errors` name the lines. */
  compile(): Promise<{ path: string; contents: Uint8Array }[]>;
  close(): Promise<void>;
}

export interface Bundles {
  /** The absolute path of each program's bundle. */
  paths: Record<ProgramName, string>;
  manifest: Manifest;
  /** False if nothing had changed. */
  built: boolean;
}

/** Brings bundles/ up to date. Throws LabError BUNDLE_FAILED with esbuild's own messages. */
export async function bundlePrograms(wanted: BundleOptions): Promise<Bundles> {
  const { root, programs, getRevision, compiler } = wanted;
  const folder = path.join(root, 'bundles', programs.folder ?? '');
  const paths = {
    server: path.join(folder, 'server.mjs'),
    client: path.join(folder, 'client.mjs'),
  };
  const inputs = await hashSources(root, programs);
  const known = await readManifest(folder);
  if (known?.inputs === inputs && (await areIntact(folder, known))) {
    return { paths, manifest: known, built: false };
  }
  const bundles = await buildAll(root, getBuildOptions(root, programs), folder, compiler);
  const revision = (await getRevision?.()) ?? null;
  const manifest: Manifest = { version: 1, revision, inputs, bundles };
  await writeWhole(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { paths, manifest, built: true };
}

/** A compiler that keeps what did not change (esbuild's incremental context). */
export function makeCompiler(root: string, programs: ProgramSources): Compiler {
  const wanted = getBuildOptions(root, programs);
  const opening = import('esbuild').then(({ context }) => context(wanted));
  opening.catch(() => {}); // Whoever compiles hears of it.
  return {
    compile: async () => (await (await opening).rebuild()).outputFiles,
    close: async () => (await opening.catch(() => undefined))?.dispose(),
  };
}

function getBuildOptions(root: string, programs: ProgramSources) {
  return {
    ...options,
    // Comments of a bundle name its files: as they are called from here, wherever that is.
    absWorkingDir: programs.root ?? root,
    entryPoints: programNames.map((out) => ({ in: `./${programs[out].entry}`, out })),
    outdir: 'bundles',
    outExtension: { '.js': '.mjs' },
    write: false as const,
    logLevel: 'silent' as const,
  };
}

async function buildAll(
  root: string,
  wanted: ReturnType<typeof getBuildOptions>,
  folder: string,
  compiler?: Compiler,
): Promise<Manifest['bundles']> {
  const { build, formatMessages } = await import('esbuild');
  await mkdir(folder, { recursive: true });
  let outputs: { path: string; contents: Uint8Array }[];
  try {
    outputs = compiler ? await compiler.compile() : (await build(wanted)).outputFiles;
  } catch (cause) {
    const errors = (cause as { errors?: import('esbuild').Message[] }).errors;
    const words = errors ? await formatMessages(errors, { kind: 'error' }) : [String(cause)];
    throw new LabError('BUNDLE_FAILED', `The programs do not compile:\n${words.join('').trim()}`, {
      hint: `Fix the line named above, in ${path.relative(root, wanted.absWorkingDir) || 'programs/'}.`,
      cause,
    });
  }
  return Promise.all(
    outputs.map(async (output) => {
      const name = path.basename(output.path);
      await writeWhole(path.join(folder, name), output.contents);
      return { name, bytes: output.contents.length, sha256: sha256(output.contents) };
    }),
  );
}

/** Replaces a file in one step, so that a second lab at the same time never reads half of one. */
async function writeWhole(file: string, contents: string | Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, contents);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new LabError('STORE_FAILED', `Cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'Is the disk full, or the folder read-only?',
      cause,
    });
  }
}

async function hashSources(root: string, programs: ProgramSources): Promise<string> {
  const entries = programNames.map((name) => programs[name].entry);
  const hash = createHash('sha256').update(JSON.stringify([options, entries]));
  const { version } = JSON.parse(
    await readFile(new URL(import.meta.resolve('esbuild/package.json')), 'utf8'),
  ) as { version: string };
  hash.update(version);
  const from = programs.root ?? root;
  const sources = new Set(programNames.flatMap((name) => programs[name].sources));
  for (const source of [...sources].sort()) {
    const names = await listSources(path.join(from, source));
    for (const name of names.filter(isTaken).sort()) {
      hash.update(`\0${source}\0${name}\0`).update(await readFile(path.join(from, source, name)));
    }
  }
  return hash.digest('hex');
}

/** Whether esbuild can take in a file of a folder; one that is named itself always counts. */
function isTaken(name: string): boolean {
  return name === '' || /\.([cm]?[jt]s|json)$/.test(name);
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const text = await readFile(path.join(folder, 'manifest.json'), 'utf8');
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // Missing or not ours: it is made anew.
  }
}

async function areIntact(folder: string, manifest: Manifest): Promise<boolean> {
  const checks = manifest.bundles.map(async ({ name, sha256: expected }) => {
    const contents = await readFile(path.join(folder, name)).catch(() => undefined);
    return contents !== undefined && sha256(contents) === expected;
  });
  return manifest.bundles.length > 0 && (await Promise.all(checks)).every(Boolean);
}

function sha256(contents: Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex');
}
