/** What an argument may be for, and by which words, values and uses that is told. Pure. */
import type { Answer } from '../model/discover.ts';

/**
 * One that every assignment has, or one to which its own answer is given; an address is a host with
 * its port, `HOST:PORT`.
 */
export type ArgumentKind =
  | 'port'
  | 'host'
  | 'address'
  | 'message'
  | 'role'
  | 'name'
  | 'count'
  | 'delay'
  | 'delayMs'
  | 'file'
  | Answer
  | Verbatim;

/** A word that is given as it is written: one that says which part a program plays, or a value. */
export interface Verbatim {
  verbatim: string;
}

export interface FoundArgument {
  kind: ArgumentKind;
  /** `--port`, or `--port=`, where it has a name; else it stands by its place. */
  flag?: string;
  /** True if the flag is a variable of the environment, which stands before the command. */
  isVariable?: boolean;
  because: string;
  /** What stands for it where it is absent. */
  standard?: string;
  /** The words that it may be, where the source compares it with some. */
  choices?: string[];
}

/** Says how many clients there are to be: `NCLIENTS`, `num_clients`, `how many`. */
const isCount =
  /\bn_?clients|clients\b|\bcount\b|\bnum\b|\bhow many\b|(?:num|number|max|total)\w*_?(?:of_?)?client/i;

export function getKindOfName(text: string, answers: readonly Answer[]): ArgumentKind | undefined {
  if (/(?:host|addr\w*|server|\bip):port|host_?port/i.test(text)) return 'address';
  if (/port|puerto/i.test(text)) return 'port';
  if (/host|serv|addr|adress|direcci|\bip\b|_ip|ip_|^-*ip$/i.test(text)) return 'host';
  const own = answers.find(({ asks }) => asks.test(text));
  if (own) return own;
  if (/delay|sleep|wait|seconds|_ms\b|millis/i.test(text)) return 'delay';
  if (/\bfile(?:name)?\b|_file\b|\bpath\b/i.test(text)) return 'file';
  if (isCount.test(text)) return 'count';
  if (/messag|msg|text|\bline\b|words|mensaj|mensag|nachricht/i.test(text)) return 'message';
  if (
    /role|letter|which|\bid\b|client_?id|label|letra|lettre|lettera|buchstabe|rolle\b/i.test(text)
  )
    return 'role';
  if (/name|user|who|nombre|\bnome?\b/i.test(text)) return 'name';
  return undefined;
}

/** By the names around it, then by what is done with it, then by its place. */
export function getKind(about: string, index: number, answers: readonly Answer[]): ArgumentKind {
  const named = getKindOfName(about, answers);
  if (named) return named;
  if (/\bint\(|atoi|parseInt|Number\(|strtol|stoi/i.test(about)) return 'port';
  if (/inet_|gethostby|getaddrinfo/.test(about)) return 'host';
  return (['host', 'port', 'message'] as const)[index] ?? 'message';
}

/** What is taken where the argument is absent: of `argv[1] || '10.0.0.1'` a host. */
export function getKindOfDefault(value: string): ArgumentKind | undefined {
  if (/^(?:\d{1,3}(?:\.\d{1,3}){3}|localhost|h\d+)$/.test(value)) return 'host';
  if (/^(?:\d{1,3}(?:\.\d{1,3}){3}|localhost|h\d+):\d{4,5}$/.test(value)) return 'address';
  if (/^\d{4,5}$/.test(value)) return 'port';
  if (/^[A-Z]$/.test(value)) return 'role';
  if (/^[\w./-]+\.(?:conf|cfg|ini|json|txt|ya?ml|toml|properties|config)$/i.test(value)) {
    return { verbatim: value };
  }
  return /\S\s\S/.test(value) ? 'message' : undefined;
}
