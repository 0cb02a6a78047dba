/**
 * Compiles lab/ once for each state of its sources, so that a command starts in a third of the time
 * that loading TypeScript file by file takes (make bench shows both). The result lies in
 * node_modules/.cache, is named after the sources' sizes and times, and may be deleted at any time.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const lab = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(lab, '..', 'node_modules', '.cache', 'mininet-lab');

const keepMs = 24 * 3_600_000;

/** The path of a verb's compiled module; it is compiled now if it has to be. */
export async function compile(verb) {
  const folder = path.join(cache, getState());
  const file = path.join(folder, `${verb}.mjs`);
  if (!existsSync(file)) await build(folder);
  return pathToFileURL(file).href;
}

/** A name for the state of all sources, and for their place, which is compiled into them. */
function getState() {
  const hash = createHash('sha256').update(lab);
  for (const file of listSources(lab).sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\0`);
  }
  // Packages are compiled in: npm writes this file anew whenever one changes.
  const packages = path.join(cache, '..', '..', '.package-lock.json');
  hash.update(`${statSync(packages, { throwIfNoEntry: false })?.mtimeMs}`);
  return hash.digest('hex').slice(0, 16);
}

/** All sources below a folder. Each command waits for it: no path is put together twice. */
function listSources(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const { name } = entry;
    if (entry.isDirectory()) return listSources(`${folder}${name}/`);
    return name.endsWith('.ts') || name.endsWith('.mjs') ? [folder + name] : [];
  });
}

/**
 * For packages in CommonJS: esbuild gives modules no require of their own. It does not see what a
 * banner declares, so that is named as no module of ours names anything.
 */
const requireBanner =
  "import { createRequire as makeRequireOfBanner } from 'node:module';" +
  ' const require = makeRequireOfBanner(import.meta.url);';

async function build(folder) {
  const esbuild = await import('esbuild');
  const part = `${folder}.${process.pid}.part`;
  const scripts = readdirSync(lab).filter((name) => name.endsWith('.mjs'));
  // The threads that judge packs start with less than a verb: judge-worker.mjs.
  const modules = [...scripts.map((name) => path.parse(name).name), 'judge-pack'];
  await esbuild.build({
    entryPoints: modules.map((name) => path.join(lab, 'cli', `${name}.ts`)),
    outdir: part,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    // What loads from many small files is taken in; what has files of its own, or a part in machine
    // code, stays where it is.
    external: ['esbuild', 'ssh2', 'zx', 'uplot', 'fast-check', 'tar', 'yauzl'],
    banner: { js: requireBanner },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [{ name: 'keep-url', setup: keepUrl }],
  });
  const old = existsSync(cache) ? readdirSync(cache).filter((name) => !name.includes('.')) : [];
  try {
    renameSync(part, folder);
  } catch {
    rmSync(part, { recursive: true, force: true }); // Another lab was faster.
  }
  // Other states are of no more use, but a lab that runs may still load a part of a recent one.
  for (const name of old.filter((each) => Date.now() - statTime(each) > keepMs)) {
    rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function statTime(name) {
  return statSync(path.join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

/** A module that asks where it is gets the place of its source: stage.py lies beside stage.ts. */
function keepUrl(build) {
  build.onLoad({ filter: /\/lab\/.*\.ts$/ }, async ({ path: file }) => {
    const text = await readFile(file, 'utf8');
    if (!text.includes('import.meta.url')) return undefined;
    const url = JSON.stringify(pathToFileURL(file).href);
    return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' };
  });
}
