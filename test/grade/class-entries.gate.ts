/** What a folder of submissions is taken for: by hand, or as Moodle, Canvas, Gradescope export it. */
import path from 'node:path';
import t, { type Test } from 'tap';
import { findClass, listClass, makeSlugs } from '../../lab/grade/class-entries.ts';
import { hashFiles, hashTexts } from '../../lab/grade/class-texts.ts';
import { openEntry, openSubmission } from '../../lab/grade/open-submission.ts';

async function findNames(t: Test, files: Parameters<Test['testdir']>[0]) {
  const entries = await findClass(t.testdir(JSON.parse(JSON.stringify(files))));
  return entries?.map(({ name, source }) => [name, source.kind]);
}

const program = { 'server.py': 's.listen(2)\n' };

t.test('folders and archives side by side are a class', async (t) => {
  const names = await findNames(t, {
    ada: program,
    'bob.zip': '',
    'c.tar.gz': '',
    'marks.csv': '',
  });
  t.same(names, [
    ['ada', 'folder'],
    ['bob', 'archive'],
    ['c', 'archive'],
  ]);
});

t.test('one submission is none, whatever folders it has', async (t) => {
  t.equal(await findNames(t, program), undefined);
  t.equal(await findNames(t, { ada: program }), undefined);
  t.equal(await findNames(t, { server: program, client: program }), undefined);
  t.equal(await findNames(t, { a: program, b: program, Makefile: '' }), undefined);
  t.equal((await listClass(t.testdir({ a: program, Makefile: '' }))).length, 1, 'unless told so');
  await t.rejects(listClass(t.testdir({})), { code: 'FILE_WRONG' });
});

t.test('Moodle', async (t) => {
  const names = await findNames(t, {
    'Ada King_123_assignsubmission_file_': program,
    'Bob Stone_124_assignsubmission_file_': program,
    'Bob Stone_124_assignsubmission_onlinetext_': { 'onlinetext.html': '' },
  });
  t.same(names, [
    ['Ada King', 'folder'],
    ['Bob Stone', 'folder'],
  ]);
});

t.test('Canvas: one archive each, or all files of all in one folder', async (t) => {
  const folder = t.testdir({
    'kingada_101_5001_lab2.zip': '',
    'stonebob_LATE_102_5002_server.py': 's.listen(2)\n',
    'stonebob_LATE_102_5003_client.py': 's.connect(a)\n',
  });
  const entries = (await findClass(folder)) ?? [];
  t.same(
    entries.map(({ name, source }) => [name, source.kind]),
    [
      ['kingada', 'archive'],
      ['stonebob', 'files'],
    ],
  );
  const [, bob] = entries;
  if (!bob) return;
  const opened = await openEntry(bob);
  t.same(opened.files.map((file) => file.path).sort(), ['client.py', 'server.py']);
  t.equal(opened.root, undefined, 'there is no folder to write into');
});

t.test('Gradescope: names from its list, and folders where that is damaged', async (t) => {
  const folders = { submission_1: program, submission_2: program };
  const list =
    'submission_1:\n  :submitters:\n  - :name: Ada King\n  - :name: Bob Stone\nsubmission_2: 5\n';
  t.same(await findNames(t, { ...folders, 'submission_metadata.yml': list }), [
    ['Ada King and Bob Stone', 'folder'],
    ['submission_2', 'folder'],
  ]);
  t.same(await findNames(t, { ...folders, 'submission_metadata.yml': '{' }), [
    ['submission_1', 'folder'],
    ['submission_2', 'folder'],
  ]);
});

t.test('two of one name are told apart, on the disk as well', async (t) => {
  const names = await findNames(t, {
    Ada_1_assignsubmission_file_: program,
    Ada_2_assignsubmission_file_: program,
  });
  t.same(
    names?.map(([name]) => name),
    ['Ada (Ada_1_assignsubmission_file_)', 'Ada (Ada_2_assignsubmission_file_)'],
  );
  const source = { kind: 'folder', path: '' } as const;
  const entries = ['Ädá  King', 'ada king', '王', '../..'].map((name) => ({ name, source }));
  t.same(makeSlugs(entries), ['ada-king', 'ada-king-2', 'submission', 'submission-2']);
});

t.test(
  'the same but for comments and spaces has the same hash, a renamed one has not',
  async (t) => {
    const text = 'import socket\ns = socket.socket()\ns.bind(("", 5000))\n'.repeat(4);
    const folder = t.testdir({
      a: { 'server.py': text },
      b: { 'main.py': `# mine\n${text.replaceAll('\n', '\n\n  # why\n')}` },
      c: { 'server.py': text.replaceAll('s.bind', 'q.bind') },
    });
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await openSubmission(path.join(folder, name))).files),
    );
    t.equal(hashTexts(a ?? [])['server.py'], hashTexts(b ?? [])['main.py']);
    t.not(hashTexts(a ?? [])['server.py'], hashTexts(c ?? [])['server.py']);
    t.not(hashFiles(a ?? []), hashFiles(b ?? []));
  },
);
