/**
 * What ssh.ts may prove the user's identity with: an agent and key files. Secrets stay in this
 * file's results: what is said of a key is its path and why it cannot be used.
 */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseKey } from './known-hosts.ts';

export interface IdentityOptions {
  /** Private keys to try first; default LAB_SSH_KEY, and after the agent those of `~/.ssh`. */
  identityFiles?: readonly string[];
  /** The agent's socket, or `none`; default SSH_AUTH_SOCK. */
  identityAgent?: string;
  /** Offer of the agent's keys only those whose public half lies beside an identity file. */
  identitiesOnly?: boolean;
}

/** One thing to try, in order; `label` may be shown to anybody. */
export type Identity<Key> =
  | { kind: 'agent'; label: string; socket: string; only?: readonly Buffer[] }
  | { kind: 'key'; label: string; key: Key }
  | { kind: 'unusable'; label: string };

/**
 * Reads a private key with a passphrase; an Error where it cannot. ssh2's utils.parseKey is one.
 */
export type KeyReader<Key> = (data: Buffer, passphrase?: string) => Key | Error;

const usualNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/**
 * Keys that the user named come before the agent's: servers hang up after six wrong ones
 * (MaxAuthTries, sshd_config(5)), and an agent may hold more.
 */
export async function findIdentities<Key>(
  options: IdentityOptions,
  readKey: KeyReader<Key>,
): Promise<Identity<Key>[]> {
  const { LAB_SSH_KEY, SSH_AUTH_SOCK } = process.env;
  const { identityAgent: socket = SSH_AUTH_SOCK } = options;
  const named = [...(options.identityFiles ?? []), ...(LAB_SSH_KEY ? [LAB_SSH_KEY] : [])];
  const folder = path.join(os.homedir(), '.ssh');
  const usual =
    options.identityFiles === undefined ? usualNames.map((name) => path.join(folder, name)) : [];
  const found: (Identity<Key> | undefined)[] = [];
  for (const file of named) found.push(await readIdentity(file, readKey, true));
  if (socket && socket !== 'none') {
    const only = options.identitiesOnly === true ? { only: await readPublicKeys(named) } : {};
    found.push({ kind: 'agent', label: `agent ${socket}`, socket, ...only });
  }
  for (const file of usual) found.push(await readIdentity(file, readKey, false));
  return found.filter((identity) => identity !== undefined);
}

async function readIdentity<Key>(
  file: string,
  readKey: KeyReader<Key>,
  isWanted: boolean,
): Promise<Identity<Key> | undefined> {
  let data: Buffer;
  try {
    data = await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isWanted) return undefined;
    return { kind: 'unusable', label: `${file} (cannot be read: ${code})` };
  }
  const passphrase = process.env.LAB_SSH_PASSPHRASE || undefined;
  const key = tryReading(() => readKey(data, passphrase));
  if (!(key instanceof Error)) return { kind: 'key', label: file, key };
  return { kind: 'unusable', label: `${file} (${explain(key, passphrase !== undefined)})` };
}

/** The public keys beside these files, as SSH sends them; what cannot be read is passed over. */
async function readPublicKeys(files: readonly string[]): Promise<Buffer[]> {
  const texts = files.map((file) => readFile(`${file}.pub`, 'utf8').catch(() => ''));
  return (await Promise.all(texts)).flatMap((text) => {
    const [type = '', base64 = ''] = text.trim().split(/\s+/);
    return parseKey(type, base64) ?? [];
  });
}

function tryReading<Key>(read: () => Key | Error): Key | Error {
  try {
    return read();
  } catch (error) {
    return error as Error;
  }
}

/** In words of our own: a message of the reader's might repeat what it read. */
function explain(error: Error, hasPassphrase: boolean): string {
  if (/no passphrase/i.test(error.message)) return 'needs its passphrase in LAB_SSH_PASSPHRASE';
  if (hasPassphrase) return 'cannot be read with the passphrase in LAB_SSH_PASSPHRASE';
  return 'is no private key that the lab can read';
}
