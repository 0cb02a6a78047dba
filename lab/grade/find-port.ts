/** Which port a server listens on, or a client connects to, as it stands in its source. */
import { type Code, getStem } from './find-code.ts';
import { type Classic, getEntry, getFamily, type Side } from './find-deed.ts';
import { findLiterals, findTuple, listCalls, splitTop } from './find-literals.ts';

/** Where a port stands; the last group is the number, or the name of one. */
const places: Record<Classic, readonly RegExp[]> = {
  python: [
    /\.bind\(\s*\(\s*[^,]*,\s*(?:int\()?(\w+)\)?\s*\)/,
    /create_server\(\s*\(\s*[^,]*,\s*(\w+)\s*\)/,
    /start_server\(\s*[^,]+,\s*(?:host\s*=\s*)?[^,]+,\s*(?:port\s*=\s*)?(\w+)/,
    /Server\(\s*\(\s*[^,]*,\s*(\w+)\s*\)/,
    /\blocal_addr\s*=\s*\(\s*[^,]*,\s*(\w+)\s*\)/,
  ],
  c: [/htons\(\s*(\w+)\s*\)/, /getaddrinfo\(\s*[^,]+,\s*"?(\w+)"?/],
  java: [
    /new\s+ServerSocket\(\s*(\w+)/,
    /new\s+InetSocketAddress\(\s*(?:[^,()]+,\s*)?(\w+)\s*\)/,
    /new\s+(?:java\.net\.)?DatagramSocket\(\s*(\w+)/,
  ],
  go: [
    /net\.Listen\w*\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/,
    /net\.Listen\w*\([^)]*?(\w+)\s*\)/,
    /\bUDPAddr\{[^}]*\bPort:\s*(\w+)/,
    /ResolveUDPAddr\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/,
  ],
  node: [/\.(?:listen|bind)\(\s*(?:\{\s*(?:\w+:[^,]+,\s*)?port\s*:\s*)?(\w+)/],
};

/** The same in a client. */
const clientPlaces: typeof places = {
  python: [
    /(?:\.connect(?:_ex)?\(\s*\(|(?:create|open)_connection\(\s*\(?)[^,()]*,\s*(?:int\()?(\w+)/,
    /\.sendto\([^\n]*?,\s*\(\s*[^,()]*,\s*(?:int\()?(\w+)\)?\s*\)/,
  ],
  c: [/htons\(\s*(\w+)\s*\)/, /getaddrinfo\(\s*[^,]+,\s*"?(\w+)"?/],
  java: [
    /new\s+Socket\(\s*[^,()]+,\s*(\w+)/,
    /new\s+InetSocketAddress\(\s*[^,()]+,\s*(\w+)/,
    /new\s+DatagramPacket\([^;]*,\s*(\w+)\s*\)/,
  ],
  go: [
    /net\.Dial\w*\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/,
    /net\.Dial\w*\([^)]*?(\w+)\s*\)/,
    /\bUDPAddr\{[^}]*\bPort:\s*(\w+)/,
    /ResolveUDPAddr\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/,
  ],
  node: [
    /\b(?:createConnection|connect)\(\s*(?:\{[^}]*?\bport\s*:\s*)?(\w+)/,
    /\b(?:createConnection|connect)\(\s*\{[^}]*?\b(port)\b/,
    /\.send\([^;]*?,\s*([A-Za-z_]*port\w*|\d{2,5})\s*,/i,
  ],
};

/** Calls that are given an address, as a tuple or by a name that stands for one. */
const addressed: Record<Side, RegExp> = {
  server: /(?:\.bind|\bcreate_server|Server)\(/,
  client: /(?:\.connect(?:_ex)?|\bcreate_connection)\(/,
};

/** The port, and where it stands; undefined where the source does not say it. */
export function findPort(
  file: Code,
  side: Side = 'server',
): { port: number; because: string } | undefined {
  const usual = side === 'server' ? places : clientPlaces;
  for (const place of getEntry(getFamily(file.language), usual, ({ ports }) => ports[side])) {
    const match = place.exec(file.code);
    const [whole, word] = match ?? [];
    if (whole === undefined || word === undefined) continue;
    const port = resolvePort(word, file.code);
    if (port !== undefined) return { port, because: `${file.path} has ${JSON.stringify(whole)}` };
  }
  return findAddressed(file, side) ?? findNamed(file);
}

/** `bind(ADDR)`, where ADDR is a tuple of a host and a port. */
function findAddressed(file: Code, side: Side): { port: number; because: string } | undefined {
  for (const words of listCalls(addressed[side], file.code)) {
    const [address = ''] = splitTop(words);
    const port = resolvePort(findTuple(address, file.code)?.[1] ?? '', file.code);
    if (port === undefined) continue;
    return { port, because: `${file.path} has ${JSON.stringify(address)} with port ${port}` };
  }
  return undefined;
}

/** Anything that is called a port and is given a number in its line. */
function findNamed({ path, code }: Code): { port: number; because: string } | undefined {
  const pattern =
    /\b(\w*port\w*)\b(?:[ \t:]+\w+)?[ \t]*(?:\[\w*\])?[ \t]*(?::?=|[ \t])[ \t]*"?:?(\d{2,5})\b/gi;
  for (const [whole, name = '', number = ''] of code.matchAll(pattern)) {
    const port = readNumber(number);
    if (noPort.test(name) || port === undefined) continue;
    return { port, because: `${getStem(path)} has ${JSON.stringify(whole)}` };
  }
  return undefined;
}

/** Words that only hold these letters. */
const noPort = /^(?:im|ex|re|sup|trans)port(?:s|ed|er|ing|s?_?\w*)?$|portion|portal|opportun/i;

/** What a number, a name or a choice of them says; the first that is a port. */
function resolvePort(expression: string, code: string): number | undefined {
  const found = findLiterals(expression, code).map((one) => readNumber(one.replace(/["'`:]/g, '')));
  return found.find((port) => port !== undefined) ?? resolveName(expression, code);
}

/** A name that is given a number otherwise: `int port = 5000`, `const PORT uint16 = 5000`. */
function resolveName(name: string, code: string): number | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const given = new RegExp(
    `\\b${name}\\b["']?[ \\t]*(?::?[ \\t]*\\w+[ \\t]*)?(?::?=>?|[ \\t]|,)[ \\t]*["']?:?(\\d{2,5})\\b`,
  );
  const direct = readNumber(given.exec(code)?.[1] ?? '');
  if (direct !== undefined) return direct;
  // `port = int(sys.argv[1]) if len(sys.argv) > 1 else 5000`, `process.argv[2] || 5000`
  const otherwise = new RegExp(
    `\\b${name}\\b\\s*:?=[^\\n;]*(?:else|or|\\|\\||\\?\\?|\\/\\/|:-?)\\s*["']?(\\d{2,5})\\b`,
  );
  return readNumber(otherwise.exec(code)?.[1] ?? '');
}

function readNumber(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 65535 ? value : undefined;
}
