/**
 * Programs that were written for another network: clients that connect to 127.0.0.1, to the address
 * that the server had elsewhere or to a name; servers that are bound to such an address. Whatever a
 * client connects to on the server's port means the server. Each host's own namespace redirects
 * (nft(8)), so that they meet over the wire with nothing in their source changed. The kernel routes
 * such packets only where it is asked to (route_localnet, ip-sysctl of the kernel's documentation),
 * and where there is a route at all.
 */
import { type Transport, transports } from '../model/discover.ts';
import type { SubmissionRole, SubmittedFile } from '../model/submission.ts';
import { joinFirst, joinWords } from '../model/wording.ts';
import { findHosts, type NamedHost } from './find-hosts.ts';

/** The network on which it is played. */
export interface Network {
  /** The server's address. */
  host: string;
  /** Those of the other hosts, which cannot be the server's as well. */
  others: readonly string[];
  /** The name of each host, as gethostname() gives it. */
  name: string;
}

/** What has to be done so that a program meets the others. */
export interface Adaption {
  role: SubmissionRole;
  /** What its source has. */
  because: string;
  /** Whether that is this machine itself, and nothing else. */
  isLocal: boolean;
  /** Whether its host redirects. */
  isRedirected: boolean;
  /** Addresses that a server is bound to; the first gets what arrives. */
  bound: string[];
  /** Names that lead to the server. */
  names: string[];
  /** What a copy of its source has in place of these words. */
  replaced: ReadonlyMap<string, string>;
}

/** Addresses that nobody means as a peer: programs ask for their own address with these. */
const probes = /^(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|10\.255\.255\.255|255\.255\.255\.255)$/;
const address = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|)$/i;
/** What a hosts file can hold. */
const hostWord = /^[\w<][\w.<>-]{0,62}$/;

/** What a role's program needs; undefined where it can be played as it is. Pure. */
export function findAdaption(
  role: SubmissionRole,
  asked: {
    paths: readonly string[];
    files: readonly SubmittedFile[];
    /** Its command and what is typed at it. */
    given: string;
    network: Network;
  },
): Adaption | undefined {
  const { paths, files, network } = asked;
  if (role === 'server') return adaptServer(findHosts('server', paths, files), network);
  const hosts = findHosts('client', paths, files);
  const found = adaptClient(role, hosts, network);
  if (found !== undefined) return found;
  const isTold = asked.given.includes('{host}') || hosts.some(({ host }) => host === network.host);
  const texts = files.filter(({ path }) => paths.includes(path)).map(({ text }) => text);
  if (
    isTold ||
    texts.length === 0 ||
    texts.some((text) => /\bget(?:_?host_?name|LocalHost)\b/i.test(text))
  ) {
    return undefined;
  }
  const because = 'its source does not say which host it connects to';
  return { ...none, role, because, isRedirected: true };
}

const none = { isLocal: false, bound: [], names: [], replaced: new Map<string, string>() };

function adaptClient(
  role: SubmissionRole,
  all: readonly NamedHost[],
  { host: server, name }: Network,
): Adaption | undefined {
  const hosts = all.filter(({ host, isFollowed }) => {
    if (host === server || host === name || host === '255.255.255.255') return false;
    // Who only is bound to any address may be so on this side as well.
    return host !== '0.0.0.0' || isFollowed;
  });
  if (hosts.length === 0) return undefined;
  const names = hosts.filter(isName).map(({ host }) => host);
  return {
    ...{ role, because: describe(hosts), isRedirected: true, bound: [], isLocal: areLocal(hosts) },
    names: names.filter((one) => hostWord.test(one)),
    replaced: new Map(
      hosts.flatMap(({ host, words }): [string, string][] => {
        if (isSix(host)) return [[words, replaceHost(words, host, `::ffff:${server}`)]];
        const isOdd = isName({ host }) && !hostWord.test(host);
        return isOdd ? [[words, replaceHost(words, host, server)]] : [];
      }),
    ),
  };
}

function adaptServer(
  all: readonly NamedHost[],
  { host: own, others, name }: Network,
): Adaption | undefined {
  const followed = all.filter(({ isFollowed }) => isFollowed);
  // What is bound by a call that nobody followed is one of the addresses that the source has.
  const candidates = followed.length > 0 ? followed : all;
  const isAny = ({ host }: NamedHost) => ['', '0.0.0.0', '::', own, name].includes(host);
  const hosts = candidates.filter((one) => !isAny(one));
  const probing = all.filter(({ host }) => probes.test(host));
  if (hosts.length === 0 && probing.length === 0) return undefined;
  const meant = hosts.filter(({ host }) => !probes.test(host));
  const bound = meant.flatMap(({ host }) => {
    if (loopback.test(host)) return [host.startsWith('127') ? host : '127.0.0.1'];
    return address.test(host) && !others.includes(host) ? [host] : [];
  });
  const odd = meant.filter(
    ({ host }) => others.includes(host) || (isName({ host }) && !hostWord.test(host)),
  );
  const replaced = new Map<string, string>([
    ...odd.map(({ host, words }): [string, string] => [words, replaceHost(words, host, own)]),
    ...meant
      .filter(({ host }) => isSix(host))
      .map(({ host, words }): [string, string] => [words, replaceHost(words, host, '::')]),
  ]);
  const names = meant.filter(isName).map(({ host }) => host);
  return {
    ...{ role: 'server', because: describe([...meant, ...probing]), bound, replaced },
    isLocal: areLocal([...meant, ...probing]),
    isRedirected: bound.length > 0 || probing.length > 0,
    names: names.filter((one) => hostWord.test(one)),
  };
}

function areLocal(hosts: readonly NamedHost[]): boolean {
  return hosts.every(({ host }) => loopback.test(host));
}

/** What was done for a program, for a person: one sentence. */
export function describeAdaption({ role, because, isLocal, ...done }: Adaption): string {
  const where = isLocal ? 'one machine' : 'another network';
  const deeds = [
    ...(done.isRedirected ? ['its host redirects it'] : []),
    ...(done.names.length > 0 ? [`${joinWords(done.names)} leads to the server`] : []),
    ...[...done.replaced].map(([words, by]) => `a copy with ${by} for ${words} is played`),
  ];
  return `adapted: ${role} is written for ${where} (${because}); ${deeds.join(', ')}`;
}

/** The same file with other hosts in it; the bytes of all else stay. */
export function replaceHosts(bytes: Uint8Array, replaced: Adaption['replaced']): Uint8Array {
  const turn = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const text = [...replaced].reduce(
    (all, [words, by]) => all.replaceAll(turn(words), turn(by)),
    Buffer.from(bytes).toString('latin1'),
  );
  return Buffer.from(text, 'latin1');
}

function isSix(host: string): boolean {
  return /^[\da-f:]*::[\da-f:]*$/i.test(host);
}

/** What has to be looked up. */
function isName({ host }: Pick<NamedHost, 'host'>): boolean {
  return !address.test(host) && !loopback.test(host) && !isSix(host);
}

function replaceHost(words: string, host: string, by: string): string {
  return words.replace(host, by);
}

function describe(hosts: readonly NamedHost[]): string {
  return joinFirst(
    hosts.map(({ path, words }) => `${path} has ${words}`),
    3,
  );
}

/** Each begins anew: the network may have seen the same before. */
const emptyTable = 'add table ip lab\ndelete table ip lab\nadd table ip lab';

/** A line with {transport} stands once for each that may be spoken. */
const forClient = `${emptyTable}
add chain ip lab out { type nat hook output priority -100; }
add chain ip lab post { type nat hook postrouting priority 100; }
add rule ip lab out ip daddr != {host} {transport} dport {port} dnat to {host}
add rule ip lab post ip saddr 127.0.0.0/8 oifname != "lo" masquerade`;

const forServer = `${emptyTable}
add chain ip lab pre { type nat hook prerouting priority -100; }
add rule ip lab pre {transport} dport {port} dnat to {bound}`;

export interface Redirection {
  host: string;
  port: number;
  transport?: Transport;
  /** Addresses that a server is bound to (127.0.0.1): its host has them all. */
  bound?: readonly string[];
  /** A neighbour of the server, through which it has a route to anywhere. */
  neighbour?: string;
}

/**
 * Shell commands that redirect within the namespace of a role's host; they need root. They end the
 * line where they fail.
 */
export function redirectLine(
  role: SubmissionRole,
  { host, port, transport, bound = ['127.0.0.1'], neighbour }: Redirection,
): string {
  const isServer = role === 'server';
  const spoken = transport === undefined ? transports : [transport];
  const rules = (isServer ? forServer : forClient)
    .split('\n')
    .filter((rule) => !rule.includes('{bound}') || bound.length > 0)
    .flatMap((rule) =>
      rule.includes('{transport}') ? spoken.map((one) => rule.replace('{transport}', one)) : [rule],
    )
    .map((rule) => rule.replaceAll('{port}', `${port}`).replaceAll('{host}', host))
    .map((rule) => rule.replaceAll('{bound}', bound[0] ?? ''));
  const local =
    'for f in /proc/sys/net/ipv4/conf/*/route_localnet; do echo 1 >"$f" || exit 125; done; ';
  const owned = isServer ? bound.filter((one) => !one.startsWith('127.')) : [];
  const addresses = owned.map((one) => `ip addr replace ${one}/32 dev lo || exit 125; `).join('');
  // A program that asks the kernel for a route gets one, and what it sends there is redirected.
  const gateway = isServer ? neighbour : host;
  const route =
    gateway === undefined
      ? ''
      : `ip route replace default via ${gateway} metric 4000 2>/dev/null || :; `;
  return `${local}${addresses}${route}printf '%s\\n' ${rules.map(quoteRule).join(' ')} | nft -f - || exit 125; `;
}

function quoteRule(rule: string): string {
  return `'${rule}'`;
}
