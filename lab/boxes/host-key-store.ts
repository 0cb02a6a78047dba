/**
 * Whether a host key is to be trusted: asked by ssh.ts before it authenticates. Read are the user's
 * own known_hosts, which is never written, and the lab's, which lies beside the run data and to
 * which the first use of a box adds its key (FACTS, SSH: what a careful client does).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { BoxAddress } from './address.ts';
import { withFileLock } from './file-lock.ts';
import {
  formatKnownHost,
  getFingerprint,
  getKeyType,
  getKnownHostName,
  type KnownHost,
  matchesHost,
  parseKey,
  parseKnownHosts,
} from './known-hosts.ts';

export interface TrustOptions {
  /** The lab's own store; default `.lab/known_hosts` in the current folder. */
  knownHostsPath?: string;
  /** The user's; default `~/.ssh/known_hosts`. */
  userKnownHostsPath?: string | readonly string[];
  /** The name that the box has in the stores, instead of its address (HostKeyAlias). */
  hostKeyAlias?: string;
  /** Refuse a box that neither store knows, instead of taking its key at first use. */
  strict?: boolean;
  /** The only key to accept, known from elsewhere: `type base64` or `SHA256:…`. The stores then
   * say only what is revoked, and nothing is written. */
  hostKey?: string;
  /** Is told, as one line, of a key that was taken at first use. */
  say?: (line: string) => void;
}

interface Finding extends KnownHost {
  file: string;
}

/** Returns if the key may be trusted; else throws LabError BOX_UNTRUSTED and says why. */
export async function trustHostKey(
  address: BoxAddress,
  key: Buffer,
  options: TrustOptions,
): Promise<void> {
  const found = await findKnownHosts(address, options);
  const name = getName(address, options);
  checkRevoked(name, key, found);
  if (options.hostKey !== undefined) return checkExpected(name, key, options.hostKey);
  if (isKnown(name, key, found)) return;
  if (options.strict === true) {
    throw new LabError('BOX_UNTRUSTED', `No store knows a host key of ${name}.`, {
      hint: `It shows ${describeKey(key)}: if that is right, run once without strict checking.`,
    });
  }
  await pinHostKey(address, key, options);
}

/** The types of the keys that are known of a host, so that these are asked for first. */
export async function getKnownKeyTypes(
  address: BoxAddress,
  options: TrustOptions,
): Promise<string[]> {
  if (options.hostKey !== undefined) {
    const [type = ''] = options.hostKey.trim().split(/\s+/);
    return type.startsWith('SHA256:') ? [] : [type];
  }
  const found = await findKnownHosts(address, options);
  return [...new Set(found.filter((entry) => entry.marker === 'none').map((entry) => entry.type))];
}

/** Whether a store says that an authority signs this host's keys (@cert-authority, sshd(8)). */
export async function hasAuthority(address: BoxAddress, options: TrustOptions): Promise<boolean> {
  const found = await findKnownHosts(address, options);
  return found.some((entry) => entry.marker === 'authority');
}

function getName({ host, port }: BoxAddress, { hostKeyAlias }: TrustOptions): string {
  return hostKeyAlias === undefined ? getKnownHostName(host, port) : hostKeyAlias.toLowerCase();
}

/** Every entry of the stores that speaks of this host. A store that cannot be read refuses. */
async function findKnownHosts(address: BoxAddress, options: TrustOptions): Promise<Finding[]> {
  const name = getName(address, options);
  const files = [
    path.resolve(options.knownHostsPath ?? '.lab/known_hosts'),
    ...[options.userKnownHostsPath ?? path.join(os.homedir(), '.ssh', 'known_hosts')].flat(),
  ];
  const found: Finding[] = [];
  for (const file of files) {
    const { entries, unreadable } = parseKnownHosts(await readStore(file));
    if (unreadable.length > 0) {
      const message = `The host keys in ${file} cannot be trusted: line ${unreadable[0]} is damaged.`;
      throw new LabError('BOX_UNTRUSTED', message, {
        hint: `Fix or remove line ${unreadable[0]} of ${file}.`,
      });
    }
    for (const entry of entries) if (matchesHost(entry, name)) found.push({ ...entry, file });
  }
  return found;
}

async function readStore(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    const message = `The host keys in ${file} cannot be read: ${(cause as Error).message}.`;
    throw new LabError('BOX_UNTRUSTED', message, {
      hint: `Make ${file} readable, or move it away.`,
      cause,
    });
  }
}

function checkRevoked(name: string, key: Buffer, found: readonly Finding[]): void {
  const revoked = found.find((entry) => entry.marker === 'revoked' && entry.key.equals(key));
  if (revoked === undefined) return;
  const message = `${name} shows a host key that is revoked: ${describeKey(key)}.`;
  throw new LabError('BOX_UNTRUSTED', message, {
    hint: `${revoked.file}:${revoked.line} revokes it. Do not use this box before you know why.`,
  });
}

function checkExpected(name: string, key: Buffer, expected: string): void {
  const [first = '', second = ''] = expected.trim().split(/\s+/);
  const isEqual = first.startsWith('SHA256:')
    ? first === getFingerprint(key)
    : parseKey(first, second)?.equals(key) === true;
  if (isEqual) return;
  const message = `${name} shows ${describeKey(key)}, which is not the host key that was expected.`;
  throw new LabError('BOX_UNTRUSTED', message, {
    hint: 'See that the address is right: another machine may answer there now.',
  });
}

/**
 * Whether the key is known; a host that is known by other keys only has changed, and is refused.
 */
function isKnown(name: string, key: Buffer, found: readonly Finding[]): boolean {
  const keys = found.filter((entry) => entry.marker === 'none');
  const equal = keys.filter((entry) => entry.key.equals(key));
  // Each store is judged by itself: that one of them knows the new key does not excuse the other.
  const contradicts = (entry: Finding) =>
    entry.type === getKeyType(key) && !equal.some((other) => other.file === entry.file);
  const against = keys.find(contradicts) ?? (equal.length === 0 ? keys[0] : undefined);
  if (against === undefined) return equal.length > 0;
  const place = `${against.file}:${against.line}`;
  const message =
    `The host key of ${name} is not the one that is known: it shows ${describeKey(key)}, ` +
    `but ${place} has ${describeKey(against.key)}.`;
  throw new LabError('BOX_UNTRUSTED', message, {
    hint:
      `If the box was installed anew, remove line ${against.line} of ${against.file}; ` +
      'else somebody may stand between you and it.',
  });
}

/** Adds a key to the lab's store, unless another run has taken one in the meantime. */
async function pinHostKey(address: BoxAddress, key: Buffer, options: TrustOptions): Promise<void> {
  const file = path.resolve(options.knownHostsPath ?? '.lab/known_hosts');
  const name = getName(address, options);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await withFileLock(`${file}.lock`, async () => {
      if (isKnown(name, key, await findKnownHosts(address, options))) return;
      const before = await readStore(file);
      const line = formatKnownHost(name, key);
      await replaceFile(
        file,
        before === '' || before.endsWith('\n') ? before : `${before}\n`,
        line,
      );
      options.say?.(`First use of ${name}: its host key ${describeKey(key)} is now in ${file}.`);
    });
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const message = `The host key of ${name} cannot be kept: ${(cause as Error).message}.`;
    throw new LabError('BOX_UNTRUSTED', message, {
      hint: `Make ${file} writable: a key that is not kept cannot be compared next time.`,
      cause,
    });
  }
}

/** Writes a file beside its place and moves it there, so that no reader ever sees half of it. */
async function replaceFile(file: string, ...parts: string[]): Promise<void> {
  const fresh = `${file}.${process.pid}.${randomUUID()}`;
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await handle.writeFile(parts.join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

function describeKey(key: Buffer): string {
  return `${getKeyType(key) ?? 'an unknown key'} ${getFingerprint(key)}`;
}
