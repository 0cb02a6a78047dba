/** Which file is the server and which the clients: by what they do, then by their names. */
import type { SubmissionRole } from '../model/submission.ts';
import { type Code, getStem, type Language } from './find-code.ts';

export interface FoundRole {
  role: SubmissionRole;
  file: Code;
  because: string;
}

/** What only a server does, and what only a client does; TCP and UDP. */
const deeds: Record<
  'server' | 'client',
  Record<'python' | 'c' | 'java' | 'go' | 'node', RegExp>
> = {
  server: {
    python: /\.listen\(|\.accept\(|start_server\(|create_server\(|socketserver|\.bind\(/i,
    c: /\b(?:listen|accept|bind)\s*\(|asio::ip::tcp::acceptor/,
    java: /\bServerSocket(?:Channel)?\b/,
    go: /\bnet\.Listen\w*\(/,
    node: /\bcreateServer\(|\bnew\s+(?:net\.)?Server\(|createSocket\(/,
  },
  client: {
    python: /\.connect(?:_ex)?\(|create_connection\(|open_connection\(|\.sendto\(/,
    c: /\bconnect\s*\(|\bsendto\s*\(/,
    java: /\bnew\s+(?:java\.net\.)?Socket\s*\(|SocketChannel\.open\(/,
    go: /\bnet\.(?:Dial\w*|DialTCP)\(|\bDialer\b/,
    node: /\b(?:createConnection|connect)\(|\bnew\s+(?:net\.)?Socket\(/,
  },
};

const mains: Partial<Record<Language, RegExp>> = {
  c: /\bmain\s*\(/,
  cpp: /\bmain\s*\(/,
  java: /\bstatic\s+(?:final\s+)?void\s+main\s*\(|\bvoid\s+main\s*\(/,
  go: /\bfunc\s+main\s*\(/,
};

/** Whether a file is a program: in most languages by its main. */
export function isProgram({ language, code }: Code): boolean {
  return mains[language]?.test(code) ?? true;
}

export function getFamily(language: Language): 'python' | 'c' | 'java' | 'go' | 'node' {
  if (language === 'python2' || language === 'python3') return 'python';
  return language === 'cpp' ? 'c' : language;
}

/** The roles that were found, each once; what is not found is left out. */
export function findRoles(files: readonly Code[]): FoundRole[] {
  const programs = files.filter(isProgram);
  const does = (side: 'server' | 'client', file: Code) =>
    deeds[side][getFamily(file.language)].exec(file.code)?.[0];
  const servers = programs.filter((file) => does('server', file) !== undefined);
  const named = servers.filter(({ path }) => /serv|host/i.test(getStem(path)));
  const server =
    named[0] ??
    servers.find((file) => does('client', file) === undefined && !isNamedClient(file)) ??
    servers.find((file) => !isNamedClient(file));
  const clients = programs.filter((file) => file !== server && does('client', file) !== undefined);
  const found: FoundRole[] = [];
  if (server) {
    found.push({ role: 'server', file: server, because: tell(server, does('server', server)) });
  }
  for (const role of ['X', 'Y'] as const) {
    const best = rankClients(role, clients);
    if (!best) continue;
    const why = best.because === '' ? '' : `, and ${best.because}`;
    const because = `${tell(best.file, does('client', best.file))}${why}`;
    found.push({ role, file: best.file, because });
  }
  return found;
}

function tell({ path }: Code, deed = ''): string {
  return `${path} has ${deed.replace(/\s*\($/, '(').trim()}`.replace(/\($/, '()');
}

function isNamedClient({ path }: Code): boolean {
  return /cli|send|alice|bob/i.test(getStem(path));
}

/** Signs that a file is the client of a role, the strongest first. */
const signs: Record<'X' | 'Y', { name: RegExp[]; text: RegExp[] }> = {
  X: {
    name: [/(?:^|[^a-z])x(?:[^a-z]|$)|client_?x|X$/, /alice/i, /(?:client|c)_?-?(?:1|a|one)$/i],
    text: [/["'`](?:client\s*)?X\b/i, /\bAlice\b/],
  },
  Y: {
    name: [/(?:^|[^a-z])y(?:[^a-z]|$)|client_?y|Y$/, /bob/i, /(?:client|c)_?-?(?:2|b|two)$/i],
    text: [/["'`](?:client\s*)?Y\b/i, /\bBob\b/],
  },
};

interface Ranked {
  file: Code;
  because: string;
}

function rankClients(role: 'X' | 'Y', clients: readonly Code[]): Ranked | undefined {
  const [only] = clients;
  if (clients.length <= 1) {
    return only && { file: only, because: 'it is the only client: both are played by it' };
  }
  for (const sign of signs[role].name) {
    const file = clients.find(({ path }) => sign.test(getStem(path)));
    if (file) return { file, because: `its name says ${role}` };
  }
  const other = role === 'X' ? 'Y' : 'X';
  for (const [index, sign] of signs[role].text.entries()) {
    const against = signs[other].text[index];
    const file = clients.find(({ code }) => sign.test(code) && !against?.test(code));
    if (file) return { file, because: `it holds ${JSON.stringify(sign.exec(file.code)?.[0])}` };
  }
  const general = clients.find(({ path }) => /^(?:tcp_?)?client$/i.test(getStem(path)));
  const rest = [...clients].sort((a, b) => (a.path < b.path ? -1 : 1));
  const file = general ?? (role === 'X' ? rest[0] : rest[1]);
  return file && { file, because: `by the order of the names it is ${role}` };
}
