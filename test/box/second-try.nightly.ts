/**
 * Builds in a root of Debian 13, whose gcc 14 refuses what gcc 12 takes and whose Go is 1.24: the
 * real compilers behind the recorded texts of test/grade/find-lacking.gate.ts. Needs root,
 * mmdebstrap and Debian's packages; about 700 MB and some minutes.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import { prepareSubmission, type RunCommand } from '../../lab/grade/prepare-submission.ts';
import type { Submission } from '../../lab/model/submission.ts';

t.setTimeout(1_800_000);
const run = promisify(execFile);

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-debian13-test-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));
const root = path.join(folder, 'root');
const packages = '--include=gcc,g++,make,golang-go';
await run('mmdebstrap', ['--quiet', '--variant=minbase', packages, 'trixie', root], {
  maxBuffer: 1 << 26,
});

/** Runs within the root, without a network, as a build does. */
const runInside: RunCommand = ([...argv]) => {
  const enter = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"';
  const environment = ['env', '-i', 'PATH=/usr/bin:/bin', 'HOME=/tmp', 'LANG=C.UTF-8'];
  const all = ['--net', '--mount', 'sh', '-c', enter, root, ...environment, ...argv];
  return new Promise((resolve) => {
    execFile('unshare', all, (error, stdout, stderr) => {
      const code = error?.code;
      const status = error === null ? 0 : typeof code === 'number' ? code : null;
      resolve({ status, signal: error?.signal ?? null, stdout, stderr });
    });
  });
};

async function prepare(texts: Readonly<Record<string, string>>, said: Submission) {
  await rm(path.join(root, 'work'), { recursive: true, force: true });
  await mkdir(path.join(root, 'work'));
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  for (const file of files) await writeFile(path.join(root, 'work', file.path), file.text);
  return prepareSubmission(concludeSubmission(files, said, firstReceived), {
    ...{ files, run: runInside },
    runInside: (command, options) => {
      return runInside(['sh', '-c', 'cd /work && eval "$0"', command], options);
    },
  });
}

const include = '#include <stdio.h>\n#include <arpa/inet.h>\n';
const serve = 'int s = socket(AF_INET, SOCK_STREAM, 0); bind(s, 0, 0); listen(s, 2);';
const kinds: readonly (readonly [kind: string, text: string])[] = [
  ['implicit-function-declaration', `${include}int main(void) { ${serve} close(s); return 0; }\n`],
  ['implicit-int', `${include}static count;\nint main(void) { ${serve} return count; }\n`],
  ['int-conversion', `${include}int main(void) { ${serve} int *p = s; return !p; }\n`],
  [
    'incompatible-pointer-types',
    `${include}int main(void) { ${serve} int *p = "a"; return !p; }\n`,
  ],
  ['return-mismatch', `${include}int main(void) { ${serve} return; }\n`],
];

t.test(
  'each error that gcc 14 made of a warning is taken back, in every way to build',
  async (t) => {
    const Makefile = 'CC = gcc\nserver: server.c\n\t$(CC) -Wall -pthread -o $@ $<\n';
    for (const [kind, text] of kinds) {
      for (const build of ['cc -o server server.c', 'make']) {
        const said = { build, server: './server' };
        const { refusal, notes } = await prepare({ 'server.c': text, Makefile }, said);
        t.equal(refusal, undefined, `${kind}: ${build}`);
        t.match(notes, [new RegExp(`-fpermissive, .*server\\.c:\\d+.*\\[-W${kind}\\]`)]);
      }
    }
  },
);

t.test('what gcc 12 refuses as well still fails', async (t) => {
  const said = { build: 'cc -Wall -Werror -o server server.c', server: './server' };
  const [[, text] = ['', '']] = kinds;
  t.match((await prepare({ 'server.c': text }, said)).refusal, { outcome: 'fail' });
  const nobody = { 'server.c': 'int main(void) { serve_all(); return 0; }\n' };
  const unlinked = await prepare(nobody, { ...said, build: 'cc -o server server.c' });
  t.match(unlinked.refusal, { outcome: 'fail' });
  t.match(unlinked.refusal?.lastLines.join(), /undefined reference to .serve_all/);
});

t.test('Go 1.24: what the machine lacks is unsupported, an own package is a fail', async (t) => {
  const program = (line: string) =>
    `package main\n\nimport "net"\n${line}\nfunc main() { net.Listen("tcp", ":12000") }\n`;
  const find = async (line: string, module: string) =>
    (await prepare({ 'server.go': program(line), 'go.mod': module }, {})).refusal;
  const lab = 'module lab\n\ngo 1.24\n';
  t.equal(await find('', lab), undefined, 'a plain one builds');
  const uuid = 'import _ "github.com/google/uuid"';
  t.match(await find(uuid, lab), { outcome: 'unsupported', because: /github\.com\/google\/uuid/ });
  const required = `${lab}\nrequire github.com/google/uuid v1.6.0\n`;
  t.match(await find(uuid, required), { outcome: 'unsupported', because: /google\/uuid/ });
  const newer = { outcome: 'unsupported', because: /needs Go 1\.99.* has Go 1\.24/ };
  t.match(await find('', 'module lab\n\ngo 1.99\n'), newer);
  t.match(await find('import _ "lab/words"', lab), { outcome: 'fail' });
});
