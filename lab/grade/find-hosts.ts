/**
 * Which hosts a source names: what a client connects to and what a server is bound to, and what
 * else looks like an address. An empty text is one, too: it means this machine, or any address.
 */
import type { SubmittedFile } from '../model/submission.ts';
import { type Code, readCode } from './find-code.ts';
import { getFamily, type Side } from './find-deed.ts';
import { findLiterals, findTuple, listCalls, splitTop } from './find-literals.ts';

export interface NamedHost {
  /** Without quotes and port; empty: this machine. */
  host: string;
  /** As it stands in the source, for a sentence. */
  words: string;
  path: string;
  /** Whether it was followed from a call that takes a host. */
  isFollowed: boolean;
}

/** Calls that are given a host; the bracket is the last sign. */
const hostCalls: Record<Side | 'both', RegExp> = {
  client:
    /(?:\.connect(?:_ex)?|\bconnect|\b(?:create|open)_connection|\bcreateConnection|\bSocket|\bDial\w*|\bTCPSocket\.new|\bTCPSocket\.open|\bfsockopen)\(/,
  server:
    /(?:\.bind|\bbind|\bcreate_server|\bstart_server|\bServerSocket|\bListen\w*|\.listen|\bTCPServer\.new|\b\w*TCPServer|\bUDPServer|\blocal_addr\s*=\s*)\(/,
  both: /\b(?:gethostbyname|getaddrinfo|inet_addr|inet_aton|inet_pton|InetSocketAddress|getByName|ResolveTCPAddr|ResolveUDPAddr|SocketAddr::from|sockaddr_in|INET->new)\(/,
};

/** Words that stand beside a host and are none. */
const noHost = /^(?:tcp|udp|tcp4|tcp6|udp4|udp6|http|utf-?8|ascii|ipv4|ipv6|AF_INET6?|latin-?1)$/i;

const addressText = /(["'`])(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?\1/g;
const loopbackText = /(["'`])(localhost)(?::\d+)?\1/gi;
/** Constants that mean this machine; for a server those that mean any address tell nothing. */
const constants: Record<Side, RegExp> = {
  client:
    /\bINADDR_(?:LOOPBACK|ANY)\b|\bgetLoopbackAddress\b|\bin6addr_(?:loopback|any)\b|\bIPv[46](?:zero|loopback)\b/,
  server: /\bINADDR_LOOPBACK\b|\bgetLoopbackAddress\b|\bin6addr_loopback\b|\bIPv6loopback\b/,
};

/** What a client has without a host: Node connects to this machine then. */
const silentNode =
  /\b(?:createConnection|connect)\(\s*(?:\{\s*port\s*:?\s*\w*\s*\}|\w+\s*(?:,\s*(?:\(|function|\w+\s*=>)|\)))/;

/** The hosts that these files name, those that were followed first; each once. */
export function findHosts(
  side: Side,
  paths: readonly string[],
  files: readonly SubmittedFile[],
): NamedHost[] {
  const codes = files
    .filter(({ path }) => paths.includes(path))
    .flatMap((one) => readCode(one) ?? []);
  const all = codes.map(({ code }) => code).join('\n');
  const found = [
    ...codes.flatMap((code) => followCalls(side, code, all)),
    ...codes.flatMap((code) => findTexts(side, code)),
  ];
  const known = new Set<string>();
  return found.filter(({ host }) => !known.has(host) && known.add(host));
}

/** A call's arguments, those of a tuple or of `{ host: … }` among them, up to what they are. */
function followCalls(side: Side, { path, code }: Code, all: string): NamedHost[] {
  return [hostCalls[side], hostCalls.both]
    .flatMap((calls) => listCalls(calls, code))
    .flatMap((words) => listParts(words, all))
    .flatMap((part) => findLiterals(part, all))
    .flatMap((literal): NamedHost[] => {
      const host = readHost(literal);
      return host === undefined ? [] : [{ host, words: literal, path, isFollowed: true }];
    });
}

/** Arguments that may be a host: of a tuple only the first part, and never a call's result. */
function listParts(words: string, all: string): string[] {
  return splitTop(words).flatMap((word) => {
    const tuple = findTuple(word, all);
    if (tuple !== undefined) return tuple.slice(0, 1);
    const inner = /^\{(.*)\}$/s.exec(word)?.[1];
    if (inner !== undefined) {
      return splitTop(inner).flatMap((one) => /^host\s*:\s*(.+)$/s.exec(one)?.[1] ?? []);
    }
    return [
      word.replace(/^(?:host|hostname|address|PeerAddr|PeerHost|LocalAddr)\s*(?:=>|=)\s*/, ''),
    ];
  });
}

/** Of a quoted text the host; undefined where it is none. */
function readHost(literal: string): string | undefined {
  if (/^\d+$/.test(literal)) return undefined;
  const text = literal.slice(1, -1);
  const host = /^\[?::/.test(text)
    ? text.replace(/^\[|\](?::\d+)?$/g, '')
    : text.replace(/:\d*$/, '');
  return noHost.test(host) || /^\d+$/.test(host) || /[\\\n%{]/.test(host) ? undefined : host.trim();
}

/** Addresses in quotes and constants, wherever they stand. */
function findTexts(side: Side, { path, code, language }: Code): NamedHost[] {
  const quoted = [...code.matchAll(addressText), ...code.matchAll(loopbackText)].map(
    ([words, , host = '']) => ({ host, words, path, isFollowed: false }),
  );
  const [constant] = constants[side].exec(code) ?? [];
  const [silent] =
    side === 'client' && getFamily(language) === 'node' ? (silentNode.exec(code) ?? []) : [];
  // A client may be bound to any address itself: a constant counts where nothing else is named.
  const local = quoted.length > 0 ? [silent] : [constant, silent];
  return [
    ...quoted,
    ...local.flatMap((words) => {
      const named = { host: 'localhost', words: words?.trim() ?? '', path, isFollowed: false };
      return words === undefined ? [] : [named];
    }),
  ];
}

/** Quoted words that may be a host's name, wherever they stand, of whoever looks them up. */
export function listNames(paths: readonly string[], files: readonly SubmittedFile[]): string[] {
  const codes = files
    .filter(({ path }) => paths.includes(path))
    .flatMap((one) => readCode(one) ?? []);
  const words = codes.flatMap(({ code }) => [...code.matchAll(/(["'`])([\w<][\w.<>-]{1,62})\1/g)]);
  const names = words.map(([, , name = '']) => name);
  return [...new Set(names)].filter((name) => hostLike.test(name)).slice(0, mostNames);
}

const hostLike = /[a-z].*\.[\w-]*[a-z]|host|server|addr|(?:^|[^a-z])ip(?:[^a-z]|$)/i;
const mostNames = 100;
