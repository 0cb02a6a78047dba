/** A disk that is full, and one that is read-only: said in one sentence, with what to do. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { getMountWords } from './private-mount.ts';

const store = JSON.stringify(path.resolve('lab/store/run-store.ts'));
const tsx = import.meta.resolve('tsx');

/** Runs a module on such a disk, as its working folder; gives what it printed as JSON. */
async function runOn(options: string, folder: string, source: string): Promise<unknown> {
  const words = await getMountWords(folder, options);
  const node = [process.execPath, `--import=${tsx}`, '--input-type=module', '--eval', source];
  const [program = '', ...rest] = [...words, ...node];
  const { stdout } = await promisify(execFile)(program, rest);
  return JSON.parse(stdout);
}

t.test('a full disk', async (t) => {
  const found = await runOn(
    'size=64k',
    t.testdir(),
    `
    import { existsSync, readdirSync, readFileSync } from 'node:fs';
    import { ScenarioWriter, writeRunFile } from ${store};
    await writeRunFile('.', 'result.json', 'first');
    const writer = new ScenarioWriter('.', { scenario: 'full' });
    let turns = 0;
    for (; !writer.failure && turns < 100; turns += 1) {
      writer.addFile('h1.pcap', Buffer.alloc(4096));
    }
    writer.addEvent({ kind: 'phase' });
    const { code, message, hint } = writer.failure;
    const again = await writeRunFile('.', 'result.json', 'x'.repeat(65536)).catch((error) => error);
    const result = readFileSync('result.json', 'utf8');
    const names = readdirSync('.').sort();
    console.log(JSON.stringify({ turns, code, message, hint, again: again.code, result, names }));
    `,
  );
  t.match(found, {
    code: 'STORE_FAILED',
    message: /^Cannot write full: ENOSPC/,
    hint: /^The disk is full: make room/,
    again: 'STORE_FAILED',
    result: 'first',
    names: ['full', 'result.json'],
  });
  t.ok((found as { turns: number }).turns > 5, 'until then all was kept');
});

t.test('a read-only disk', async (t) => {
  const found = await runOn(
    'ro',
    t.testdir(),
    `
    import { createRunFolder, linkLatest } from ${store};
    const error = await createRunFolder(process.cwd() + '/.lab', new Date(0)).catch((thrown) => thrown);
    const link = await linkLatest('.', 'runs/x').catch((thrown) => thrown);
    console.log(JSON.stringify([error, link].map(({ code, message, hint }) => [code, message, hint])));
    `,
  );
  const hint = 'The disk is read-only: run the lab in another folder.';
  t.match(found, [
    ['STORE_FAILED', /^Cannot write .*\.lab\/runs: EROFS/, hint],
    ['STORE_FAILED', /^Cannot write latest: EROFS/, hint],
  ]);
});
