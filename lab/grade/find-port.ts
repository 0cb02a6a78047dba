/** Which port a server listens on, or a client connects to, as it stands in its source. */
import { type Code, getStem } from './find-code.ts';
import { getFamily } from './find-roles.ts';

/** Where a port stands; the last group is the number, or the name of one. */
const places: Record<ReturnType<typeof getFamily>, RegExp[]> = {
  python: [
    /\.bind\(\s*\(\s*[^,]*,\s*(?:int\()?(\w+)\)?\s*\)/,
    /create_server\(\s*\(\s*[^,]*,\s*(\w+)\s*\)/,
    /start_server\(\s*[^,]+,\s*(?:host\s*=\s*)?[^,]+,\s*(?:port\s*=\s*)?(\w+)/,
    /Server\(\s*\(\s*[^,]*,\s*(\w+)\s*\)/,
  ],
  c: [/htons\(\s*(\w+)\s*\)/, /getaddrinfo\(\s*[^,]+,\s*"?(\w+)"?/],
  java: [/new\s+ServerSocket\(\s*(\w+)/, /new\s+InetSocketAddress\(\s*(?:[^,()]+,\s*)?(\w+)\s*\)/],
  go: [/net\.Listen\w*\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/, /net\.Listen\w*\([^)]*?(\w+)\s*\)/],
  node: [/\.listen\(\s*(?:\{\s*(?:\w+:[^,]+,\s*)?port\s*:\s*)?(\w+)/],
};

/** The same in a client. */
const clientPlaces: typeof places = {
  python: [
    /(?:\.connect(?:_ex)?\(\s*\(|(?:create|open)_connection\(\s*\(?)[^,()]*,\s*(?:int\()?(\w+)/,
  ],
  c: [/htons\(\s*(\w+)\s*\)/, /getaddrinfo\(\s*[^,]+,\s*"?(\w+)"?/],
  java: [/new\s+Socket\(\s*[^,()]+,\s*(\w+)/, /new\s+InetSocketAddress\(\s*[^,()]+,\s*(\w+)/],
  go: [/net\.Dial\w*\(\s*"\w+"\s*,\s*"[^"]*:(\d+)"/, /net\.Dial\w*\([^)]*?(\w+)\s*\)/],
  node: [
    /\b(?:createConnection|connect)\(\s*(?:\{[^}]*?\bport\s*:\s*)?(\w+)/,
    /\b(?:createConnection|connect)\(\s*\{[^}]*?\b(port)\b/,
  ],
};

/** The port, and where it stands; undefined where the source does not say it. */
export function findPort(
  file: Code,
  role: 'server' | 'client' = 'server',
): { port: number; because: string } | undefined {
  for (const place of (role === 'server' ? places : clientPlaces)[getFamily(file.language)]) {
    const match = place.exec(file.code);
    const [whole, word] = match ?? [];
    if (whole === undefined || word === undefined) continue;
    const port = readNumber(word) ?? resolveName(word, file.code);
    if (port !== undefined) return { port, because: `${file.path} has ${JSON.stringify(whole)}` };
  }
  const named = /\b(\w*port\w*)\b[\s:\w]*(?:=|\s)\s*"?:?(\d{2,5})\b/i.exec(file.code);
  const port = readNumber(named?.[2] ?? '');
  if (named && port !== undefined) {
    return { port, because: `${getStem(file.path)} has ${JSON.stringify(named[0])}` };
  }
  return undefined;
}

/** A name that is given a number: `PORT = 12000`, `#define PORT 12000`, `int port = 12000`. */
function resolveName(name: string, code: string): number | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const given = new RegExp(`\\b${name}\\b\\s*(?::\\s*\\w+\\s*)?(?::?=|\\s)\\s*"?:?(\\d{1,5})\\b`);
  const direct = readNumber(given.exec(code)?.[1] ?? '');
  if (direct !== undefined) return direct;
  // `port = int(sys.argv[1]) if len(sys.argv) > 1 else 12000`, `process.argv[2] || 12000`
  const otherwise = new RegExp(
    `\\b${name}\\b\\s*:?=[^\\n;]*(?:else|\\|\\||\\?\\?|:)\\s*(\\d{2,5})\\b`,
  );
  return readNumber(otherwise.exec(code)?.[1] ?? '');
}

function readNumber(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 65535 ? value : undefined;
}
