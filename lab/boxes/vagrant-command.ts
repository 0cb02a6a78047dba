/**
 * The program `vagrant`: where its Vagrantfile is, and one call of it, with its progress shown and
 * its troubles in words that help. vagrant.ts makes a box of what it says.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';
import type { CommandResult } from './box.ts';
import { makeCommandError } from './run-command.ts';

export interface VagrantCall {
  /** The folder of the Vagrantfile. */
  folder: string;
  /** It is ended then, in order first (SIGINT). */
  limitMs: number;
  /** Is told each thing that Vagrant says it does. */
  say?: (line: string) => void;
}

const project = fileURLToPath(new URL('../..', import.meta.url));
const installHint = 'Install Vagrant with a provider: sh lab/boxes/provision.sh --vagrant';

/** What Vagrant says where it cannot, and what helps; the first that fits is shown. */
const cures: readonly [words: RegExp, hint: string][] = [
  [
    /No usable default provider|provider '[^']*' (could not be found|was not found)/,
    'Install VirtualBox, Parallels, or libvirt: sh lab/boxes/provision.sh --vagrant',
  ],
  [
    /connecting to [Ll]ibvirt|libvirt-sock/,
    'See that libvirtd runs, and that you may use it (group libvirt)',
  ],
  [
    /Box '[^']*' could not be found|box '[^']*' could not be found|could not be accessed/,
    'See that the catalogue can be reached, or name a base box in LAB_VAGRANT_BOX',
  ],
  [
    /Another process is already executing an action|is locked|machine is currently locked/i,
    'Another Vagrant works on this box: wait for it, then run again',
  ],
];

/**
 * The folder whose Vagrantfile Vagrant itself would take here: VAGRANT_CWD, this folder or one
 * above it; else that of the lab.
 */
export function findVagrantFolder(from: string = process.cwd()): string {
  const wanted = process.env.VAGRANT_CWD;
  if (wanted) return path.resolve(from, wanted);
  const name = process.env.VAGRANT_VAGRANTFILE || 'Vagrantfile';
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, name))) return folder;
    if (folder === path.dirname(folder)) return path.resolve(project);
  }
}

/** A machine that Vagrant has made for this folder, running or not. */
export interface VagrantMachine {
  /** As in its Vagrantfile; `default` where it has none. */
  name: string;
  /** The provider's name for it: another one after it was destroyed and made anew. */
  id: string;
  /** Where Vagrant keeps what it knows of it. */
  folder: string;
}

/** As Vagrant keeps them, in `.vagrant/machines/<name>/<provider>/id`; it is not started. */
export async function listMachines(folder: string): Promise<VagrantMachine[]> {
  const state = path.resolve(folder, process.env.VAGRANT_DOTFILE_PATH || '.vagrant');
  const machines = path.join(state, 'machines');
  const files = await readdir(machines, { recursive: true }).catch(() => []);
  const ids = files.filter((file) => path.basename(file) === 'id');
  return Promise.all(
    ids.map(async (file) => ({
      name: file.split(path.sep)[0] ?? '',
      id: (await readFile(path.join(machines, file), 'utf8')).trim(),
      folder: path.join(machines, path.dirname(file)),
    })),
  );
}

/** Runs Vagrant to its end. LabError BOX_LACKS without it, COMMAND_FAILED at the limit. */
export async function runVagrant(
  words: readonly string[],
  { folder, limitMs, say }: VagrantCall,
): Promise<CommandResult> {
  const child = execa('vagrant', words, {
    cwd: folder,
    reject: false,
    stdin: 'ignore',
    timeout: limitMs,
    // As Ctrl-C: Vagrant lets go of the machine before it ends.
    killSignal: 'SIGINT',
    env: { ...getToolEnvironment(process.env), VAGRANT_CHECKPOINT_DISABLE: '1' },
    extendEnv: false,
  });
  if (say !== undefined && child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      // `==> name: what it does`; details are set in, and settings marked by `--` or `->`.
      const step = /^==> [^:]+: ((?! *-[->]).+)$/.exec(line)?.[1];
      if (step !== undefined) say(`Vagrant: ${step}`);
    });
  }
  const result = await child;
  const said: CommandResult = {
    status: result.exitCode ?? null,
    signal: result.signal ?? null,
    stdout: result.stdout,
    stderr: result.stderr,
  };
  if (result.code === 'ENOENT') {
    const what = existsSync(folder) ? 'no program `vagrant`' : `no folder ${folder}`;
    throw new LabError('BOX_LACKS', `This machine has ${what}`, { hint: installHint });
  }
  if (result.timedOut) {
    throw new LabError(
      'COMMAND_FAILED',
      `\`vagrant ${words.join(' ')}\` was ended after its limit of ${limitMs} ms; ` +
        `its last words: ${[said.stdout, said.stderr].join('\n').trim().slice(-2000)}`,
      { hint: `See what it waits for: run it in ${folder} by hand` },
    );
  }
  return said;
}

/** As runVagrant, for calls that have to succeed: LabError COMMAND_FAILED with a cure. */
export async function callVagrant(words: readonly string[], call: VagrantCall): Promise<string> {
  const result = await runVagrant(words, call);
  if (result.status === 0) return result.stdout;
  throw explainVagrant(words, result, call.folder);
}

/** What went wrong: the command, its exit status, its last lines, and what helps. */
export function explainVagrant(
  words: readonly string[],
  result: CommandResult,
  folder: string,
): LabError {
  const text = `${result.stdout}\n${result.stderr}`;
  const cure = cures.find(([fits]) => fits.test(text))?.[1];
  const hint = cure ?? `See more of it in ${folder}: vagrant ${words[0] ?? ''} --debug`;
  return makeCommandError('vagrant', ['vagrant', ...words], result, hint);
}

/** Whether one of the folder's machines runs; Vagrant is started only if there is one. */
export async function isVagrantRunning(folder: string): Promise<boolean> {
  if ((await listMachines(folder)).length === 0) return false;
  const call = { folder, limitMs: 60_000 };
  const status = await runVagrant(['status', '--machine-readable'], call).catch(() => undefined);
  if (status?.status !== 0) return false;
  // time,target,state,running (Vagrant's machine-readable output).
  const states = [...status.stdout.matchAll(/^\d+,[^,]*,state,([\w-]+)\s*$/gm)];
  if (states.length > 0) return states.some(([, state]) => state === 'running');
  const read = JSON.stringify(status.stdout.trim().slice(-200));
  throw new LabError('COMMAND_FAILED', `\`vagrant status\` does not say the state: ${read}`, {
    hint: `See what it prints in ${folder}: vagrant status --machine-readable`,
  });
}
