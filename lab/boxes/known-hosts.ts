/**
 * The known_hosts format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), read as pure text: which lines
 * speak of a host, and what they say. host-key-store.ts does the files and takes the decision.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** One line that holds a key. */
export interface KnownHost {
  /** As it stands in the file: patterns with commas between them, or one hashed name. */
  hosts: string;
  marker: 'none' | 'revoked' | 'authority';
  /** `ssh-ed25519`, … as the key itself says. */
  type: string;
  /** The public key as SSH sends it (RFC 4253, 6.6). */
  key: Buffer;
  /** From 1. */
  line: number;
}

export interface KnownHosts {
  entries: KnownHost[];
  /** Lines that are neither empty nor a comment nor an entry: numbers, from 1. */
  unreadable: number[];
}

const markers = { '@revoked': 'revoked', '@cert-authority': 'authority' } as const;

/** Reads a whole file. Keys of SSH version 1 (bits, exponent, modulus) are passed over. */
export function parseKnownHosts(text: string): KnownHosts {
  const found: KnownHosts = { entries: [], unreadable: [] };
  for (const [index, rawLine] of text.split('\n').entries()) {
    const words = rawLine.trim().split(/[ \t]+/);
    const [first = ''] = words;
    if (first === '' || first.startsWith('#')) continue;
    const marker = first.startsWith('@') ? getMarker(first) : 'none';
    const [hosts, type, base64] = marker === 'none' ? words : words.slice(1);
    if (type !== undefined && /^[0-9]+$/.test(type) && /^[0-9]+$/.test(base64 ?? '')) continue;
    const key = type === undefined || base64 === undefined ? undefined : parseKey(type, base64);
    if (marker === undefined || hosts === undefined || type === undefined || key === undefined) {
      found.unreadable.push(index + 1);
    } else {
      found.entries.push({ hosts, marker, type, key, line: index + 1 });
    }
  }
  return found;
}

/** The name that a host has in such a file: `[host]:port`, and `host` alone for port 22. */
export function getKnownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether an entry speaks of the host with that name: hashed, or by patterns with * ? and !. */
export function matchesHost(entry: KnownHost, name: string): boolean {
  if (entry.hosts.startsWith('|')) return matchesHash(entry.hosts, name);
  const patterns = entry.hosts.toLowerCase().split(',');
  const matches = (pattern: string) => makePattern(pattern).test(name);
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1)))) {
    return false;
  }
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern));
}

/** The type that a key says it is of, or nothing where the bytes are no key. */
export function getKeyType(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const bytes = key.readUInt32BE(0);
  if (bytes === 0 || bytes > 64 || key.length <= 4 + bytes) return undefined;
  const type = key.toString('latin1', 4, 4 + bytes);
  return /^[A-Za-z0-9@._-]+$/.test(type) ? type : undefined;
}

/** As ssh-keygen -l shows it: `SHA256:` and base64 without padding. */
export function getFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** One line for such a file, with its newline. */
export function formatKnownHost(name: string, key: Buffer): string {
  return `${name} ${getKeyType(key) ?? ''} ${key.toString('base64')}\n`;
}

/** The key in `type base64`; nothing where it is damaged or of another type than it says. */
export function parseKey(type: string, base64: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  const key = Buffer.from(base64, 'base64');
  return getKeyType(key) === type ? key : undefined;
}

function getMarker(word: string): KnownHost['marker'] | undefined {
  return Object.hasOwn(markers, word) ? markers[word as keyof typeof markers] : undefined;
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, the salt being the key. */
function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function makePattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
