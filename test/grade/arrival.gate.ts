/**
 * How hand-ins arrive: with what tools left beside them, packed, packed again, renamed and exported.
 * What was written is found, what was left out is told, and nobody vanishes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findClass, listClass } from '../../lab/grade/class-entries.ts';
import { openEntry, openSubmission } from '../../lab/grade/open-submission.ts';

type Entry = string | { link: string } | Packed;
interface Packed {
  kind: 'zip' | 'tgz' | 'txz' | 'rar';
  entries: Record<string, Entry>;
}

const server = 'import socket\ns = socket.socket()\ns.bind(("", 12000))\ns.listen(2)\n';
const client = 'import socket\ns = socket.socket()\ns.connect(("10.0.0.1", 12000))\n';
/** What would be taken for the programs, if it were looked at. */
const decoy = { 'server.py': `${server}# not mine\n`, 'clientX.py': `${client}# not mine\n` };
const programs = { 'server.py': server, 'client.py': client };

const within = (folder: string, files: Record<string, Entry>) =>
  Object.fromEntries(Object.entries(files).map(([name, entry]) => [`${folder}/${name}`, entry]));
const many = (folder: string) =>
  Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`${folder}/m${index}.js`, 'x']));
const zip = (entries: Record<string, Entry>): Packed => ({ kind: 'zip', entries });
const tgz = (entries: Record<string, Entry>): Packed => ({ kind: 'tgz', entries });

const folder = t.testdir({});
let count = 0;

function place(): string {
  count += 1;
  const where = path.join(folder, `${count}`);
  mkdirSync(where);
  return where;
}

function pack(where: string, archives: Record<string, Packed>): void {
  const script = path.join(import.meta.dirname, 'make_archive.py');
  execFileSync('/usr/bin/python3', [script], { cwd: where, input: JSON.stringify(archives) });
}

/** A folder with these files; archives and links as they are. */
function lay(files: Record<string, Entry>): string {
  const where = place();
  const packed: Record<string, Packed> = {};
  for (const [name, entry] of Object.entries(files)) {
    mkdirSync(path.join(where, path.dirname(name)), { recursive: true });
    if (typeof entry === 'string') writeFileSync(path.join(where, name), entry);
    else if ('link' in entry) symlinkSync(entry.link, path.join(where, name));
    else packed[name] = entry;
  }
  pack(where, packed);
  return where;
}

interface Seen {
  /** What is played: the server and X. */
  played: (string | undefined)[];
  left: string[];
}

async function see(where: string): Promise<Seen> {
  const { conclusion, left } = await openSubmission(where, firstReceived);
  const { server: started, X } = conclusion.submission;
  return { played: [started, X], left: left.map((one) => `${one.path} is ${one.because}`) };
}

const right = ['python3 server.py', 'python3 client.py'];
const installed = 'is what a tool installed or made';

t.test('what tools left is out before it is counted, named or followed', async (t) => {
  const environment = {
    ...within('env/lib/python3/site-packages/acme', decoy),
    'env/pyvenv.cfg': 'home = /usr/bin\n',
    'env/lib64': { link: 'lib' },
  };
  const parts = [`env/lib ${installed}`, `env/lib64 ${installed}`, `env/pyvenv.cfg ${installed}`];
  const cases: [what: string, files: Record<string, Entry>, left: string[]][] = [
    ['an environment by its own sign', environment, parts],
    ['a venv with a link', { ...within('venv', decoy), 'venv/lib64': { link: 'lib' } }, ['venv']],
    ['2,100 packages of Node', many('node_modules/dep'), ['node_modules']],
    ['2,100 objects of git', many('.git/objects'), []],
    ['2,100 files of Gradle', many('.gradle/caches'), ['.gradle']],
    ['a cache that says so', { ...within('out', decoy), 'out/CACHEDIR.TAG': 'x' }, ['out']],
    ['an old version of an editor', within('.history', decoy), ['.history']],
    ['a Mac’s twins', { '._server.py': 'x', '.DS_Store': 'x', 'Icon\r': '' }, []],
    ['a Mac’s folder', { '__MACOSX/._client.py': 'x', '__MACOSX/pa/._Icon\r': '' }, []],
    ['packages 21 deep', { [`node_modules/${'d/'.repeat(21)}i.js`]: 'x' }, ['node_modules']],
    ['a long name of a cache', { [`__pycache__/${'n'.repeat(240)}.pyc`]: 'x' }, []],
  ];
  for (const [what, files, left] of cases) {
    const told = left.map((one) => (one.includes(' ') ? one : `${one} ${installed}`));
    const all = { ...programs, ...files };
    for (const where of [lay(all), lay({ 'a.zip': zip(all) }), lay({ 'a.tgz': tgz(all) })]) {
      const seen = await see(where);
      t.same(seen.played, right, what);
      t.same(seen.left.sort(), told.sort(), what);
    }
  }
});

t.test('what only looks like it stays', async (t) => {
  const own = await see(lay(within('env', programs)));
  t.same(own.played, right, 'a folder called env, of the author’s own');
  const around = {
    ...programs,
    'pyvenv.cfg': 'home = /usr\n',
    'lib/server.py': decoy['server.py'],
  };
  t.same((await see(lay({ 'a.zip': zip(around) }))).played, right, 'programs in an environment');
});

t.test('a link is left out and told, in a folder and in an archive', async (t) => {
  const files = { ...programs, 'latest.py': { link: 'server.py' } };
  for (const where of [lay(files), lay({ 'a.zip': zip(files) }), lay({ 'a.tgz': tgz(files) })]) {
    t.same(await see(where), { played: right, left: ['latest.py is a link'] });
  }
  const through = lay({ 'a.zip': zip({ ...programs, a: { link: '/etc' }, 'a/x.py': 'x' }) });
  await t.rejects(see(through), /it holds "a" twice/, 'nothing goes through one');
});

t.test('archives are known by their bytes, beside reports and within each other', async (t) => {
  const report = { 'report.pdf': '%PDF-1.4' };
  const cases: [what: string, files: Record<string, Entry>][] = [
    ['renamed by Canvas', { 'lab.tar-1.gz': tgz(programs) }],
    ['with another ending', { 'lab.zip.txt': zip(programs) }],
    ['beside a report', { ...report, 'code.zip': zip(programs) }],
    ['a rar beside a report', { ...report, 'lab.rar': { kind: 'rar', entries: programs } }],
    ['an xz without its ending', { 'hand-in.bin': { kind: 'txz', entries: programs } }],
    ['a rar in a zip', { 'outer.zip': zip({ 'code.rar': { kind: 'rar', entries: programs } }) }],
    ['beside a note', { 'README.txt': 'See code.', 'code.tgz': tgz(programs) }],
    ['in an archive with a report', { 'outer.zip': zip({ ...report, 'code.zip': zip(programs) }) }],
    ['below, beside a picture', { 'pa3/a.png': 'x', 'pa3/code.zip': zip(within('pa3', programs)) }],
    [
      'each side in one',
      { 's.zip': zip({ 'server.py': server }), 'c.zip': zip({ 'client.py': client }) },
    ],
    ['sources beside it', { ...programs, 'old.zip': zip(decoy) }],
    ['a document is one, too', { ...programs, 'report.docx': zip({ 'word/document.xml': '' }) }],
  ];
  for (const [what, files] of cases) {
    const { played } = await see(lay(files));
    const plain = played.map((one) => one?.replace(/(?<=python3 )[sc]\//, ''));
    t.same(plain, right, what);
  }
  const only = lay({ 'report.docx': zip({ 'word/document.xml': '' }) });
  t.same((await see(only)).played, [undefined, undefined], 'a document alone is no submission');
});

t.test('programs run in their own folder, whatever lies beside it', async (t) => {
  const reads = { 'server.py': `${server}open("words.txt")\n`, 'client.py': client };
  const inside = within('pa3', { ...reads, 'words.txt': 'a' });
  t.same((await see(lay({ ...inside, 'README.txt': 'Run it.' }))).played, right, 'a note beside');
  t.same((await see(lay({ ...inside, '.directory': 'x' }))).played, right, 'a desktop’s file');
  t.same((await see(lay(within('pa3', inside)))).played, right, 'a folder in a folder');
  const note = { 'README.txt': 'Run it.' };
  const relative = { 'server.py': `from . import words\n${server}`, 'client.py': client };
  const packed = { ...within('chat', relative), 'chat/__init__.py': '', 'chat/words.py': 'A = 1' };
  const asPackage = await see(lay({ ...packed, 'README.txt': 'python3 -m chat.server' }));
  t.equal(asPackage.played[0], 'python3 -m chat.server', 'a package is started from above it');
  const byName = { 'server.py': `from pa2.framing import send\n${server}`, 'framing.py': 'A = 1' };
  const named = await see(lay({ ...within('pa2', { ...byName, 'client.py': client }), ...note }));
  t.equal(named.played[0], 'python3 -m pa2.server', 'it imports by the name of its folder');
  const parts = await see(lay({ ...within('src', reads), 'README.txt': 'Run it.' }));
  t.equal(parts.played[0], 'python3 src/server.py', 'what all projects have');
  const beside = await see(lay({ ...within('pa3', reads), 'words.txt': 'a' }));
  t.same(beside.played[0], 'python3 pa3/server.py', 'what it reads lies beside');
});

t.test('a number behind a name is no part of it', async (t) => {
  t.same((await see(lay({ 'server (1).py': server, 'client (2).py': client }))).played, right);
  const two = await see(
    lay({ 'server.py': server, 'client (1).py': client, 'client (2).py': client }),
  );
  t.match(two.played[1], /client \([12]\)/, 'two of them are the author’s own');
});

/** Who is in a class, with what each hands in. */
async function list(names: Record<string, Entry>) {
  const said: string[] = [];
  const where = lay(names);
  const entries = (await findClass(where, firstReceived, (one) => said.push(one))) ?? [];
  const rows: Record<string, (string | undefined)[] | string> = {};
  const left: Record<string, string[]> = {};
  const paths: Record<string, string[]> = {};
  for (const entry of entries) {
    const opened = await openEntry(entry, firstReceived).catch(({ message }) => `${message}`);
    rows[entry.name] =
      typeof opened === 'string'
        ? opened
        : [opened.conclusion.submission.server, opened.conclusion.submission.X];
    if (typeof opened === 'string') continue;
    const reasons = opened.conclusion.reasons.filter(({ about }) => about === 'left out');
    left[entry.name] = reasons.map(({ because }) => because).sort();
    paths[entry.name] = opened.files.map((file) => file.path).sort();
  }
  return { rows, said, left, paths };
}

t.test('Canvas: a second upload has a number, and takes the place of the first', async (t) => {
  const { rows } = await list({
    'kingada_1234_1_server-1.py': server,
    'kingada_1234_2_client.py': client,
    'libo_LATE_1235_3_server.py': 'raise SystemExit',
    'libo_LATE_1235_4_server-2.py': server,
    'libo_LATE_1235_5_client-1.py': client,
    'roycy_1236_6_lab.tar-1.gz': tgz(programs),
    'zed_1237_7_server.py': server,
    'zed_1237_8_client-1.py': client,
    'zed_1237_9_client-2.py': client,
  });
  t.same(rows, {
    kingada: right,
    libo: right,
    roycy: right,
    zed: ['python3 server.py', 'python3 client-1.py'],
  });
});

t.test('Moodle and Blackboard: all files of all students in one folder', async (t) => {
  const moodle = await list({
    'Ada King_101_assignsubmission_file_server.py': server,
    'Ada King_101_assignsubmission_file_client.py': client,
    'Bo Li_102_assignsubmission_file_pa3.zip': zip(programs),
    'Dan Wu_104_assignsubmission_file_note.txt': 'Sorry.',
    'grades.csv': 'x',
  });
  t.same(moodle.rows, { 'Ada King': right, 'Bo Li': right, 'Dan Wu': [undefined, undefined] });
  t.same(moodle.said, []);
  const blackboard = await list({
    'Lab_3_aking_attempt_2026-11-03-10-11-12_server.py': server,
    'Lab_3_aking_attempt_2026-11-03-10-11-12_client.py': client,
    'Lab_3_aking_attempt_2026-11-03-10-11-12.txt': 'Name: Ada King',
    'Lab_3_bli_attempt_2026-11-03-10-15-12_lab.zip': zip(programs),
  });
  t.same(blackboard.rows, { aking: right, bli: right });
});

t.test(
  'Blackboard: the newest attempt alone is handed in, and the older ones are told',
  async (t) => {
    const old = 'Lab 2_jnunez_attempt_2026-11-28-22-00-00';
    const newest = 'Lab 2_jnunez_attempt_2026-11-30-21-00-00';
    const told = [`${old} is an older attempt: ${newest} is taken alone`];
    const text = { [`${newest}.txt`]: 'Name: José', [`${old}.txt`]: 'Name: José' };
    const flat = (prefix: string, files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).map(([name, one]) => [`${prefix}_${name}`, one]));
    const cases: [what: string, files: Record<string, Entry>][] = [
      ['the same names', { ...flat(newest, programs), ...flat(old, decoy), ...text }],
      [
        'other names',
        { ...flat(old, { 'main.py': server, 'x.py': client }), ...flat(newest, programs) },
      ],
      ['archives', { [`${old}_a.zip`]: zip(decoy), [`${newest}_lab.zip`]: zip(programs) }],
    ];
    for (const [what, files] of cases) {
      const ada = flat('Lab 2_aking_attempt_2026-11-30-22-00-00', programs);
      const { rows, left } = await list({ ...files, ...ada });
      t.same(rows, { aking: right, jnunez: right }, what);
      t.same(left, { aking: [], jnunez: told }, what);
    }
  },
);

t.test('no two files of a submission have one name, and which was taken is said', async (t) => {
  const attempt = 'Lab 2_aking_attempt_2026-11-30-22-00-00';
  const { rows, left, paths } = await list({
    'kingada_1_8_server.py': 'raise SystemExit',
    'kingada_LATE_1_10_server.py': server,
    'kingada_1_9_client.py': client,
    'libo_2_1_server-1.py': server,
    'libo_2_2_server-1-2.py': server,
    'libo_2_3_server-3.py': server,
    'libo_2_5_client.py': decoy['clientX.py'],
    'libo_2_6_client-1.py': client,
    [`${attempt}.txt`]: 'Name: Ada',
    [`${attempt}_submission.txt`]: 'mine',
    [`${attempt}_server.py`]: server,
    'Bo Li_3_assignsubmission_file_onlinetext.html': 'mine',
    'Bo Li_3_assignsubmission_onlinetext_onlinetext.html': '',
  });
  t.same(rows.kingada, right);
  t.same(paths, {
    aking: ['server.py', 'submission.txt'],
    'Bo Li': ['onlinetext.html'],
    kingada: ['client.py', 'server.py'],
    libo: ['client.py', 'server-1-2.py', 'server-1.py', 'server-3.py'],
  });
  t.same(left, {
    aking: [`${attempt}.txt is called submission.txt, too: ${attempt}_submission.txt is taken`],
    'Bo Li': [
      'Bo Li_3_assignsubmission_onlinetext_onlinetext.html is called onlinetext.html, too: ' +
        'Bo Li_3_assignsubmission_file_onlinetext.html is taken',
    ],
    kingada: [
      'kingada_1_8_server.py is called server.py, too: kingada_LATE_1_10_server.py is taken',
    ],
    libo: ['libo_2_5_client.py is an older upload: libo_2_6_client-1.py is taken'],
  });
});

t.test('what is nobody’s is said', async (t) => {
  const names = {
    'Ada King_101_assignsubmission_file_lab.zip': zip(programs),
    'Bo Li_102_assignsubmission_file_lab.zip': zip(programs),
    'dan.py': server,
  };
  const { rows, said } = await list(names);
  t.same(Object.keys(rows), ['Ada King', 'Bo Li']);
  t.match(said, [/^left out: dan\.py is no folder and no archive/]);
  const told: string[] = [];
  const folders = lay({
    ...within('ada', programs),
    ...within('bo', programs),
    'cy_server.py': server,
  });
  const all = await listClass(folders, (one) => told.push(one));
  t.same(
    all.map(({ name }) => name),
    ['ada', 'bo'],
  );
  t.match(told, [/^left out: cy_server\.py/]);
});
