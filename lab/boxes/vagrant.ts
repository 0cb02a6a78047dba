/**
 * The Vagrant box: the machine of the nearest Vagrantfile, brought up if it does not run, reached
 * over SSH as Vagrant says. It is the user's own, so it goes on running. Vagrant's configuration
 * checks no host key; ours does: the keys are read from inside the box once, and kept for as long
 * as it is the same machine.
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { Box } from './box.ts';
import { formatKnownHost, parseKey } from './known-hosts.ts';
import { openSshBox } from './ssh.ts';
import {
  callVagrant,
  explainVagrant,
  findVagrantFolder,
  listMachines,
  runVagrant,
} from './vagrant-command.ts';
import { parseSshConfig, type VagrantSsh } from './vagrant-config.ts';

export interface VagrantOptions {
  /** The folder of the Vagrantfile; default: where Vagrant itself would find it. */
  folder?: string;
  /** Take no host key that is not known yet. */
  strict?: boolean;
  /** Is told what takes long. */
  say?: (line: string) => void;
}

/** A box that runs, and the file with its host keys. */
export interface VagrantAccess extends VagrantSsh {
  knownHosts: string;
}

/** What the box is called where its host keys are kept: its address may change, they do not. */
const alias = 'vagrant';
/** A first start fetches a base box and installs Mininet in it. */
const upLimitMs = 1_800_000;
const haltLimitMs = 300_000;
const askLimitMs = 120_000;

/** Opens it. LabError BOX_LACKS without Vagrant, COMMAND_FAILED with Vagrant's words, BOX_*. */
export async function openVagrantBox(options: VagrantOptions = {}): Promise<Box> {
  const access = await reachVagrant(options);
  const { user, host, port, identityFiles, knownHosts } = access;
  const place = host.includes(':') ? `[${host}]` : host;
  const inner = await openSshBox(`ssh://${user}@${place}:${port}`, {
    label: 'vagrant',
    identityFiles,
    knownHostsPath: knownHosts,
    // The user's own file may speak of another box that had this port once.
    userKnownHostsPath: '/dev/null',
    hostKeyAlias: alias,
    strict: true,
    identitiesOnly: true,
    // Emulated, on a busy host, it may be silent for long.
    readyLimitMs: 60_000,
    keepaliveMs: 15_000,
  });
  return { ...inner, kind: 'vagrant' };
}

/** Brings the box up if it does not run; gives what it takes to log in, host keys pinned. */
export async function reachVagrant(options: VagrantOptions = {}): Promise<VagrantAccess> {
  const { say } = options;
  const folder = options.folder ?? findVagrantFolder();
  const ask = { folder, limitMs: askLimitMs };
  // Vagrant takes seconds to start: one question tells whether the box runs, and where.
  let config = await runVagrant(['ssh-config'], ask);
  if (config.status !== 0) {
    say?.(`Bringing up the Vagrant box of ${folder}`);
    const call = { folder, limitMs: upLimitMs, ...(say !== undefined && { say }) };
    await callVagrant(['up'], call);
    config = await runVagrant(['ssh-config'], ask);
  }
  if (config.status !== 0) throw explainVagrant(['ssh-config'], config, folder);
  const ssh = parseSshConfig(config.stdout);
  return { ...ssh, knownHosts: await pinHostKeys(ssh, folder, options) };
}

/** Halts it; its disk stays. */
export async function haltVagrant(options: VagrantOptions = {}): Promise<void> {
  const folder = options.folder ?? findVagrantFolder();
  const { say } = options;
  const call = { folder, limitMs: haltLimitMs, ...(say !== undefined && { say }) };
  await callVagrant(['halt'], call);
}

/** OpenSSH's command for a shell there, with Vagrant's key and the pinned host keys. */
export function getShellCommand(access: VagrantAccess): string[] {
  const options = [
    ...[`UserKnownHostsFile="${access.knownHosts}"`, 'GlobalKnownHostsFile=none'],
    ...[`HostKeyAlias=${alias}`, 'StrictHostKeyChecking=yes'],
    ...['IdentitiesOnly=yes', 'LogLevel=ERROR'],
    ...access.identityFiles.map((file) => `IdentityFile="${file}"`),
  ].flatMap((option) => ['-o', option]);
  return ['ssh', '-F', 'none', ...options, '-p', `${access.port}`, '-l', access.user, access.host];
}

/**
 * The file that holds the host keys of this machine, one file for each, beside what Vagrant keeps
 * of it: after `vagrant destroy` the next machine has keys of its own, often at the same address.
 */
async function pinHostKeys(
  ssh: VagrantSsh,
  folder: string,
  { strict, say }: VagrantOptions,
): Promise<string> {
  const machine = (await listMachines(folder)).find(({ name }) => name === ssh.machine);
  if (machine === undefined) {
    throw new LabError('BOX_UNTRUSTED', `Vagrant keeps no machine ${ssh.machine} in ${folder}`, {
      hint: 'See that VAGRANT_DOTFILE_PATH is what it was at `vagrant up`',
    });
  }
  const file = path.join(machine.folder, `lab_known_hosts.${machine.id.replace(/\W/g, '_')}`);
  // Who removed its lines wants the keys taken anew.
  if ((await readFile(file, 'utf8').catch(() => '')).trim() !== '') return file;
  if (strict === true) {
    throw new LabError('BOX_UNTRUSTED', 'The host keys of the Vagrant box are not known yet', {
      hint: 'Take them now, once: npx zx lab/box.mjs up --box vagrant',
    });
  }
  const keys = await readHostKeys(folder);
  const fresh = `${file}.${process.pid}.${randomUUID()}`;
  const text = keys.map((key) => formatKnownHost(alias, key)).join('');
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, file);
  say?.(`First use of this Vagrant box: its host keys are now in ${file}`);
  return file;
}

/** Read in the box, by Vagrant's own connection: nobody else has to be asked for them. */
async function readHostKeys(folder: string): Promise<Buffer[]> {
  const words = ['ssh', '-c', 'cat /etc/ssh/ssh_host_*_key.pub'];
  const result = await runVagrant(words, { folder, limitMs: askLimitMs });
  const keys = result.stdout.split('\n').flatMap((line) => {
    const [type, base64] = line.trim().split(/\s+/);
    return type && base64 ? (parseKey(type, base64) ?? []) : [];
  });
  if (keys.length > 0) return keys;
  throw explainVagrant(words, result, folder);
}
