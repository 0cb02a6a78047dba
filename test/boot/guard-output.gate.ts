/** What cannot be printed or written is said, and is no success: every verb, every kind of place. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { getEnvironment, root } from '../box/lab-command.ts';
import { journals } from '../journals/read-journals.ts';
import { getMountWords } from '../store/private-mount.ts';

t.jobs = 3;
const folder = t.testdir({ 'wrong.yaml': 'name: Wrong' });
const stored = path.join(journals, 'x-at-once');
const submission = path.join(root, 'test/submissions/c-fork');

/** One call of each verb that prints, and its exit code where all can be printed. */
const calls: readonly [words: readonly string[], code: number][] = [
  [['run.mjs', '--help'], 0],
  [['run.mjs', '--list'], 0],
  [['check.mjs', stored], 0],
  [['check.mjs', stored, '--json'], 0],
  [['check.mjs', path.join(journals, 'wrong-ack-to-one'), '--tap'], 1],
  [['grade.mjs', submission, '--explain'], 0],
  [['chat.mjs', '--help'], 0],
  [['box.mjs', 'list'], 0],
];

interface Ended {
  status: number | null;
  stderr: string;
}

function start(words: readonly string[], stdout: number | 'pipe', env = {}): ChildProcess {
  const [script = '', ...flags] = words;
  return spawn(process.execPath, [path.join(root, 'lab', script), ...flags], {
    cwd: folder,
    stdio: ['ignore', stdout, 'pipe'],
    env: { ...getEnvironment(folder), ...env },
  });
}

async function end(child: ChildProcess): Promise<Ended> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

async function runInto(file: string, words: readonly string[], env = {}): Promise<Ended> {
  const fd = openSync(file, 'w');
  try {
    return await end(start(words, fd, env));
  } finally {
    closeSync(fd);
  }
}

for (const [words, code] of calls) {
  const name = words.map((word) => path.basename(word)).join(' ');
  t.test(`${name}, with nowhere to print to`, async (t) => {
    const { status, stderr } = await runInto('/dev/full', words);
    t.equal(status, 3, 'no success, no failure of a program');
    const [first, hint, ...more] = stderr.trimEnd().split('\n');
    t.match(first, /^lab: Cannot write to standard output: ENOSPC: no space left on device/);
    t.match(hint, /^ {5}The disk is full: make room/);
    t.same(more, []);
    if (code === 0) return;
    t.equal((await runInto('/dev/null', words)).status, code, 'a failure is told where it can be');
  });
}

t.test('what is wrong already is still said, with its own code', async (t) => {
  const { status, stderr } = await runInto('/dev/full', ['run.mjs', 'wrong.yaml', '--json']);
  t.equal(status, 64);
  t.match(stderr, /^lab: wrong\.yaml: /);
  t.match(stderr, /\nlab: Cannot write to standard output/);
});

t.test('a document on a disk that becomes full in the midst of it', async (t) => {
  const disk = t.testdir();
  const words = await getMountWords(disk, 'size=4k');
  const script = `"$@" > marks.json; echo $?; wc -c < marks.json`;
  const check = [process.execPath, path.join(root, 'lab/check.mjs'), stored, '--json'];
  const [program = '', ...rest] = [...words, 'sh', '-c', script, 'sh', ...check];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const { stderr } = await end(child);
  const [status, bytes] = stdout.split('\n').map(Number);
  t.equal(status, 3);
  t.ok((bytes ?? 0) > 0, 'some of it found room, without an error');
  t.match(stderr, /^lab: Cannot write to standard output: ENOSPC/);
});

t.test('a file that may not grow (ulimit -f)', async (t) => {
  const script = `ulimit -f 1; exec "$@"`;
  const words = [process.execPath, path.join(root, 'lab/run.mjs'), '--schema'];
  const file = path.join(folder, 'schema.json');
  const fd = openSync(file, 'w');
  const stdio = ['ignore', fd, 'pipe'] as const;
  const found = await end(spawn('sh', ['-c', script, 'sh', ...words], { stdio: [...stdio] }));
  closeSync(fd);
  t.equal(found.status, 3);
  t.match(found.stderr, /^lab: Cannot write to standard output: EFBIG/);
});

t.test('a slow reader gets all', async (t) => {
  const child = start(['run.mjs', '--schema'], 'pipe');
  const ended = end(child);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) {
    chunks.push(chunk);
    await delay(1);
  }
  t.equal((await ended).status, 0);
  const schema = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  t.equal(schema.type, 'object');
});

t.test('a reader that has seen enough is no trouble', async (t) => {
  const child = start(['run.mjs', '--help'], 'pipe');
  const ended = end(child);
  child.stdout?.once('data', () => child.stdout?.destroy());
  t.same(await ended, { status: 0, stderr: '' });
});

t.test(
  'files that flags name: marks are printed, the code tells, nothing is there by half',
  async (t) => {
    const flags = ['--junit', '/dev/full', '--html', 'page.html', '--gradescope', '/dev/full'];
    const child = start(['check.mjs', stored, ...flags, '--json'], 'pipe');
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const { status, stderr } = await end(child);
    t.equal(status, 3);
    t.match(stderr, /^lab: Cannot write \/dev\/full: ENOSPC.*\n {5}The disk is full/);
    t.match(JSON.parse(stdout), {
      outcome: 'trouble',
      trouble: { code: 'OUTPUT_FAILED' },
      grade: { of: 100 },
    });
    t.match(await readFile(path.join(folder, 'page.html'), 'utf8'), /<\/html>\s*$/);
    const left = (await readdir(folder)).filter((name) => name.endsWith('.part'));
    t.same(left, []);
  },
);

t.test('the summary of a step on GitHub is said, and changes no outcome', async (t) => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/dev/full' };
  const { status, stderr } = await runInto('/dev/null', ['check.mjs', stored], env);
  t.equal(status, 0);
  t.match(stderr, /lab: Cannot write the summary of the step: .*ENOSPC/);
});
