/**
 * Building as older compilers do where this one only became stricter, and looking for the packages
 * that programs import. gcc 14 is played by gcc and its `-Werror` for what gcc 14 made errors of;
 * box/second-try.nightly.ts builds with the real one.
 */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import { prepareSubmission, type RunCommand } from '../../lab/grade/prepare-submission.ts';
import type { Submission } from '../../lab/model/submission.ts';

/** What gcc 14 is to a submission: its errors, in its words; `-fpermissive` takes them back. */
const strictGcc = `#!/bin/sh
for word do
  shift
  case $word in
    -fpermissive) lenient=yes;;
    *) set -- "$@" "$word";;
  esac
done
[ "$lenient" ] && exec /usr/bin/gcc -w "$@"
/usr/bin/gcc -Werror=implicit-function-declaration -Werror=implicit-int -Werror=int-conversion \\
  -Werror=incompatible-pointer-types "$@" 2>.errors
status=$?
sed 's/\\[-Werror=/[-W/' .errors >&2; rm .errors; exit $status
`;

async function prepare(
  t: Test,
  texts: Readonly<Record<string, string>>,
  said: Submission,
  compilers: Readonly<Record<string, string>> = { cc: strictGcc, gcc: strictGcc },
) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-prepare-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const [bin, work, temporary] = ['bin', 'work', 'tmp'].map((name) => path.join(folder, name));
  if (bin === undefined || work === undefined || temporary === undefined) throw new Error('never');
  for (const each of [bin, work, temporary]) await mkdir(each);
  for (const [name, text] of Object.entries(compilers)) {
    await writeFile(path.join(bin, name), text);
    await chmod(path.join(bin, name), 0o755);
  }
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  for (const file of files) await writeFile(path.join(work, file.path), file.text);
  const conclusion = concludeSubmission(files, said, firstReceived);
  const env = { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LANG: 'C.UTF-8', TMPDIR: temporary };
  const runHere: RunCommand = async ([program = '', ...rest]) => {
    return spawnSync(program, rest, { env, cwd: work, encoding: 'utf8' });
  };
  const prepared = await prepareSubmission(conclusion, {
    files,
    runInside: (command, options) => runHere(['sh', '-c', command], options),
  });
  t.same(await readdir(temporary), [], 'nothing is left behind');
  const run = (command: string) =>
    spawnSync('sh', ['-c', command], { cwd: work, encoding: 'utf8' });
  return { ...prepared, run };
}

const withoutUnistd =
  '#include <stdio.h>\nint main(void) { close(9); puts("closed"); return 0; }\n';
const implicitInt =
  '#include <stdio.h>\nstatic count;\nmain() { int *p = 5; printf("%d", count); return !p; }\n';

t.test(
  'C that gcc 14 refuses and gcc 13 takes is built with -fpermissive, and that is said',
  async (t) => {
    const plain = await prepare(
      t,
      { 'a.c': withoutUnistd },
      { build: 'cc -o a a.c', server: './a' },
    );
    t.equal(plain.refusal, undefined);
    t.match(plain.notes, [
      /^adapted: built with -fpermissive, .*a\.c:2:\d+: error: implicit declaration of function .close./,
    ]);
    t.equal(plain.run('./a').stdout, 'closed\n');
    const Makefile = 'CC = gcc\nall: b\nb: b.o\n\t$(CC) -o $@ $^\nb.o: b.c\n\t$(CC) -Wall -c $<\n';
    const made = await prepare(
      t,
      { 'b.c': implicitInt, Makefile },
      { build: 'make', server: './b' },
    );
    t.match(made.notes, [/implicit-int|int-conversion/]);
    t.equal(made.run('./b').stdout, '0');
    const script = {
      'c.c': withoutUnistd,
      'build.sh': 'set -e\ngcc -std=c11 -D_GNU_SOURCE c.c -o c\n',
    };
    const scripted = await prepare(t, script, { build: 'sh build.sh', server: './c' });
    t.equal(scripted.notes.length, 1);
  },
);

t.test('what no compiler takes fails, as does the student’s own -Werror', async (t) => {
  const nobody = '#include <stdio.h>\nint main(void) { serve_clients(9); return 0; }\n';
  const unlinked = await prepare(t, { 'a.c': nobody }, { build: 'cc -o a a.c', server: './a' });
  t.match(unlinked.refusal, { outcome: 'fail', because: /-fpermissive, too/ });
  t.match(unlinked.refusal?.lastLines.join('\n'), /undefined reference to .serve_clients/);
  const slip = await prepare(
    t,
    { 'a.c': 'int main() { return }\n' },
    { build: 'cc -o a a.c', server: './a' },
  );
  t.match(slip.refusal, { outcome: 'fail', because: /ended with status 1$/ });
  const build = 'cc -Werror -Wall -o a a.c';
  const own = await prepare(t, { 'a.c': withoutUnistd }, { build, server: './a' }, {});
  t.match(own.refusal, { outcome: 'fail' });
  t.same(own.notes, []);
});

t.test('C++ that needs a header which older compilers include is built with it', async (t) => {
  const sort =
    '#include <vector>\nint main() { std::vector<int> v{2, 1}; std::sort(v.begin(), v.end()); return v[0] - 1; }\n';
  const built = await prepare(t, { 'a.cpp': sort }, { build: 'g++ -o a a.cpp', server: './a' }, {});
  t.match(built.notes, [
    /adapted: built with -include algorithm, .*a\.cpp:2:\d+: error: .sort. is not a member/,
  ]);
  t.equal(built.run('./a').status, 0);
  const wrong = 'int main() { int *p = std::malloc_for_me(4); return 0; }\n';
  const refused = await prepare(
    t,
    { 'a.cpp': wrong },
    { build: 'g++ -o a a.cpp', server: './a' },
    {},
  );
  t.match(refused.refusal, { outcome: 'fail' });
});

t.test('what the machine lacks is unsupported, what the submission lacks is a fail', async (t) => {
  const include = (line: string) => ({ 'a.c': `${line}\nint main(void) { return 0; }\n` });
  const said = { build: 'cc -o a a.c', server: './a' };
  const lacking = await prepare(t, include('#include <lacking_here.h>'), said);
  t.match(lacking.refusal, { outcome: 'unsupported', because: /<lacking_here\.h>/ });
  t.match((await prepare(t, include('#include "mine.h"'), said)).refusal, { outcome: 'fail' });
  const tool = await prepare(t, {}, { build: 'lacking-tool all', server: './a' });
  t.match(tool.refusal, { outcome: 'unsupported', because: /lacking-tool/ });
});

t.test('packages that programs import are looked for before they are played', async (t) => {
  const serve = 's.bind(("", 5000))\ns.listen(2)\n';
  const python = (text: string, more = {}) =>
    prepare(t, { 'server.py': text + serve, ...more }, {});
  const lacking = await python('import socket\nimport zmq, twisted.internet\n');
  t.match(lacking.refusal, { outcome: 'unsupported', because: /Python packages? .*twisted/ });
  const listed = await python('from obscure_thing import x\n', {
    'requirements.txt': 'obscure_thing==1.0\n',
  });
  t.match(listed.refusal, { outcome: 'unsupported', because: /obscure_thing/ });
  t.equal(
    (await python('import protocol\n')).refusal,
    undefined,
    'its own file: it fails when played',
  );
  t.equal((await python('import click\n', { 'click.py': '' })).refusal, undefined, 'its own file');
  t.equal(
    (await python('try:\n    import twisted\nexcept ImportError:\n    pass\n')).refusal,
    undefined,
  );
  const node = (text: string, more = {}) =>
    prepare(t, { 'server.js': `${text}\nnet.createServer().listen(5000);\n`, ...more }, {});
  t.match((await node("const e = require('express');")).refusal, {
    because: /npm package express/,
  });
  t.match((await node("import chalk from '@lacking/chalk';")).refusal, { outcome: 'unsupported' });
  t.equal(
    (await node("const net = require('net'); const h = require('./helper');")).refusal,
    undefined,
  );
  t.equal((await node("const h = require('helper');", { 'helper.js': '' })).refusal, undefined);
});

t.test('of a long list of errors the first is shown, and how much more there is', async (t) => {
  const gcc = ['In function main:', 'a.c:4:3: error: first', '    4 |   first'];
  const cases: [what: string, printed: string[], first: string][] = [
    ['gcc', gcc, 'a.c:4:3: error: first'],
    ['javac', ['Note: x', 'A.java:2: error: first'], 'A.java:2: error: first'],
    ['rustc', ['warning: unused', 'error[E0425]: first'], 'error[E0425]: first'],
    ['mcs', ['warning CS1: x', 'P.cs(3,1): error CS0103: first'], 'P.cs(3,1): error CS0103: first'],
    ['go', ['# lab/server', 'server/main.go:7:2: first'], 'server/main.go:7:2: first'],
    [
      'ld',
      ['a.o: in function main:', 'a.c: undefined reference to x'],
      'a.c: undefined reference to x',
    ],
    ['make', ['cc -c a.c', 'make: *** No rule to make target b.c. Stop.'], 'make: *** No rule'],
  ];
  for (const [what, printed, first] of cases) {
    const more = Array.from({ length: 50 }, (_, index) => `a.c:${index}:1: error: later`);
    const said = [...printed, ...more].map((line) => `echo '${line}' >&2`).join('; ');
    const { refusal } = await prepare(t, {}, { build: `${said}; exit 1`, server: './a' }, {});
    const shown = refusal?.lastLines ?? [];
    t.ok(shown[0]?.startsWith(first), `${what}: ${shown[0]}`);
    t.equal(shown.length, 13, what);
    t.match(shown.at(-1), /^… and \d+ more lines$/, what);
  }
  const plain = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const said = plain.map((line) => `echo '${line}'`).join('; ');
  const { refusal } = await prepare(t, {}, { build: `${said}; exit 1`, server: './a' }, {});
  t.same(refusal?.lastLines, plain.slice(-12), 'where no line is known as an error');
});

t.test('colours are taken out of what a compiler says, words of every language stay', async (t) => {
  for (const [printed, shown] of [
    // gcc 12 with -fdiagnostics-color=always, which links its options, too.
    [
      String.raw`\033[01m\033[Ka.c:1:5:\033[m\033[K \033[01;31m\033[Kerror: \033[m\033[Kexpected ‘;’` +
        String.raw` [\033]8;;https://gcc.gnu.org/x\a-Wx\033]8;;\a]`,
      'a.c:1:5: error: expected ‘;’ [-Wx]',
    ],
    [String.raw`\033[31mFehler:\033[0m \033[1m»;«\033[0m erwartet`, 'Fehler: »;« erwartet'],
    [String.raw`\033[31m错误：\033[0m缺少分号`, '错误：缺少分号'],
    ['A.java:3: error: [33m is no colour', 'A.java:3: error: [33m is no colour'],
  ] as const) {
    const said = { build: `printf '%b\\n' '${printed}' >&2; exit 1`, server: './a' };
    const { refusal } = await prepare(t, {}, said, {});
    t.match(refusal, { outcome: 'fail', because: /ended with status 1/ });
    t.same(refusal?.lastLines, [shown]);
  }
});
