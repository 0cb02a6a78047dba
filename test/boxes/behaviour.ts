/**
 * What every box must do, whatever its kind: one suite, run against each of them. Commands are
 * observed from outside the box (processes by their arguments), so that a box cannot say that it
 * ended what it did not.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Test } from 'tap';
import type { Box } from '../../lab/boxes/box.ts';
import { makeFolder } from './sshd.ts';

/** For waits on what must come: long, since machines are busy; never what a test measures. */
const patienceMs = 30_000;

/** Waits until something holds, looking again and again. */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(10);
  }
}

/** The processes of this machine that have a word in their arguments (proc(5), cmdline). */
export async function findProcesses(word: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return text.split('\0').includes(word) ? Number(pid) : 0;
    }),
  );
  return found.filter((pid) => pid > 0 && pid !== process.pid);
}

/** Everything that a stream brings, as text. */
export async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const wild = [
  '',
  ' ',
  'two words',
  "it's",
  '"quoted"',
  '$HOME `id` $(id)',
  'wow! !! !$',
  'back\\slash \\n \\0101 \\\\',
  'new\nline\n\n',
  'tab\there',
  '\n'.repeat(10_000),
  '*?[a-z]{1,2}~ #;&|<>()^=',
  '-n',
  '%s %d %%',
  'Grüße 👋 \u202e',
  '\u0001\u007f',
];

/** Runs the suite; `open` opens a fresh box each time. */
export function testBehaviour(t: Test, open: () => Promise<Box>): void {
  const withBox = async (work: (box: Box) => Promise<void>) => {
    const box = await open();
    try {
      await work(box);
    } finally {
      await box.close();
    }
  };
  testCommands(t, withBox);
  testStreams(t, withBox);
  testEnding(t, withBox);
  testFiles(t, withBox);
}

type WithBox = (work: (box: Box) => Promise<void>) => Promise<void>;

function testCommands(t: Test, withBox: WithBox): void {
  t.test('a command hands back its status and both outputs', (t) =>
    withBox(async (box) => {
      const result = await box.run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
      t.same(result, { status: 3, signal: null, stdout: 'out\n', stderr: 'err\n' });
      t.same(await box.run(['sh', '-c', 'kill -TERM $$']), {
        status: null,
        signal: 'SIGTERM',
        stdout: '',
        stderr: '',
      });
      const missing = await box.run(['/no/such program']);
      t.equal(missing.status, 127, 'a missing program is a result, as it is in a shell');
      t.match(missing.stderr, /no\/such program/);
    }),
  );
  t.test('arguments arrive byte for byte', (t) =>
    withBox(async (box) => {
      const result = await box.run(['printf', '<%s>', ...wild]);
      t.equal(result.stdout, wild.map((word) => `<${word}>`).join(''));
      const hostile = await box.run(['sh', '-c', 'printf "<%s>" "$0" "$@"', ...wild]);
      t.equal(hostile.stdout, wild.map((word) => `<${word}>`).join(''));
      await t.rejects(box.run(['printf', 'a\0b']), { code: 'COMMAND_FAILED' });
      await t.rejects(box.run([]), { code: 'COMMAND_FAILED' });
    }),
  );
  t.test('a command finds the tools of the system, and nothing of npm', (t) =>
    withBox(async (box) => {
      // NODE_OPTIONS is not looked at: tap puts its own into every child of a test.
      const strangers = [
        'LANGUAGE',
        'CLICOLOR_FORCE',
        'npm_config_test',
        'NODE_ENV',
        'PYTHONUNBUFFERED',
        'LAB_SSH_PASSPHRASE',
      ];
      const before = { ...process.env };
      for (const name of strangers) process.env[name] = 'leaked';
      const { stdout } = await box.run(['env']);
      for (const name of strangers) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      const folders = (/^PATH=(.*)$/m.exec(stdout)?.[1] ?? '').split(':');
      for (const folder of ['/usr/sbin', '/sbin', '/usr/bin']) t.ok(folders.includes(folder));
      t.notMatch(stdout, /leaked/);
      t.notMatch(stdout, /^npm_/m);
      t.match(stdout, /^LC_ALL=C\.UTF-8$/m);
      t.match(stdout, /^TERM=dumb$/m);
      t.match(stdout, /^NO_COLOR=1$/m);
      t.notMatch(stdout, /^(LANGUAGE|CLICOLOR_FORCE)=/m);
      t.match(stdout, /^HOME=\/./m);
    }),
  );
  t.test('twenty commands at once all come back with their own answer', (t) =>
    withBox(async (box) => {
      const numbers = Array.from({ length: 20 }, (_, index) => String(index));
      const results = await Promise.all(numbers.map((number) => box.run(['echo', number])));
      t.same(
        results.map((result) => result.stdout.trim()),
        numbers,
      );
    }),
  );
  t.test('the output of commands that are over at once is never lost', (t) =>
    withBox(async (box) => {
      for (let turn = 0; turn < 10; turn += 1) {
        const all = await Promise.all(Array.from({ length: 8 }, () => box.run(['echo', 'here'])));
        t.ok(all.every((result) => result.stdout === 'here\n'));
      }
    }),
  );
}

function testStreams(t: Test, withBox: WithBox): void {
  t.test('input is handed on whole, and closed', (t) =>
    withBox(async (box) => {
      t.equal((await box.run(['cat'], { input: 'Grüße\n' })).stdout, 'Grüße\n');
      t.equal((await box.run(['cat'])).stdout, '', 'without input it is at its end at once');
      const big = Buffer.alloc(3_000_000, 'x');
      t.equal((await box.run(['wc', '-c'], { input: big })).stdout.trim(), '3000000');
      const deaf = await box.run(['true'], { input: big });
      t.equal(deaf.status, 0, 'a command may end without reading it');
    }),
  );
  t.test('ten megabytes of output come without loss; run keeps the last MiB', (t) =>
    withBox(async (box) => {
      const argv = ['sh', '-c', 'seq 1 1400000; seq 1 1000 >&2'];
      const running = await box.start(argv);
      const [stdout, stderr, end] = await Promise.all([
        readAll(running.stdout),
        readAll(running.stderr),
        running.ended,
      ]);
      const expected = Array.from({ length: 1_400_000 }, (_, index) => `${index + 1}\n`).join('');
      t.ok(expected.length > 9_500_000);
      t.ok(stdout === expected, 'stdout is what seq wrote, in order');
      t.equal(stderr.trim().split('\n').length, 1000);
      t.same(end, { status: 0, signal: null });
      const kept = await box.run(argv);
      t.ok(kept.stdout === expected.slice(-1024 * 1024));
      const wide = await box.run(['sh', '-c', 'yes äöü€👋 | head -c 2000000; echo .']);
      t.ok(Buffer.byteLength(wide.stdout) > 1024 * 1024 - 4);
      t.notMatch(wide.stdout.slice(0, 8), /\ufffd/, 'the cut goes between characters');
    }),
  );
  t.test('a started command answers while it runs, and ends with its input', (t) =>
    withBox(async (box) => {
      const running = await box.start(['cat']);
      const lines: string[] = [];
      running.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
      for (let number = 1; number <= 20; number += 1) {
        running.stdin.write(`${number}\n`);
        await waitUntil(`line ${number} comes back`, async () =>
          lines.join('').endsWith(`${number}\n`),
        );
      }
      running.stdin.end();
      t.same(await running.ended, { status: 0, signal: null });
    }),
  );
  t.test('output that nobody reads does not hold up the end of a command', (t) =>
    withBox(async (box) => {
      const running = await box.start(['sh', '-c', 'echo unread; echo unread >&2']);
      t.same(await running.ended, { status: 0, signal: null });
      const much = await box.start(['sh', '-c', 'seq 1 10000; seq 1 10000 >&2']);
      t.same(await much.ended, { status: 0, signal: null });
    }),
  );
}

function testEnding(t: Test, withBox: WithBox): void {
  t.test('kill ends a command on the box, with what it started', (t) =>
    withBox(async (box) => {
      const word = `labtest-${randomUUID()}`;
      // Reads no input, ignores what can be ignored, and has a child of its own.
      const script = 'trap "" HUP TERM INT PIPE; sleep 1000 & echo up; while :; do sleep 1; done';
      const running = await box.start(['sh', '-c', script, word]);
      await new Promise((resolve) => running.stdout.once('data', resolve));
      t.ok((await findProcesses(word)).length >= 1, 'it runs');
      running.kill();
      running.kill();
      t.same(await running.ended, { status: null, signal: 'SIGKILL' });
      await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
    }),
  );
  t.test('a command is ended at its limit, and its last words are shown', (t) =>
    withBox(async (box) => {
      const word = `labtest-${randomUUID()}`;
      const argv = [
        'sh',
        '-c',
        'echo last words; trap "" TERM HUP; while :; do sleep 1; done',
        word,
      ];
      await t.rejects(box.run(argv, { limitMs: 1500 }), {
        code: 'COMMAND_FAILED',
        message: /limit of 1500 ms.*stdout:\n {2}last words/s,
      });
      await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
    }),
  );
  t.test('a command that outlives its shell is ended at the limit too', (t) =>
    withBox(async (box) => {
      const word = `labtest-${randomUUID()}`;
      const inner = 'sh -c "while :; do sleep 1; done" "$1" & echo started';
      const argv = ['sh', '-c', inner, 'sh', word];
      await t.rejects(box.run(argv, { limitMs: 500 }), { code: 'COMMAND_FAILED' });
      await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
    }),
  );
  t.test('closing a box ends all that still runs, and may be done twice', () =>
    withBox(async (box) => {
      const word = `labtest-${randomUUID()}`;
      const script = 'trap "" HUP TERM; echo up; while :; do sleep 1; done';
      const running = await Promise.all(
        Array.from({ length: 8 }, () => box.start(['sh', '-c', script, word])),
      );
      const isUp = running.map((one) => new Promise((resolve) => one.stdout.once('data', resolve)));
      await Promise.all(isUp);
      await box.close();
      await Promise.all(running.map((one) => one.ended));
      await waitUntil('it is gone', async () => (await findProcesses(word)).length === 0);
      await box.close();
    }),
  );
}

function testFiles(t: Test, withBox: WithBox): void {
  t.test('files are there under their names, whatever these are', (t) =>
    withBox(async (box) => {
      const folder = await makeFolder();
      const names = ['plain.txt', 'two words', "it's", '-n', 'a"b$c`d', 'new\nline', 'ä👋', '...'];
      const files = names.map((name) => ({ path: path.join(folder, name) }));
      for (const [index, file] of files.entries()) {
        await writeFile(file.path, index === 1 ? '' : `content of ${names[index]}\n`);
      }
      const paths = await box.push(files);
      t.same(
        paths.map((found) => path.basename(found)),
        names,
      );
      for (const [index, found] of paths.entries()) {
        const { stdout } = await box.run(['cat', found]);
        t.equal(stdout, index === 1 ? '' : `content of ${names[index]}\n`);
      }
      t.same(await box.push([]), []);
      await t.rejects(box.push([{ path: path.join(folder, 'none') }]), { code: 'FILE_WRONG' });
      await t.rejects(box.push([{ path: folder }]), { code: 'FILE_WRONG' });
      await rm(folder, { recursive: true });
    }),
  );
}
