/** What a folder of submissions is taken for: by hand, or as Moodle, Canvas, Gradescope export it. */
import path from 'node:path';
import t, { type Test } from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findClass, listClass, makeSlugs } from '../../lab/grade/class-entries.ts';
import { hashFiles, hashTexts } from '../../lab/grade/class-texts.ts';
import { openEntry, openSubmission } from '../../lab/grade/open-submission.ts';

type Files = Parameters<Test['testdir']>[0];

/** tap takes no object twice. */
function makeFolder(t: Test, files: Files): string {
  return t.testdir(JSON.parse(JSON.stringify(files)));
}

async function findNames(t: Test, files: Files) {
  const entries = await findClass(makeFolder(t, files), firstReceived);
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
  const kinds = [
    ['code', 'report'],
    ['Source Code', 'Screenshots', 'Write-up'],
    ['basic', 'extra_credit'],
    ['part1', 'part2'],
    ['MininetTopology', 'src', 'final-version'],
  ];
  for (const names of kinds) {
    const folders = Object.fromEntries(names.map((name) => [name, program]));
    t.equal(await findNames(t, folders), undefined, `${names}`);
    t.equal((await findNames(t, { ...folders, ada: program }))?.length, names.length + 1);
  }
  for (const names of ['student1 student2', 'group-1 group-2', 'submission1 submission2']) {
    const folders = Object.fromEntries(names.split(' ').map((name) => [name, program]));
    t.equal((await findNames(t, folders))?.length, 2, names);
  }
  t.equal((await listClass(t.testdir({ a: program, Makefile: '' }))).length, 1, 'unless told so');
  await t.rejects(listClass(t.testdir({})), { code: 'FILE_WRONG' });
});

t.test('the parts of a submission are called as the roles of its assignment', async (t) => {
  const folder = makeFolder(t, { 'client-p': program, server: program });
  t.equal(await findClass(folder, { clients: ['P'] }), undefined);
  t.equal((await findClass(folder, firstReceived))?.length, 2, 'there no client is called so');
});

t.test('Moodle', async (t) => {
  const names = await findNames(t, {
    'Ada King_123_assignsubmission_file_': program,
    'Bob Stone_124_assignsubmission_file_': program,
    'Bob Stone_124_assignsubmission_onlinetext_': { 'onlinetext.html': '' },
    "Zoë O'Brien_306_assignsubmission_onlinetext": { 'onlinetext.html': '' },
    'Cy Wu_307_assignsubmission_onlinetext_onlinetext.html': '',
  });
  t.same(names, [
    ['Ada King', 'folder'],
    ['Bob Stone', 'folder'],
    ['Cy Wu', 'files'],
    ["Zoë O'Brien", 'folder'],
  ]);
});

t.test('who handed in a text or a link alone is one of the class, and unsupported', async (t) => {
  const cases: [Files, [name: string, id: string][]][] = [
    [
      {
        'kingada_101_9001_lab2.zip': '',
        'leechris_103_text.html': '<p>I am sorry.</p>',
        'nunezjose_LATE_102_link.html': '<a href="https://example.org">it</a>',
      },
      [
        ['leechris', '103'],
        ['nunezjose', '102'],
      ],
    ],
    [
      {
        'Ada King_301_assignsubmission_file': program,
        "Zoë O'Brien_306_assignsubmission_onlinetext": { 'onlinetext.html': 'Sorry.' },
      },
      [["Zoë O'Brien", 'Participant 306']],
    ],
  ];
  for (const [files, wanted] of cases) {
    const entries = (await findClass(makeFolder(t, files), firstReceived)) ?? [];
    const [, ...texts] = entries;
    t.same(
      texts.map(({ name, people }) => [name, people?.[0]?.id]),
      wanted,
    );
    for (const entry of texts) {
      const { conclusion } = await openEntry(entry, firstReceived);
      t.match(conclusion.unsupported, 'no source was found');
    }
  }
});

t.test('Canvas: one archive each, or all files of all in one folder', async (t) => {
  const folder = t.testdir({
    'kingada_101_5001_lab2.zip': '',
    'stonebob_LATE_102_5002_server.py': 's.listen(2)\n',
    'stonebob_LATE_102_5003_client.py': 's.connect(a)\n',
  });
  const entries = (await findClass(folder, firstReceived)) ?? [];
  t.same(
    entries.map(({ name, source }) => [name, source.kind]),
    [
      ['kingada', 'archive'],
      ['stonebob', 'files'],
    ],
  );
  const [, bob] = entries;
  if (!bob) return;
  const opened = await openEntry(bob, firstReceived);
  t.same(opened.files.map((file) => file.path).sort(), ['client.py', 'server.py']);
  t.equal(opened.root, undefined, 'there is no folder to write into');
});

/** The entries of a Gradescope export with this list, and what was said of it. */
async function readGradescope(t: Test, list: string) {
  const said: string[] = [];
  const folder = makeFolder(t, {
    ...{ submission_1: program, submission_2: program, submission_903: program },
    'submission_metadata.yml': list,
  });
  const entries = (await findClass(folder, firstReceived, (sentence) => said.push(sentence))) ?? [];
  const names = entries.map(({ name }) => name);
  return { entries, names, said, folder };
}

t.test('Gradescope: everybody in its list, with what its importer needs', async (t) => {
  const list = `---
submission_1:
  :submitters:
  - :name: Ada King
    :sid: 007
    :email: ada@uni.example
  - :name: Bob Stone
  :created_at: 2026-11-02 10:00:00.000000000 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess {}
submission_2: 5
submission_903:
  :submitters:
  - :name: 12
`;
  const { entries, names, said } = await readGradescope(t, `\ufeff${list}`);
  t.same(names, ['12', 'Ada King and Bob Stone', 'submission_2'], 'a number is a name, too');
  t.same(entries[1]?.people, [
    { name: 'Ada King', exporter: 'Gradescope', id: '1', sid: '007', email: 'ada@uni.example' },
    { name: 'Bob Stone', exporter: 'Gradescope', id: '1' },
  ]);
  t.same(said, []);
  const others = 'submission_1:\n  :submitters:\n  - :name: true\n  - :name:\n    :email: b@x.y\n';
  t.same((await readGradescope(t, others)).entries.at(-1)?.name, 'true and b@x.y');
});

t.test('Gradescope: a list that is damaged is said, and the rest goes on', async (t) => {
  for (const list of ['{', '- a\n- b\n', 'submission_1: [1\n', '\tx: 1\n', 'only text']) {
    const { names, said, folder } = await readGradescope(t, list);
    t.same(names, ['submission_1', 'submission_2', 'submission_903'], list);
    t.equal(said.length, 1, list);
    const file = path.join(folder, 'submission_metadata.yml');
    t.match(said[0], new RegExp(`^${file} is not the list .*nobody is named by it: .+`), list);
    t.notMatch(said[0], '\n', 'one sentence');
  }
  t.same((await readGradescope(t, 'submission_1: {:submitters: []}\n')).said, []);
});

t.test('Moodle and Canvas: the number in a name is what their importers know', async (t) => {
  const getIds = async (files: Files) =>
    (await findClass(makeFolder(t, files), firstReceived))?.map(({ people }) => people?.[0]?.id);
  const moodle = '_assignsubmission_file_';
  t.same(await getIds({ [`Ada King_123${moodle}`]: program, [`Bob_7${moodle}lab.zip`]: '' }), [
    'Participant 123',
    'Participant 7',
  ]);
  t.same(await getIds({ 'kingada_101_5001_lab2.zip': '', 'stonebob_LATE_102_5002_s.py': '' }), [
    '101',
    '102',
  ]);
  t.same(await getIds({ ada: program, 'bob.zip': '' }), [undefined, undefined]);
});

t.test('Moodle and Canvas: how a file is to be called that they take back', async (t) => {
  const getPrefixes = async (files: Files) =>
    (await findClass(makeFolder(t, files), firstReceived))?.map(
      ({ people }) => people?.[0]?.prefix,
    );
  const moodle = '_assignsubmission_file_';
  const wanted = [`Ada King_123${moodle}`, `Bob_7${moodle}`];
  t.same(
    await getPrefixes({ [`Ada King_123${moodle}`]: program, [`Bob_7${moodle}lab.zip`]: '' }),
    wanted,
  );
  t.same(
    await getPrefixes({ [`Ada King_123${moodle}s.py`]: '', [`Bob_7${moodle}x.py`]: '' }),
    wanted,
  );
  t.same(await getPrefixes({ 'kingada_101_5001_a_b.zip': '', 'stonebob_LATE_102_52_s.py': '' }), [
    'kingada_101_5001_',
    'stonebob_LATE_102_52_',
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
      ['a', 'b', 'c'].map(
        async (name) => (await openSubmission(path.join(folder, name), firstReceived)).files,
      ),
    );
    t.equal(hashTexts(a ?? [])['server.py'], hashTexts(b ?? [])['main.py']);
    t.not(hashTexts(a ?? [])['server.py'], hashTexts(c ?? [])['server.py']);
    t.not(hashFiles(a ?? []), hashFiles(b ?? []));
  },
);
