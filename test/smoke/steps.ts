/**
 * What the smoke test does once there is a libvirt: from a .box to `100/100`, and back to nothing.
 * Run by smoke.ts in namespaces of its own, as `steps.ts FOLDER BOX`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [folder = '', boxFile = ''] = process.argv.slice(2);

/** Vagrant's own files and its state of this project lie in the test's folder. */
const env = {
  ...process.env,
  VAGRANT_HOME: path.join(folder, 'vagrant'),
  VAGRANT_DOTFILE_PATH: path.join(folder, 'machine'),
  VAGRANT_CHECKPOINT_DISABLE: '1',
  VAGRANT_DEFAULT_PROVIDER: 'libvirt',
  LAB_VAGRANT_BOX: 'mininet-lab',
  LAB_BOX: 'vagrant',
};

interface Step {
  title: string;
  argv: readonly string[];
  limitMs: number;
  /** Must be in what it prints. */
  expected?: RegExp;
}

const zx = path.join(root, 'node_modules/.bin/zx');
const play: readonly Step[] = [
  {
    title: 'take the .box',
    argv: ['vagrant', 'box', 'add', '--name', 'mininet-lab', boxFile],
    limitMs: 120_000,
  },
  {
    title: 'bring it up and play the assignment',
    argv: ['make', 'lab'],
    limitMs: 1_200_000,
    expected: /^100\/100\b/m,
  },
  {
    title: 'is it listed as up',
    argv: [zx, 'lab/box.mjs', 'list'],
    limitMs: 60_000,
    expected: /^vagrant .*; up$/m,
  },
  {
    title: 'run Mininet in it by hand',
    argv: [zx, 'lab/box.mjs', 'ssh', 'sudo', '-n', 'mn', '--version'],
    limitMs: 90_000,
    expected: /^2\.\d/m,
  },
  {
    title: 'halt it',
    argv: [zx, 'lab/box.mjs', 'down', '--box', 'vagrant'],
    limitMs: 180_000,
    expected: /is halted/,
  },
];

/** Done whatever happened before. */
const cleanUp: readonly Step[] = [
  { title: 'destroy it', argv: ['vagrant', 'destroy', '--force'], limitMs: 120_000 },
  {
    title: 'is nothing left of it',
    argv: [
      'sh',
      '-c',
      'virsh list --all --name; virsh vol-list default 2>/dev/null | grep Vagrant; true',
    ],
    limitMs: 30_000,
    expected: /^\s*$/,
  },
];

process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  let isFine = true;
  for (const step of play) isFine = isFine && (await runStep(step));
  for (const step of cleanUp) isFine = (await runStep(step)) && isFine;
  return isFine;
}

/** Runs one, shows what it prints, and says how long it took. */
async function runStep({ title, argv, limitMs, expected }: Step): Promise<boolean> {
  const startedMs = performance.now();
  console.log(`\nsmoke: ${title}: ${argv.join(' ')}`);
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  // Mininet says all that it says on stderr, its version too.
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said += text;
      process[stream].write(text);
    });
  }
  const timer = setTimeout(() => child.kill('SIGTERM'), limitMs);
  const status = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  clearTimeout(timer);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const isExpected = expected === undefined || expected.test(said);
  const isFine = status === 0 && isExpected;
  const because =
    status === 0 ? `${expected} is not in what it printed` : `it ended with ${status}`;
  console.log(`smoke: ${isFine ? 'ok' : `FAILED, ${because}`}: ${title}, ${seconds} s`);
  return isFine;
}
