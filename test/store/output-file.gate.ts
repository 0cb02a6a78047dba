/** Files that a user names: whole or not there, whatever the disk says. */
import { execFile } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { checkOutputFile, createOutputFile, writeOutputFile } from '../../lab/store/output-file.ts';
import { getMountWords } from './private-mount.ts';

const big = 'x'.repeat(200_000);

t.test('a look before the play makes no file, and says whose fault it is', async (t) => {
  const folder = t.testdir({ there: 'before', folder: {} });
  await checkOutputFile(path.join(folder, 'new.xml'));
  await checkOutputFile(path.join(folder, 'there'));
  await checkOutputFile('/dev/full');
  t.same((await readdir(folder)).sort(), ['folder', 'there']);
  t.equal(await readFile(path.join(folder, 'there'), 'utf8'), 'before');
  for (const name of ['none/new.xml', 'folder', 'there/new.xml', '']) {
    await t.rejects(checkOutputFile(path.join(folder, name)), { code: 'FILE_WRONG' }, name);
  }
});

t.test('a file is replaced, and stays what it was to others', async (t) => {
  const folder = t.testdir({ real: { marks: 'before' } });
  const file = path.join(folder, 'real/marks');
  await chmod(file, 0o640);
  if (process.getuid?.() === 0) await chown(file, 65534, 65534);
  await symlink('real/marks', path.join(folder, 'link'));
  await writeOutputFile(path.join(folder, 'link'), 'after');
  t.ok((await lstat(path.join(folder, 'link'))).isSymbolicLink());
  t.equal(await readFile(file, 'utf8'), 'after');
  const { mode, uid } = await stat(file);
  t.equal(mode & 0o777, 0o640);
  if (process.getuid?.() === 0) t.equal(uid, 65534);
  t.same(await readdir(path.join(folder, 'real')), ['marks']);
});

t.test('a device takes it as it is, or says why not', async (t) => {
  await writeOutputFile('/dev/null', big);
  await t.rejects(writeOutputFile('/dev/full', big), {
    code: 'OUTPUT_FAILED',
    message: /^Cannot write \/dev\/full: ENOSPC/,
    hint: /^The disk is full/,
  });
});

t.test('a submission that has a file of that name keeps it', async (t) => {
  const folder = t.testdir({ 'submission.yaml': 'mine' });
  const file = path.join(folder, 'submission.yaml');
  await t.rejects(createOutputFile(file, 'other'), { code: 'FILE_WRONG' });
  t.equal(await readFile(file, 'utf8'), 'mine');
});

const module_ = JSON.stringify(path.resolve('lab/store/output-file.ts'));

/** What each writer does on a disk of such options, after `prepare`; with what is there then. */
async function writeOn(options: string, folder: string, prepare: string): Promise<unknown> {
  await mkdir(folder, { recursive: true });
  const source = `
    import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
    import * as files from ${module_};
    const big = 'x'.repeat(200_000);
    ${prepare}
    const codes = {};
    const writers = [
      ['new', () => files.writeOutputFile('new', big)],
      ['old', () => files.writeOutputFile('old', big)],
      ['summary', () => files.appendOutputFile('summary', big)],
      ['made', () => files.createOutputFile('made', big)],
    ];
    for (const [name, write] of writers) {
      codes[name] = await write().then(() => 'written', ({ code, hint }) => [code, hint]);
    }
    const there = Object.fromEntries(
      readdirSync('.').filter((name) => name !== 'filler').sort().map((name) => [name, readFileSync(name, 'utf8')]),
    );
    console.log(JSON.stringify({ codes, there }));
  `;
  const words = await getMountWords(folder, options);
  const tsx = import.meta.resolve('tsx');
  const node = [process.execPath, `--import=${tsx}`, '--input-type=module', '--eval', source];
  const [program = '', ...rest] = [...words, ...node];
  const { stdout } = await promisify(execFile)(program, rest);
  return JSON.parse(stdout);
}

t.test('on a full disk nothing is there by half, and what was there stays', async (t) => {
  const prepare = `for (const name of ['old', 'summary']) writeFileSync(name, 'before');`;
  const full = ['OUTPUT_FAILED', 'The disk is full: make room, for instance in .lab/runs.'];
  t.same(await writeOn('size=64k', t.testdir(), prepare), {
    codes: { new: full, old: full, summary: full, made: full },
    there: { old: 'before', summary: 'before' },
  });
});

t.test('a read-only disk', async (t) => {
  const refused = ['OUTPUT_FAILED', 'The disk is read-only: run the lab in another folder.'];
  t.same(await writeOn('ro', t.testdir(), ''), {
    codes: { new: refused, old: refused, summary: refused, made: refused },
    there: {},
  });
});

t.test('with room enough all is written', async (t) => {
  const found = await writeOn('size=8m', t.testdir(), `writeFileSync('summary', 'before');`);
  t.same(found, {
    codes: { new: 'written', old: 'written', summary: 'written', made: 'written' },
    there: { new: big, old: big, made: big, summary: `before${big}` },
  });
});

t.test('a file in a folder that is not ours is written in place', async (t) => {
  const folder = t.testdir({ sealed: { results: 'before' } });
  const file = path.join(folder, 'sealed/results');
  await chmod(file, 0o666);
  await chmod(path.join(folder, 'sealed'), 0o555);
  await chmod(folder, 0o755);
  const script = `import('${path.resolve('lab/store/output-file.ts')}').then((files) =>
    files.writeOutputFile(process.argv[1], 'after'))`;
  const tsx = import.meta.resolve('tsx');
  const nobody =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
      : [];
  const [program = '', ...rest] = [
    ...nobody,
    ...[process.execPath, `--import=${tsx}`, '--eval', script, file],
  ];
  await promisify(execFile)(program, rest);
  t.equal(await readFile(file, 'utf8'), 'after');
  await chmod(path.join(folder, 'sealed'), 0o755);
});
