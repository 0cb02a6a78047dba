/**
 * What cannot be run as it was handed in, though the program in it can, is played from a mended
 * copy and said; what its author cannot have run either stays as it is.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { mendFiles, recodeTexts, replaceMended } from '../../lab/grade/mend-files.ts';
import { type OpenedSubmission, openSubmission } from '../../lab/grade/open-submission.ts';
import { copyFiles } from '../../lab/grade/read-folder.ts';
import { corpus } from '../submissions/table.ts';

async function makeFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-mend-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function open(t: Test, files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await makeFolder(t);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return openSubmission(folder, firstReceived);
}

/** The copy that is built and played. */
async function copyPlayed(t: Test, { files, mended }: OpenedSubmission): Promise<string> {
  const folder = await makeFolder(t);
  await copyFiles(replaceMended(files, mended), folder);
  return folder;
}

function getTold({ conclusion }: OpenedSubmission): string[] {
  return conclusion.reasons.flatMap(({ about, because }) => (about === 'encoding' ? because : []));
}

t.test('Java builds, whatever its sources were saved as, and the copy is said', async (t) => {
  const read = (name: string) => readFile(path.join(corpus, 'java-threads', name));
  const [server, x, y] = await Promise.all(
    ['TCPServer.java', 'ClientX.java', 'ClientY.java'].map(read),
  );
  const paste = (bytes: Buffer | undefined, byte: number, text: string) =>
    Buffer.concat([
      Buffer.from(`/* don${text}`),
      Buffer.from([byte]),
      Buffer.from('t */\n'),
      bytes ?? Buffer.alloc(0),
    ]);
  const opened = await open(t, {
    'TCPServer.java': paste(server, 0x92, ''),
    'ClientX.java': paste(x, 0xe9, ' caf'),
    'ClientY.java': Buffer.from(`\ufeff${y?.toString()}`, 'utf16le'),
    'Marked.java': '\ufeffclass Marked { String é = "é"; }\n',
    'Mac.java': Buffer.from('class Mac { int a\x96o = 1; String s = "\x8e"; }\n', 'latin1'),
  });
  t.same(
    getTold(opened)
      .map((line) => line.slice(0, 40))
      .sort(),
    [
      'ClientX.java is ISO-8859-1: javac is giv',
      'ClientY.java is UTF-16 (little-endian): ',
      'Mac.java is Mac OS Roman: javac is given',
      'Marked.java begins with a byte order mar',
      'TCPServer.java is windows-1252: javac is',
    ],
  );
  const folder = await copyPlayed(t, opened);
  const { build = '', server: command } = opened.conclusion.submission;
  t.match(command, /TCPServer$/);
  const built = spawnSync('sh', ['-c', build], { cwd: folder, encoding: 'utf8' });
  t.equal(built.status, 0, built.stderr);
  t.equal(recodeTexts(opened.files).length, 5);
});

t.test('javac is left alone where the submission says the encoding itself', (t) => {
  const bytes = Buffer.from('class A { String s = "\xe9"; }', 'latin1');
  const files = [{ path: 'A.java', bytes, isExecutable: false }];
  t.same(mendFiles(files, ['javac -encoding cp1252 A.java']), []);
  t.equal(mendFiles(files, ['javac -encoding UTF-8 A.java']).length, 1);
  t.equal(mendFiles(files, ['javac A.java']).length, 1);
  t.end();
});

t.test('UTF-16 of every kind is found, said, and played from a copy', async (t) => {
  const swap = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const opened = await open(t, {
    'server.py': Buffer.from('s.bind(("", 5000))\ns.listen(2)\n', 'utf16le'),
    'clientX.py': swap('\ufeffs.connect(a)\nm = input("? ")\n'),
    'clientY.py': 's.connect(a)\nm = input("? ")\n',
  });
  const { server, X, Y } = opened.conclusion.submission;
  t.same([server, X, Y], ['python3 server.py', 'python3 clientX.py', 'python3 clientY.py']);
  t.match(getTold(opened), [/^clientX\.py is UTF-16 \(big-/, /^server\.py is UTF-16 \(little-/]);
  const folder = await copyPlayed(t, opened);
  t.match(await readFile(path.join(folder, 'server.py'), 'utf8'), /^s\.bind/);
  const c = await open(t, {
    'server.c': swap('int main(){ bind(s); listen(s, 2); }\n'),
    'client.c': 'int main(){ connect(s, &a, n); }\n',
    Makefile: Buffer.from('\ufeffall:\n\tcc -o s server.c\n\tcc -o c client.c\n', 'utf16le'),
  });
  t.same([c.conclusion.submission.server, c.conclusion.submission.X], ['./s', './c']);
});

t.test('what is no text is named, and no brackets are empty', async (t) => {
  const binary = Buffer.from('%PDF-1.4\0\x01\x02\x03\x04\x05\x06\0\0\0\0', 'latin1');
  const opened = await open(t, { 'report.pdf': binary, 'server.py': binary });
  t.match(opened.conclusion.unsupported, /\(only report\.pdf and server\.py\)$/);
  t.match(getTold(opened), [/^server\.py is no text/]);
});

t.test('Python with a stray byte fails for its author too: it is played as it is', async (t) => {
  const source = Buffer.from('# don\x92t\nimport socket\ns.listen(2)\n', 'latin1');
  const opened = await open(t, { 'server.py': source });
  t.same(opened.mended, []);
  t.match(getTold(opened), [
    /^server\.py is windows-1252 \(byte 0x92 in line 1\): Python 3 refuses/,
  ]);
  const folder = await copyPlayed(t, opened);
  const { stderr } = spawnSync('python3', ['server.py'], { cwd: folder, encoding: 'utf8' });
  t.match(stderr, /SyntaxError.*\\x92/, 'as Python says itself');
  const coded = Buffer.concat([Buffer.from('# -*- coding: cp1252 -*-\n'), source]);
  t.match(
    getTold(await open(t, { 'server.py': coded })),
    [/in line 2\)$/],
    'a coding line is right',
  );
});

t.test('scripts with CRLF run from a mended copy, where something runs them', async (t) => {
  const opened = await open(t, {
    'submission.yaml': 'build: ./build.sh\nserver: sh run/start.sh\nX: ./client.py {host}\n',
    'build.sh': '#!/bin/bash\r\nset -e\r\n./prepare\r\n',
    prepare: 'echo prepared >prepared.txt\r\n',
    'run/start.sh': 'cd run\r\nexec ./server.js\r\n',
    'run/server.js': '#!/usr/bin/env node\r\nconsole.log("serving");\r\n',
    'client.py': '#!/usr/bin/env python3\r\nprint("asking")\r\n',
    'unused.sh': 'echo\r\n',
  });
  t.same(
    opened.mended.map((one) => one.path),
    ['build.sh', 'client.py', 'prepare', 'run/server.js', 'run/start.sh'],
  );
  for (const { because } of opened.mended) t.match(because, /CRLF/);
  const direct = opened.mended.filter(({ isExecutable }) => isExecutable);
  t.same(
    direct.map(({ path }) => path),
    ['build.sh', 'client.py', 'run/server.js'],
  );
  const folder = await copyPlayed(t, opened);
  execFileSync('chmod', ['a+x', path.join(folder, 'prepare')]);
  const { build = '', server = '' } = opened.conclusion.submission;
  const run = (command: string) =>
    spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  t.equal(run(build).status, 0);
  t.equal(await readFile(path.join(folder, 'prepared.txt'), 'utf8'), 'prepared\n');
  t.match(run(server).stdout, 'serving');
  t.match(run('./client.py').stdout, 'asking');
});

t.test('a script that its archive made unexecutable is run all the same', (t) => {
  const make = (path: string, text: string, isExecutable = false) => ({
    ...{ path, isExecutable },
    bytes: Buffer.from(text),
  });
  const lost = make('start.sh', '#!/bin/sh\npython3 server.py\n');
  const mended = mendFiles([lost], ['./start.sh']);
  t.match(mended, [{ path: 'start.sh', isExecutable: true, because: /is not executable/ }]);
  t.equal(replaceMended([lost], mended)[0]?.isExecutable, true);
  t.same(mendFiles([lost], ['sh start.sh']), [], 'a shell needs no permission to run it');
  t.same(mendFiles([{ ...lost, isExecutable: true }], ['./start.sh']), []);
  t.same(mendFiles([make('server.py', '#!/usr/bin/env python3\n')], ['python3 server.py']), []);
  t.same(mendFiles([make('server', 'text')], ['./server']), [], 'what a build makes');
  t.end();
});

t.test('CRLF stays where it harms nothing: sources, and Makefiles (GNU make reads both)', (t) => {
  const make = (path: string, text: string) => ({
    path,
    bytes: Buffer.from(text),
    isExecutable: false,
  });
  const files = [
    make('server.py', '#!/usr/bin/env python3\r\nprint(1)\r\n'),
    make('client.c', 'int main() {}\r\n'),
    make('Makefile', 'all:\r\n\tcc client.c\r\n'),
  ];
  t.same(mendFiles(files, ['make', 'python3 server.py', './a.out']), []);
  t.end();
});
