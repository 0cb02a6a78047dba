/** What submission.yaml says wins, what it leaves out is found, and a wrong one is refused. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import * as z from 'zod';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findClass, listClass } from '../../lab/grade/class-entries.ts';
import { openSubmission } from '../../lab/grade/open-submission.ts';
import { planPlays } from '../../lab/grade/plan-plays.ts';
import { quoteWord } from '../../lab/grade/quote-word.ts';
import { LabError } from '../../lab/model/errors.ts';
import { makeSubmissionSchema } from '../../lab/model/submission.ts';
import { parseSubmission, renderSubmissionFile } from '../../lab/store/submission-file.ts';

async function makeFolder(t: Test, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-grade-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

const server = 's.bind(("", 5000))\ns.listen(2)\n';
const client = 's.connect(a)\nm = input("? ")\n';

t.test('the yaml wins, and the rest is found', async (t) => {
  const folder = await makeFolder(t, {
    'lab/submission.yaml': 'X: python3 other.py {host}\ntype: {X: ["one", "{message}"]}\n',
    'lab/server.py': server,
    'lab/client.py': client,
    'lab/other.py': 'print(1)',
  });
  const { conclusion, root } = await openSubmission(folder, firstReceived);
  t.equal(root, path.join(folder, 'lab'), 'the only folder within is the submission');
  t.match(conclusion.submission, {
    server: 'python3 server.py',
    X: 'python3 other.py {host}',
    Y: 'python3 client.py',
    type: { X: ['one', '{message}'] },
    port: 5000,
  });
  t.same(conclusion.sources.X, ['other.py']);
  t.ok(conclusion.reasons.some(({ because }) => because === 'submission.yaml says so'));
});

t.test('of a command that is said the sources are found, so that they can be read', async (t) => {
  const c = { server: 'int main(){ bind(s); accept(s); }', client: 'int main(){ connect(s); }' };
  const said = 'server: ./src/server {port}\nX: ./src/client\nY: ./src/client\n';
  const makefile = 'all:\n\tcc -o out/one a.c\n\tcc -o out/two b.c\n';
  const cases: [string, Record<string, string>, [string, string]][] = [
    [
      'the name, in its folder',
      { 'src/server.c': c.server, 'src/client.c': c.client, 'old/server.c': c.server, r: said },
      ['src/server.c', 'src/client.c'],
    ],
    [
      'the name, below its folder',
      { 'src/a/server.c': c.server, 'src/b/client.c': c.client, a: '', r: said },
      ['src/a/server.c', 'src/b/client.c'],
    ],
    [
      'the build that is said',
      {
        'a.c': c.client,
        'b.c': c.server,
        r: `build: cc -o src/client a.c && cd src && cc -o server ../b.c\n${said}`,
      },
      ['b.c', 'a.c'],
    ],
    [
      'the Makefile',
      {
        'src/a.c': c.client,
        'src/b.c': c.client,
        'src/Makefile': makefile,
        a: '',
        r: 'server: ./src/out/two\nX: ./src/out/one\n',
      },
      ['src/b.c', 'src/a.c'],
    ],
    [
      'the name, without its ending',
      { 'server.c': c.server, 'client.c': c.client, r: 'server: ./server.out\nX: ./client.out\n' },
      ['server.c', 'client.c'],
    ],
    [
      'what they do',
      { 'p.c': c.client, 'q.c': c.server, r: 'server: ./one\nX: ./two\n' },
      ['q.c', 'p.c'],
    ],
    [
      'the class',
      {
        'a/Server.java': 'class Server { void main() { new ServerSocket(1); } }',
        'a/Talk.java': 'class Talk { void main() { new Socket("h", 1); } }',
        a2: '',
        r: 'server: java -cp out a.Server\nX: java -cp out a.Talk\n',
      },
      ['a/Server.java', 'a/Talk.java'],
    ],
    [
      'a script that starts it',
      { 'server.py': server, 'client.py': client, 'run.sh': 'x', r: 'server: sh run.sh\n' },
      ['server.py', 'client.py'],
    ],
  ];
  for (const [by, { r = '', ...files }, [one, other]] of cases) {
    const folder = await makeFolder(t, { ...files, 'submission.yaml': r });
    const { sources, reasons, submission } = (await openSubmission(folder, firstReceived))
      .conclusion;
    t.same([sources.server, sources.X], [[one], [other]], by);
    if (by === 'the Makefile') t.equal(submission.build, 'mkdir -p src/out && make -C src');
    t.ok(
      reasons.some(({ because }) => because.startsWith(`${one} is taken for its source`)),
      by,
    );
  }
});

t.test('a wrong key is refused with its path, and the keys that there are', async (t) => {
  const wrong: [string, RegExp][] = [
    ['servr: a', /servr/],
    ['port: 70000', /port/],
    ['type: {Z: [a]}', /type/],
    ['server: [a', /submission\.yaml/],
    ['server: ""', /not empty/],
  ];
  for (const [text, message] of wrong) {
    try {
      parseSubmission(text, 'submission.yaml', firstReceived);
      t.fail(text);
    } catch (error) {
      t.ok(error instanceof LabError && error.code === 'FILE_WRONG', text);
      t.match((error as Error).message, message);
      t.match((error as LabError).hint, /build, server, X, Y, type, port/);
    }
  }
  t.same(parseSubmission('', 'submission.yaml', firstReceived), {}, 'an empty one says nothing');
});

t.test('what --init writes is read back', async (t) => {
  const submission = { server: 'python3 "a b.py"', type: { X: ['{message}'] }, port: 1 };
  t.same(
    parseSubmission(renderSubmissionFile(submission), 'submission.yaml', firstReceived),
    submission,
  );
});

t.test('links and special files are left out, and that is said', async (t) => {
  const folder = await makeFolder(t, { 'server.py': server });
  await symlink('/etc/shadow', path.join(folder, 'client.py'));
  const { files, left } = await openSubmission(folder, firstReceived);
  t.same(
    files.map((file) => file.path),
    ['server.py'],
  );
  t.same(left, [{ path: 'client.py', because: 'a link' }]);
});

t.test('no folder, and an empty one, are slips of the user', async (t) => {
  const folder = await makeFolder(t, {});
  await t.rejects(openSubmission(folder, firstReceived), {
    code: 'FILE_WRONG',
    message: /holds no file/,
  });
  const nowhere = path.join(folder, 'no');
  for (const open of [openSubmission, findClass, (where: string) => listClass(where)]) {
    const opening: Promise<unknown> = open(nowhere, firstReceived);
    await t.rejects(() => opening, { code: 'FILE_WRONG', message: `There is no ${nowhere}` });
  }
});

t.test('of a single source it is said that a folder is wanted', async (t) => {
  const folder = await makeFolder(t, { 'server.py': server });
  await t.rejects(openSubmission(path.join(folder, 'server.py'), firstReceived), {
    ...{ code: 'FILE_WRONG', message: /server\.py is a single file, and a folder or archive is/ },
    hint: `Name the folder that holds it: ${folder}`,
  });
});

t.test('what this machine cannot unpack is unsupported, and no fault', async (t) => {
  const folder = await makeFolder(t, {});
  const file = path.join(folder, 'lab.tar.xz');
  await writeFile(file, Buffer.from('fd377a585a000004', 'hex'));
  await t.rejects(openSubmission(file, firstReceived), { message: /it is no whole archive: / });
  const because = 'lab.tar.xz could not be read: it is an xz, which needs bsdtar and bubblewrap';
  const { PATH } = process.env;
  t.teardown(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = folder;
  for (const where of [file, folder]) {
    const { conclusion, files } = await openSubmission(where, firstReceived);
    t.same([conclusion.unsupported, files], [because, []], where);
  }
  process.env.PATH = PATH;
  await writeFile(file, 'no archive');
  await t.rejects(openSubmission(file, firstReceived), { message: /it is no zip and no tar/ });
});

t.test('a server is played with its own clients and with ours, clients with ours', async (t) => {
  const folder = await makeFolder(t, { 'server.py': server, 'client.py': client });
  const { conclusion } = await openSubmission(folder, firstReceived);
  const plans = planPlays(conclusion, {
    folder,
    sourceFolder: folder,
    assignment: firstReceived,
  });
  const names = plans.map(({ scenario }) => scenario);
  t.equal(new Set(names).size, names.length, 'each play has a folder of its own');
  const held = plans.find(({ scenario }) => scenario === 'x-connects-y-sends-our-clients');
  t.equal(held?.server.command, 'python3 server.py');
  t.same(
    held?.clients.map(({ command, framing }) => [command, framing]),
    [
      [undefined, 'raw'],
      [undefined, 'raw'],
    ],
  );
  t.notOk(held?.checks.includes('client-spoke-first'), 'ours earn nothing for theirs');
  const theirs = plans.find(({ scenario }) => scenario === 'simultaneous-our-server');
  t.equal(theirs?.server.command, undefined);
  t.notOk(theirs?.checks.includes('exact-text'), 'our server earns nothing for theirs');
  t.ok(plans.every(({ port }) => port === 5000));
  t.same(
    plans.filter(({ robustness }) => robustness),
    [],
  );
});

t.test('words are quoted where a shell would read more than a word', async (t) => {
  t.equal(quoteWord('src/a-b_1.py'), 'src/a-b_1.py');
  t.equal(quoteWord('my file.py'), "'my file.py'");
  t.equal(quoteWord("it's"), "'it'\\''s'");
  t.equal(quoteWord('$(id)'), "'$(id)'");
});

t.test('the keys are those of the assignment: its roles, its port', async (t) => {
  const pinger = { clients: ['P'], port: 12001 };
  const text = 'server: ./s\nP: ./p {host}\ntype: {P: ["{message}"]}\n';
  t.same(parseSubmission(text, 'submission.yaml', pinger), {
    server: './s',
    P: './p {host}',
    type: { P: ['{message}'] },
  });
  const error = t.throws(() => parseSubmission('X: ./x', 'submission.yaml', pinger)) as LabError;
  t.match(error.hint, /build, server, P, type, port;/);
  const folder = await makeFolder(t, { 'submission.yaml': text, 'server.py': 's.bind(a)\n' });
  const { conclusion } = await openSubmission(folder, pinger);
  t.match(conclusion.submission, { server: './s', P: './p {host}', type: { P: ['{message}'] } });
  t.same(Object.keys(conclusion.sources), ['server', 'P']);
});

t.test('the schema of first-received is as editors know it', async (t) => {
  const schema = z.toJSONSchema(makeSubmissionSchema(firstReceived));
  t.same(Object.keys(schema.properties ?? {}), ['build', 'server', 'X', 'Y', 'type', 'port']);
  t.match(schema, {
    additionalProperties: false,
    properties: {
      X: { description: 'starts client X; {host}, {port}, {role}, {message} are filled' },
      Y: { description: 'starts client Y, as X' },
      type: { additionalProperties: false, properties: { X: {}, Y: {} } },
      port: { description: 'where the server listens (12000)', minimum: 1, maximum: 65535 },
    },
  });
});
