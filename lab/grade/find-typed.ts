/** What a client asks for at its keyboard: how many lines, and what each is to be. */
import type { Wanted } from '../model/assignment.ts';
import { type Asking, followAskers } from './find-askers.ts';
import type { Code } from './find-code.ts';
import { type Classic, getEntry, getFamily } from './find-deed.ts';

/** What reads a line of the terminal; a group holds the words that prompt for it, if any. */
const readers: Record<Classic, RegExp> = {
  python: /\b(?:raw_)?input\s*\(\s*(?:[fFrRuU]?(["'])(.*?)\1)?|\bsys\.stdin\.read(?:line)?\s*\(/g,
  c: /\bscanf\s*\(|\bfgets\s*\([^;]*\bstdin\b|\bgetline\s*\([^;]*\b(?:stdin|(?:std::)?cin)\b|\bcin\s*>>|\bread\s*\(\s*(?:0|STDIN_FILENO)\b|\bgetchar\s*\(/g,
  java: /\.(?:next(?:Line|Int|Long)?|readLine)\s*\(\s*\)/g,
  go: /\bos\.Stdin\b|\bfmt\.Scan\w*\(/g,
  node: /\.question\s*\(\s*(?:(["'`])(.*?)\1)?|\bprocess\.stdin\.(?:on|once|read)\b|\binput\s*:\s*process\.stdin/g,
};

const opens = /^input\s*:/;

export interface FoundTyping {
  lines: string[];
  /** What it prints before the last of them, word for word. */
  prompt?: string;
  because: string;
}

/** Where a program reads its keyboard, and what it asks for there, in the source's order. */
function findAskings(
  { code, language }: Code,
  givenCount = 0,
): { matches: Asking[]; prompts: string[] } {
  const family = getFamily(language);
  const isJava = family === 'java';
  const reader = getEntry(family, readers, ({ keyboard }) => keyboard);
  const all = [...code.matchAll(isJava ? makeKeyboard(code) : reader)];
  // What only opens the keyboard asks nothing where something else asks.
  const asking = all.filter(([text]) => !opens.test(text));
  const found = asking.length > 0 ? asking : all;
  const instead = found.filter(({ index }) => isInstead(code, index));
  const asked =
    instead.length <= givenCount ? found.filter((one) => !instead.includes(one)) : found;
  const read = asked.map(({ index, 0: text, 2: prompt }): Asking => {
    return { index, text, ...(prompt !== undefined && { prompt }) };
  });
  const matches = followAskers(code, read, family);
  const prompts = matches.map(({ index, prompt }, place) => {
    if (prompt !== undefined) return prompt;
    return isJava
      ? findAsked(code.slice(matches[place - 1]?.index ?? 0, index))
      : findPrompt(code, index);
  });
  return { matches, prompts };
}

/** Whether a line is only read where an argument is not there: `argv[1] if … else input()`. */
function isInstead(code: string, index: number): boolean {
  const start = code.lastIndexOf('\n', index) + 1;
  const line = code.slice(start, index);
  const vector = /\b(?:argv|args|ARGV)\s*\[/;
  if (vector.test(line) && /\belse\b|\|\||\?\?|\bor\b|:\s*\S*$/.test(line)) return true;
  const [, name] = /(?:^|[\s*])(\w+)\s*=\s*[^=]*$/.exec(line) ?? [];
  if (name === undefined) return false;
  return new RegExp(`\\b${name}\\s*=(?!=)[^\\n]*\\b(?:argv|args|ARGV)\\s*\\[`).test(code);
}

/** The lines that are to be typed; undefined where the program reads no keyboard. */
export function findTyping(
  file: Code,
  wanted: Wanted,
  { role = wanted.clients[0] ?? '', given = 0 }: { role?: string; given?: number } = {},
): FoundTyping | undefined {
  const family = getFamily(file.language);
  const { code } = file;
  const isJava = family === 'java';
  const { matches, prompts } = findAskings(file, given);
  const [first] = matches;
  // Who prints the letter asks for the rest of the message only.
  const prefix = `["'\`](?:Client\\s+)?[${wanted.clients.join('')}]:\\s*(?:["'\`]|\\{|%s|\\$[\\w{]|#\\{)`;
  const usual = new RegExp(prefix, 'i').test(code) ? '{name}' : '{message}';
  if (!first) return findSelected(file, usual);
  const answers = prompts.map((prompt) =>
    chooseEntry(answerPrompt(prompt, wanted), { code, role, wanted }),
  );
  // A loop's reader asks again and again; those after the message talk on, and get nothing.
  const kinds = answers.map((answer) => answer ?? usual);
  const lines = kinds.slice(0, findMessage(prompts, answers) + 1);
  const whole = first.text.trim().slice(0, 50);
  const isSure = !/^(?:c|java|go)$/.test(family);
  // Elsewhere the same words read what nobody is asked for: only what has its own prompt counts.
  const unique = lines.filter((_, index) => {
    return isSure || index === lines.length - 1 || (answers[index] ?? '') !== '';
  });
  const at = isJava ? undefined : matches[Math.max(0, lines.length - 1)];
  const prompt = at && findShown(at.prompt ?? findPrinted(code, at.index));
  return {
    lines: unique,
    ...(prompt !== undefined && { prompt }),
    because: `${file.path} has ${JSON.stringify(whole)}`,
  };
}

/** A keyboard that is only named: `select([sock, sys.stdin], [], [])`, `connect_read_pipe`. */
function findSelected({ path, code }: Code, line: string): FoundTyping | undefined {
  const [named] =
    /\bsys\.stdin\b(?!\.(?:isatty|reconfigure|encoding))|\$stdin\b|\bSTDIN(?:_FILENO)?\b|\bSystem\.in\b|\bprocess\.stdin\b(?!\.(?:isTTY|unref|pause))|\bstdin\b(?=\s*[,)])/.exec(
      code,
    ) ?? [];
  return named === undefined
    ? undefined
    : { lines: [line], because: `${path} has ${JSON.stringify(named)}` };
}

/**
 * What a server asks for before it is used: a port, an address, how many clients; undefined where
 * it asks for nothing that can be told.
 */
export function findServerTyping(file: Code, wanted: Wanted): FoundTyping | undefined {
  const { matches, prompts } = findAskings(file);
  const asked = { code: file.code, role: 'server', wanted };
  const answers = prompts.map((prompt) => chooseEntry(answerServerPrompt(prompt, wanted), asked));
  const open = answers.indexOf(undefined);
  const lines = answers.slice(0, open < 0 ? undefined : open).flatMap((line) => line ?? []);
  const [first] = matches;
  if (lines.length === 0 || !first) return undefined;
  return { lines, because: `${file.path} has ${JSON.stringify(first.text.trim().slice(0, 50))}` };
}

/** What a server's prompt asks for; undefined where it does not say it. */
export function answerServerPrompt(prompt: string, wanted: PromptWishes): string | undefined {
  const count = `${wanted.clients.length}`;
  if (
    /\b(?:how many|(?:number|count|amount) of|max\w*|expected)\b.*\b(?:clients?|users?|connections?|people|players?)\b/i.test(
      prompt,
    )
  )
    return count;
  if (/\b(?:ip|host|hostname|address|interface)\b/i.test(prompt) && !/\bport\b/i.test(prompt))
    return '0.0.0.0';
  const answer = answerPrompt(prompt, wanted);
  return ['{port}', '', '1', 'y'].find((one) => one === answer);
}

const asksForMessage =
  /\b(?:messages?|msg|text|sentence|mensajes?|mensagem|messaggio|nachricht)\b/i;
/** Who has to say yes before it goes on. */
const asksForYes = /\by(?:es)?\s*[/|]\s*no?\b/i;
/** Names and their like, as English and its neighbours say them. */
const asksForName = /(?:\b|nick|user)name\b|\bhandle\b|\b(?:nombre|nome|nom|vorname|apodo)\b/i;

/**
 * Which of the prompts is for the message: one that says so, else the first that says nothing else;
 * the last where all ask for something that is known.
 */
function findMessage(prompts: readonly string[], answers: readonly (string | undefined)[]): number {
  const said = prompts.findIndex((prompt) => asksForMessage.test(prompt));
  if (said >= 0) return said;
  const open = answers.indexOf(undefined);
  return open >= 0 ? open : answers.length - 1;
}

/** Java reads the network with the same words: only a reader of System.in asks a person. */
function makeKeyboard(code: string): RegExp {
  const names = [...code.matchAll(/(\w+)\s*=\s*new\s+(?:Scanner|BufferedReader)\s*\(/g)]
    .filter(({ index }) => /System\.in/.test(code.slice(index, index + 120)))
    .map(([, name]) => name);
  if (names.length === 0) return /(?!)/g;
  return new RegExp(`(?<=\\b(?:${names.join('|')}))${readers.java.source}`, 'g');
}

/** What Java prints last of some code, if it asks something. */
function findAsked(code: string): string {
  const printed =
    [...code.slice(-200).matchAll(/\bprint(?:ln|f)?\s*\(\s*"([^"\n]*)"/g)].at(-1)?.[1] ?? '';
  return /[:?>]\s*$/.test(printed) ? printed : '';
}

/** What is printed right before a place; what stands further up is of other steps. */
function findPrinted(code: string, at: number): string | undefined {
  const [before = ''] =
    /(?:[^\n]*\S[^\n]*\n){0,3}[^\n]*$/.exec(code.slice(Math.max(0, at - 200), at)) ?? [];
  const printing =
    /\b(?:printf?|println|puts|fputs|cout|write|log|echo|say|Write|WriteLine)\b!?\s*(?:\(|<<|-\w+)?\s*(["'`])(.*?)\1/g;
  return [...before.matchAll(printing)].at(-1)?.[2];
}

/** The part of a text that a terminal is sure to show as it stands. */
function findShown(text: string | undefined): string | undefined {
  const [shown] = (text ?? '').split(/[\\%{}$]/).map((part) => part.trim());
  return shown !== undefined && shown.length >= 2 ? shown : undefined;
}

/** The last text that is printed before a place. */
function findPrompt(code: string, at: number): string {
  const before = code.slice(Math.max(0, at - 200), at);
  return [...before.matchAll(/["'`]([^"'`\n]*)["'`]/g)].at(-1)?.[1] ?? '';
}

/** "Press ENTER to send", in the languages of students. */
const wantsKey =
  /\b(?:press|puls[ae]|presion|oprim|appuy|dr[üu]ck|premi|naci[śs]nij|hit)|to (?:continue|exit|quit)|\b(?:enter|intro|return|eingabetaste)\W+(?:para|pour|zum|um|per|to)\b/i;

/** A menu's entry: "2 - client X", "[1] Server". */
const entry = /(?<![\w.])(\d|[a-z])\s*(?:[-.):=\]]|->)+\s*((?:[A-Za-z]+ ?){1,4})/g;

/** What is typed at a menu by which one program for all is told what to be. */
function findEntry(code: string, role: string, { clients }: PromptWishes): string | undefined {
  const texts = [...code.matchAll(/(["'`])((?:(?!\1)[^\n])*)\1/g)].map(([, , text = '']) => text);
  const entries = texts.flatMap((text) => [...text.matchAll(entry)]);
  const find = (says: RegExp) => entries.find(([, , text = '']) => says.test(text))?.[1];
  if (role === 'server') return find(/\bserv|\bserw|\bsunucu|\bmay chu/i);
  const letters = clients.map((one) => find(new RegExp(`\\b${one}\\b`)));
  // Each client has an entry of its own, or all have one beside the server's.
  if (!letters.includes(undefined)) return letters[clients.indexOf(role)];
  return find(/\bserv/i) && find(/\bcli|\bkunde|\bklient|\bistemci/i);
}

/** An answer; of a menu's the entry that the source has for the role. */
function chooseEntry(
  answer: string | undefined,
  { code, role, wanted }: { code: string; role: string; wanted: PromptWishes },
): string | undefined {
  return answer === '1' ? (findEntry(code, role, wanted) ?? answer) : answer;
}

/** What of an assignment says how prompts are answered. */
export type PromptWishes = Pick<Wanted, 'clients' | 'discover'>;

/** What a prompt asks for, if it says that; lab/run fills the placeholders. */
export function answerPrompt(
  prompt: string,
  { clients, discover }: PromptWishes,
): string | undefined {
  const isForMessage = asksForMessage.test(prompt);
  if (wantsKey.test(prompt) && !isForMessage) return '';
  // "Porta [5555]:" has what is taken where nothing is typed.
  if (/\b(?:ports?|puerto|porta|porto|poort)\b|[[(]\d{4,5}[\])]/i.test(prompt)) return '{port}';
  if (/\b(?:ip|host|hostname|address)\b|server'?s? name/i.test(prompt)) return '{host}';
  if (/\b(?:endere[çc]o|direcci[oó]n|adresse|indirizzo|adres)\b/i.test(prompt)) return '{host}';
  if (/[[(][^\])]*\b\d{1,3}(?:\.\d{1,3}){3}[\])]/.test(prompt)) return '{host}';
  // "Server [10.0.0.1]:", "Which server?", and no word of what it says.
  if (/^\W*(?:which |the )?server(?:\s*[[(][^\])]*[\])])?\W*$/i.test(prompt)) return '{host}';
  const own = discover?.answers?.find(({ asks }) => asks.test(prompt));
  if (own) return own.says;
  // "Enter message (X: name):" shows how it is to look.
  if (new RegExp(`\\b(?:${clients.join('|')})\\s*:\\s*\\S`).test(prompt)) return '{message}';
  if (isForMessage) return undefined;
  if (/\bwhich client\b|client (?:id|letter)/i.test(prompt)) return '{role}';
  // "X or Y", "(X/Y)", "client X or client Y".
  const letters = `\\b${clients.join('\\s*(?:\\b(?:or|ou|o|oder|of|lub|eller)\\b|[/|,])\\s*(?:client\\s+)?')}\\b`;
  if (clients.length > 1 && new RegExp(letters, 'i').test(prompt)) return '{role}';
  if (asksForName.test(prompt)) return '{name}';
  if (asksForYes.test(prompt)) return 'y';
  // A menu's first entry is what one came for.
  const menu =
    /^\W*(?:(?:please|your|enter|make|select|pick|an?|the|votre|ihre|deine|su|tu|sua|la|il tuo)\W+)*(?:choice|choose|option|menu|selection|se[cç]im\w*|elecci[oó]n|opci[oó]n|op[cç][aã]o|escolha|choix|scelta|(?:aus)?wahl|wyb[oó]r|lua chon)(?!\p{L})/iu;
  return menu.test(prompt) ? '1' : undefined;
}
