/** Archives: honest ones give their files; each trick is refused in one sentence of its own. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { isArchiveName, readArchive } from '../../lab/grade/unpack.ts';
import { LabError } from '../../lab/model/errors.ts';

const folder = t.testdir({});
const script = path.join(import.meta.dirname, 'hostile_archives.py');
execFileSync('/usr/bin/python3', [script, folder]);

const read = (name: string) => readArchive(path.join(folder, name));

t.test('honest archives give their files, without what tools leave behind', async (t) => {
  const names = async (name: string) => (await read(name)).files.map((file) => file.path);
  t.same(await names('good.zip'), ['lab/server.py']);
  t.same(await names('good.tar'), ['run.sh', 'server.py']);
  t.same(await names('good.tgz'), ['lab/server.py']);
  t.same(await names('pax.tar'), [`lab/${'long'.repeat(30)}ü.py`]);
  for (const name of converted) t.same(await names(name), ['lab/server.py'], name);
  const { files } = await read('good.zip');
  const [file] = files;
  t.equal(Buffer.from(file?.bytes ?? []).toString(), "print('hello')\n");
});

const empty = ['nothing.tar.xz', 'nothing.tgz'];
const links = ['link.zip', 'link.tar', 'hard.tar', 'link.tar.xz'];
const converted = ['good.tar.xz', 'good.tbz2', 'good.tar.zst', 'good.7z', 'good.rar'];
const refused: Readonly<Record<string, RegExp>> = {
  'traversal.zip': /leads out of it, "\.\.\/\.\.\/evil\.py"$/,
  'traversal-inside.zip': /leads out of it/,
  'traversal.tar': /leads out of it/,
  'absolute.zip': /absolute path or one of another system, "\/etc\/cron\.d\/evil"$/,
  'absolute.tar': /absolute path/,
  'drive.zip': /absolute path/,
  'device.zip': /no ordinary file, "server\.py"$/,
  'device.tar': /no ordinary file/,
  'pipe.tar': /no ordinary file/,
  'twice.zip': /it holds "server\.py" twice$/,
  'twice.tar': /it holds "server\.py" twice$/,
  'file-and-folder.zip': /it holds "server\.py" twice$/,
  'newline.zip': /no letter, "server\\n\.py"$/,
  'newline.tar': /no letter, "server\\n\.py"$/,
  'escape.zip': /no letter, "\\u001b\[2Jserver\.py"$/,
  'deep.zip': /more than 16 deep$/,
  'deep.tar': /more than 16 deep$/,
  'bomb.zip': /"server\.py" is over 200 times as large/,
  'bombs.zip': /more than 64 MiB once it is unpacked$/,
  'bomb.tgz': /over 200 times as large/,
  'huge.tgz': /more than 64 MiB once it is unpacked$/,
  'many.zip': /more than 2000 entries$/,
  'many.tgz': /more than 2000 entries$/,
  'lzma.zip': /compressed in a way that is not read here \(14\)$/,
  'encrypted.zip': /it is encrypted$/,
  'lies.zip': /it is no whole zip: .*too many bytes/,
  'damaged.zip': /it is damaged, in server\.py$/,
  'cut.zip': /it is no whole zip/,
  'cut.tgz': /it is no whole gzip/,
  'cut.tar': /it is no whole tar/,
  'traversal.rar': /leads out of it, "\.\.\/evil\.py"$/,
  'twice.rar': /it holds "server\.py" twice$/,
  'traversal.tar.xz': /leads out of it, "\.\.\/evil\.py"$/,
  'device.tar.xz': /no ordinary file, "server\.py"$/,
  'bomb.tar.xz': /over 200 times as large/,
  'huge.tar.xz': /more than 64 MiB once it is unpacked$/,
  'cut.tar.xz': /it is no whole archive: /,
  'cut.7z': /it is no whole archive: /,
  'no-archive.tar.xz': /it is no whole archive: /,
  'text.zip': /it is no zip and no tar$/,
  'empty.zip': /it is no zip and no tar$/,
};

t.test('an archive of nothing is read as nothing', async (t) => {
  for (const name of empty) t.same((await read(name)).files, [], name);
});

t.test('links are left out, and told', async (t) => {
  for (const name of links) {
    const { files, left } = await read(name);
    t.match(left, [{ because: 'a link' }], name);
    t.notOk(
      files.some(({ path: file }) => file === left[0]?.path),
      name,
    );
  }
});

t.test('each trick is refused in a sentence of its own', async (t) => {
  for (const [name, pattern] of Object.entries(refused)) {
    const error = await read(name).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const { code, message } = error instanceof LabError ? error : { code: '', message: `${error}` };
    t.match(message, pattern, name);
    const isSentence = code === 'FILE_WRONG' && message.startsWith(`${name} could not be read: `);
    if (!isSentence || /\p{Cc}/u.test(message)) t.fail(`${name}: ${code} ${message}`);
  }
});

t.test('every archive that was made is in one of the lists', async (t) => {
  const made = readdirSync(folder).filter((name) => !(name in refused));
  t.same(
    made.sort(),
    ['good.tar', 'good.tgz', 'good.zip', ...converted, ...links, ...empty, 'pax.tar'].sort(),
  );
  t.ok(made.every(isArchiveName));
});
