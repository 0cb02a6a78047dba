/** Bundles: made when something changed, the same each time, and whole whatever happens. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  copyFile,
  cp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { programs } from '../../lab/assignments/first-received/programs.ts';
import {
  type BundleOptions,
  type Bundles,
  bundlePrograms,
  makeCompiler,
} from '../../lab/run/bundle.ts';
import { getFreePort, makeFolder } from '../boxes/sshd.ts';

/** A root of its own with our programs in it. */
async function makeRoot(t: Test): Promise<string> {
  const root = await makeFolder();
  t.teardown(() => rm(root, { recursive: true }));
  await cp('programs', path.join(root, 'programs'), { recursive: true });
  return root;
}

async function readBundles({ paths }: Bundles): Promise<string[]> {
  return Promise.all([paths.server, paths.client].map((file) => readFile(file, 'utf8')));
}

t.test('made once, and again only when something changed', async (t) => {
  const root = await makeRoot(t);
  let asked = 0;
  const options: BundleOptions = {
    ...{ root, programs },
    getRevision: async () => {
      asked += 1;
      return 'abc';
    },
  };
  const first = await bundlePrograms(options);
  t.match(first, { built: true, manifest: { version: 1, revision: 'abc' } });
  t.same(first.manifest.bundles.map(({ name }) => name).sort(), ['client.mjs', 'server.mjs']);
  t.match(JSON.parse(await readFile(path.join(root, 'bundles/manifest.json'), 'utf8')), {
    ...first.manifest,
  });
  const main = path.join(root, 'programs/server/main.ts');
  await utimes(main, 1e9, 1e9);
  const second = await bundlePrograms(options);
  t.match(second, { built: false, manifest: first.manifest }, 'a new date is no change');
  t.equal(asked, 1, 'the revision was asked for once');

  await appendFile(main, '\nconsole.log("changed");\n');
  const changed = await bundlePrograms(options);
  t.equal(changed.built, true);
  const hash = ({ manifest }: Bundles, name: string) =>
    manifest.bundles.find((bundle) => bundle.name === name)?.sha256;
  t.not(hash(changed, 'server.mjs'), hash(first, 'server.mjs'));
  t.equal(hash(changed, 'client.mjs'), hash(first, 'client.mjs'), 'the other is the same');

  await writeFile(changed.paths.client, 'damaged');
  t.equal((await bundlePrograms(options)).built, true, 'a damaged bundle is made anew');
  await writeFile(path.join(root, 'bundles/manifest.json'), '{"version": 2}');
  t.equal((await bundlePrograms(options)).built, true, 'a manifest that is not ours, too');
  t.equal((await bundlePrograms(options)).built, false);
  t.same((await readdir(path.join(root, 'bundles'))).sort(), [
    'client.mjs',
    'manifest.json',
    'server.mjs',
  ]);
});

t.test('a compiler that is kept makes the same, also after a mistake', async (t) => {
  const root = await makeRoot(t);
  const compiler = makeCompiler(root, programs);
  t.teardown(() => compiler.close());
  const first = await bundlePrograms({ programs, root, compiler });
  const main = path.join(root, 'programs/client/main.ts');
  const source = await readFile(main, 'utf8');
  await writeFile(main, `${source}\nconst broken = ;\n`);
  await t.rejects(bundlePrograms({ programs, root, compiler }), {
    code: 'BUNDLE_FAILED',
    message: /programs\/client\/main\.ts:\d+:\d+/,
  });
  await writeFile(main, `${source}\nconsole.log('changed');\n`);
  const changed = await bundlePrograms({ programs, root, compiler });
  t.equal(changed.built, true);
  const kept = await readBundles(changed);
  await rm(path.join(root, 'bundles'), { recursive: true });
  const anew = await bundlePrograms({ programs, root });
  t.same(kept, await readBundles(anew), 'as esbuild makes it from nothing');
  t.same(changed.manifest.bundles[0], first.manifest.bundles[0], 'the server did not change');
});

t.test('byte-identical in any folder', async (t) => {
  const roots = await Promise.all([makeRoot(t), makeRoot(t)]);
  const [one, two] = await Promise.all(roots.map((root) => bundlePrograms({ programs, root })));
  if (!one || !two) throw new Error('not bundled');
  t.same(one.manifest, two.manifest);
  const texts = await readBundles(one);
  t.same(texts, await readBundles(two));
  for (const root of roots)
    t.notOk(
      texts.some((text) => text.includes(root)),
      'no path of ours',
    );
});

const ours = 'lab/assignments/first-received/programs.ts';

t.test('two bundlings at once are both whole', async (t) => {
  const root = await makeRoot(t);
  const here = await Promise.all([
    bundlePrograms({ programs, root }),
    bundlePrograms({ programs, root }),
  ]);
  const whole = await readBundles(here[0]);
  await rm(path.join(root, 'bundles'), { recursive: true });
  const source = `
    import { bundlePrograms } from ${JSON.stringify(path.resolve('lab/run/bundle.ts'))};
    import { programs } from ${JSON.stringify(path.resolve(ours))};
    const { manifest } = await bundlePrograms({ programs, root: ${JSON.stringify(root)} });
    console.log(JSON.stringify(manifest));`;
  const words = ['--import=tsx', '--input-type=module', '--eval', source];
  const runs = [1, 2].map(() => promisify(execFile)(process.execPath, words));
  const manifests = (await Promise.all(runs)).map(({ stdout }) => JSON.parse(stdout));
  t.same(manifests, [here[0].manifest, here[1].manifest]);
  t.same(await readBundles(here[0]), whole);
  t.same((await readdir(path.join(root, 'bundles'))).length, 3, 'no part is left');
});

t.test('a program that does not compile is named with its line', async (t) => {
  const root = await makeRoot(t);
  const before = await bundlePrograms({ programs, root });
  const kept = await readBundles(before);
  const main = path.join(root, 'programs/client/main.ts');
  const lines = (await readFile(main, 'utf8')).split('\n').length;
  await appendFile(main, 'const = 5;\n');
  await t.rejects(bundlePrograms({ programs, root }), {
    code: 'BUNDLE_FAILED',
    message: new RegExp(`programs/client/main\\.ts:${lines}:6`),
    hint: /programs\//,
  });
  t.same(await readBundles(before), kept, 'the bundles that are there stay');
  await t.rejects(
    bundlePrograms({ programs, root }),
    { code: 'BUNDLE_FAILED' },
    'it is not taken for done',
  );
});

t.test('programs of another folder have bundles of their own, and are watched there', async (t) => {
  const root = await makeRoot(t);
  const place = await makeFolder();
  t.teardown(() => rm(place, { recursive: true }));
  await writeFile(path.join(place, 'say.ts'), 'export const word: string = "one";\n');
  const text = "import { word } from './say.ts';\nconsole.log(word);\n";
  await writeFile(path.join(place, 'main.ts'), text);
  const program = { entry: 'main.ts', sources: ['main.ts', 'say.ts'] };
  const others = { ...programs, root: place, folder: 'other', server: program, client: program };
  const first = await bundlePrograms({ programs: others, root });
  t.equal(path.dirname(first.paths.server), path.join(root, 'bundles/other'));
  t.equal((await bundlePrograms({ programs: others, root })).built, false);
  await writeFile(path.join(place, 'say.ts'), 'export const word: string = "two";\n');
  t.equal((await bundlePrograms({ programs: others, root })).built, true);
  const { stdout } = await promisify(execFile)(process.execPath, [first.paths.client]);
  t.equal(stdout, 'two\n');
  t.equal((await bundlePrograms({ programs, root })).built, true, 'ours stand beside them');
  t.equal((await bundlePrograms({ programs: others, root })).built, false);
});

t.test('a bundle runs alone: an empty folder, plain node, two clients', async (t) => {
  const { paths } = await bundlePrograms({ programs, root: await makeRoot(t) });
  const folder = await makeFolder();
  t.teardown(() => rm(folder, { recursive: true }));
  await copyFile(paths.server, path.join(folder, 'server.mjs'));
  await copyFile(paths.client, path.join(folder, 'client.mjs'));
  const port = `${await getFreePort()}`;
  const run = async (words: string[]) => {
    const child = spawn(process.execPath, words, {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [status] = await once(child, 'close');
    return { status, said };
  };
  const client = (role: string, name: string, sendMs: string) =>
    run([
      ...['client.mjs', '--role', role, '--message', `${role}: ${name}`, '--port', port],
      ...['--send-ms', sendMs],
    ]);
  const results = await Promise.all([
    run(['server.mjs', '--port', port]),
    client('X', 'Alice', '900'),
    client('Y', 'Bob', '0'),
  ]);
  for (const { status, said } of results) {
    t.equal(status, 0, said);
    t.match(said, /Y: Bob received before X: Alice/);
  }
});
