/**
 * The smoke test (`make smoke`): a real Vagrant Mininet box from nothing to `100/100`, halted and
 * destroyed again. It brings a libvirt of its own, in namespaces that take everything with them
 * when they end: libvirtd, dnsmasq, QEMU, bridges, rules, mounts. With KVM where KVM works, else
 * emulated. Needs root or sudo, and what provision.sh --qemu --vagrant installs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getImageFolder } from '../../lab/boxes/qemu-image.ts';
import { chooseAccelerator } from '../../lab/boxes/qemu-probe.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (name: string) => path.join(root, name);
/** The promise is ten minutes on a quiet machine; what takes this long hangs on any. */
const limitMs = 1_800_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const startedMs = performance.now();
  const image = getImageFolder();
  const built = spawnSync(
    at('node_modules/.bin/zx'),
    ['lab/box.mjs', 'build', '--box', 'vagrant'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (built.status !== 0) return 3;
  mkdirSync(at('.lab'), { recursive: true });
  for (const name of readdirSync(at('.lab'))) {
    const pid = /^smoke-(\d+)-/.exec(name)?.[1];
    // One that was killed could not tidy up.
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeFolder(at(`.lab/${name}`));
  }
  const folder = mkdtempSync(at(`.lab/smoke-${process.pid}-`));
  try {
    const accelerator = await chooseAccelerator(image);
    console.log(`smoke: with ${accelerator === 'kvm' ? 'KVM' : 'emulation'}, in ${folder}`);
    const status = await runInside(folder, path.join(image, 'mininet-lab.box'), accelerator);
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    console.log(`\nsmoke: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
    return status;
  } finally {
    removeFolder(folder);
  }
}

/** The steps, as root, in namespaces that end with us. */
async function runInside(folder: string, box: string, accelerator: string): Promise<number> {
  const env = { ...process.env, LAB_KVM: accelerator === 'kvm' ? 'on' : 'off' };
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--preserve-env', '--'];
  const words = [
    ...['setpriv', '--pdeathsig', 'KILL', '--'],
    ...asRoot,
    // PATH again: sudo has one of its own, without Node.
    ...['env', `PATH=${process.env.PATH}`],
    ...['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
    ...['sh', at('test/smoke/private-libvirt.sh'), folder],
    ...[process.execPath, '--import=tsx', at('test/smoke/steps.ts'), folder, box],
  ];
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  const timer = setTimeout(() => {
    console.error(`smoke: ended after its limit of ${limitMs} ms`);
    end();
  }, limitMs);
  const status = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(`smoke: ${error.message}`);
      resolve(3);
    });
    child.once('close', (code) => resolve(code ?? 3));
  });
  clearTimeout(timer);
  process.off('exit', end);
  return status;
}

/** What root wrote only root removes. */
function removeFolder(folder: string): void {
  if (process.getuid?.() === 0) rmSync(folder, { recursive: true, force: true });
  else spawnSync('sudo', ['-n', '--', 'rm', '-rf', '--', folder], { stdio: 'inherit' });
}
