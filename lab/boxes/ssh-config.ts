/**
 * What the user's own SSH configuration says of a host, as `ssh -G` tells it (ssh(1)), so that an
 * alias of ~/.ssh/config is a box. ssh-route.ts asks; nothing here connects to anything.
 */
import { access } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { LabError } from '../model/errors.ts';
import { findControl } from '../model/plain-text.ts';
import { getToolEnvironment } from '../model/tool-environment.ts';
import type { BoxAddress } from './address.ts';

/** The settings that the lab follows; paths are absolute (ssh_config(5)). */
export interface SshSettings {
  user: string;
  host: string;
  port: number;
  /** Those that the user wrote down, not the names that ssh would try by itself. */
  identityFiles: string[];
  /** The socket of the agent; `none`; or nothing, for that of SSH_AUTH_SOCK. */
  identityAgent?: string;
  /** Of the agent's keys only those are offered that an identity file names. */
  identitiesOnly: boolean;
  /** Each as it stands in ProxyJump: `[user@]host[:port]` or an ssh URI; the first is met first. */
  jumps: string[];
  hostKeyAlias?: string;
  knownHostsPaths: string[];
  /** StrictHostKeyChecking yes. */
  strict: boolean;
  /** What of the configuration only the ssh program itself can do: the keywords. */
  programOnly: string[];
}

/** As `ssh -G` prints them; each says that ssh has to make the connection itself. */
const programOnly = {
  proxycommand: 'ProxyCommand',
  certificatefile: 'CertificateFile',
  knownhostscommand: 'KnownHostsCommand',
  pkcs11provider: 'PKCS11Provider',
} as const;

/** What was given explicitly wins over the configuration. */
export type AskedHost = Pick<BoxAddress, 'host' | 'user'> & { port?: number };

const limitMs = 15_000;
const usualName = /^~\/\.ssh\/id_(rsa|dsa|xmss|(ecdsa|ed25519)(_sk)?)$/;

/**
 * Asks `ssh -G`. Resolves with nothing where there is no ssh; LabError FILE_WRONG where the
 * configuration is wrong.
 */
export async function readSshSettings(asked: AskedHost): Promise<SshSettings | undefined> {
  const { host, user, port } = asked;
  const file = await findConfigFile();
  const words = [
    ...(file === undefined ? [] : ['-F', file]),
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
  ];
  const { LAB_SSH_PASSPHRASE: _secret, ...env } = getToolEnvironment(process.env);
  const result = await execa('ssh', ['-G', ...words, '--', host], {
    ...{ env, extendEnv: false, reject: false, stdin: 'ignore', timeout: limitMs },
  });
  if (result.exitCode === undefined && !result.timedOut) return undefined;
  if (result.exitCode !== 0) {
    const because = result.timedOut ? 'it does not answer' : lastLine(result.stderr);
    throw new LabError('FILE_WRONG', `ssh -G ${host} cannot read the configuration: ${because}.`, {
      hint: 'Fix ~/.ssh/config, or name another file in LAB_SSH_CONFIG (/dev/null for none).',
    });
  }
  // The one thing that it always says: without it, another program bears the name of ssh.
  if (!/^hostname \S/m.test(result.stdout)) {
    throw refuseSettings(host, JSON.stringify(result.stdout.slice(0, 120)));
  }
  return parseSettings(result.stdout, asked);
}

function refuseSettings(host: string, read: string): LabError {
  return new LabError('COMMAND_FAILED', `What ssh -G ${host} printed cannot be read: ${read}.`, {
    hint: 'See which program `ssh` is the first in PATH, and what `ssh -G` prints.',
  });
}

/**
 * The file to read instead of ssh's own choice: the one in LAB_SSH_CONFIG; or, where HOME is not
 * the home that the system knows, and which alone ssh looks at, the one in HOME.
 */
async function findConfigFile(): Promise<string | undefined> {
  const { LAB_SSH_CONFIG } = process.env;
  if (LAB_SSH_CONFIG) return LAB_SSH_CONFIG;
  if (os.homedir() === os.userInfo().homedir) return undefined;
  const file = path.join(os.homedir(), '.ssh', 'config');
  return access(file).then(
    () => file,
    () => 'none',
  );
}

/** The files that `ssh` itself would read, in the order in which they hold. */
export async function findConfigFiles(): Promise<string[]> {
  const file = await findConfigFile();
  if (file !== undefined) return file === 'none' ? [] : [path.resolve(file)];
  return [path.join(os.userInfo().homedir, '.ssh', 'config'), '/etc/ssh/ssh_config'];
}

/** Reads what `ssh -G` printed: a keyword in small letters and its value on each line. */
export function parseSettings(text: string, asked: AskedHost): SshSettings {
  // OpenSSH prints neither colours nor translations.
  const control = findControl(text);
  if (control !== undefined) throw refuseSettings(asked.host, control);
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^(\S+) (.*)$/.exec(line.trim()) ?? [];
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const get = (key: string) => {
    const value = values.get(key)?.[0];
    return value === undefined || value === 'none' ? undefined : value;
  };
  const user = asked.user ?? get('user') ?? os.userInfo().username;
  const settings = {
    user,
    host: get('hostname') ?? asked.host,
    port: asked.port ?? Number(get('port') ?? 22),
  };
  const expand = (text: string) => expandPath(text, { ...settings, asked: asked.host });
  const agent = values.get('identityagent')?.[0];
  const alias = get('hostkeyalias');
  const known = ['userknownhostsfile', 'globalknownhostsfile'].flatMap((key) =>
    splitPaths(get(key) ?? ''),
  );
  return {
    ...settings,
    identityFiles: (values.get('identityfile') ?? [])
      .filter((file) => file !== 'none' && !usualName.test(file))
      .map(expand),
    ...(agent !== undefined && agent !== 'SSH_AUTH_SOCK' && { identityAgent: expand(agent) }),
    identitiesOnly: get('identitiesonly') === 'yes',
    jumps: (get('proxyjump') ?? '').split(',').filter((word) => word !== ''),
    ...(alias !== undefined && { hostKeyAlias: alias }),
    knownHostsPaths: known
      .map(expand)
      .map(moveToHome)
      .filter((file) => file !== '/dev/null'),
    strict: ['yes', 'true'].includes(get('stricthostkeychecking') ?? ''),
    programOnly: Object.entries(programOnly).flatMap(([key, word]) =>
      get(key) === undefined ? [] : [word],
    ),
  };
}

/** ssh prints paths with spaces between them and does not quote: each begins as a path does. */
function splitPaths(text: string): string[] {
  return text.split(/ (?=[~/%$])/).filter((word) => word !== '');
}

/** ssh's defaults lie in the home that the system knows; ours in HOME, as all else that we read. */
function moveToHome(file: string): string {
  const folder = path.join(os.userInfo().homedir, '.ssh');
  return path.dirname(file) === folder
    ? path.join(os.homedir(), '.ssh', path.basename(file))
    : file;
}

/** `~`, tokens and variables in a path (ssh_config(5), TOKENS); unknown ones stay as they are. */
function expandPath(
  text: string,
  { user, host, port, asked }: { user: string; host: string; port: number; asked: string },
): string {
  if (text === 'none') return text;
  const home = os.homedir();
  const { username, uid } = os.userInfo();
  const tokens: Record<string, string> = {
    ...{ '%': '%', d: home, h: host, i: String(uid), L: os.hostname().split('.')[0] ?? '' },
    ...{ l: os.hostname(), n: asked, p: String(port), r: user, u: username },
  };
  const filled = text
    .replace(/%(.)/g, (whole, token: string) => tokens[token] ?? whole)
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => process.env[name] ?? whole)
    .replace(/^\$(\w+)$/, (whole, name: string) => process.env[name] ?? whole);
  return path.resolve(filled === '~' ? home : filled.replace(/^~\//, `${home}/`));
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
}
