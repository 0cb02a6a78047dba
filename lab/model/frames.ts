/**
 * What programs put around what they say, so that the other side knows where it ends and what it
 * is: a length before it (in bytes or in digits), a NUL or another sign behind it, a word of a
 * protocol, a letter of fixed size, an object stream of Java, JSON. Pure: texts in, the same texts
 * as a person would read them out.
 */

/** A text of a program with its role, where it is a client's message. */
export interface Framed {
  role: string;
  text: string;
}

/** The messages of all clients, and a reader for all that the server says. */
export interface Unframed {
  messages: string[];
  read(line: string): string;
}

/** Takes the frames off; a text without a frame stays as it is. */
export function unframe(messages: readonly Framed[]): Unframed {
  const plain = messages.map(({ role, text }) => ({ role, text: readPlain(text) }));
  const ending = findEnding(plain.map(({ text }) => text));
  const ended = plain.map(({ text }) => dropEnding(text, ending));
  const opening = findOpening(ended);
  const whole = ended.map((text) => text.slice(opening.length).trimStart());
  const bare = dropCommands(whole);
  const letters = readLetters(bare, plain);
  const read = plain.map(({ role }, index) => {
    return readMessage(letters[index] ?? role, bare[index] ?? '');
  });
  const contents = read.map((text) => text.replace(/^\p{L}\s*:\s*/u, ''));
  return {
    messages: read,
    read: (line) => {
      const plainly = dropEnding(readPlain(line), ending);
      const isOpened = opening !== '' && plainly.startsWith(opening);
      const bare = isOpened ? plainly.slice(opening.length).trimStart() : plainly;
      const answer = readAnswer(bare, contents);
      return dropAnswerCommand(answer, read, contents);
    },
  };
}

/** A single line of a client, or of a server to a client, without its frame. */
export function readLine(role: string, text: string): string {
  const plain = readPlain(text).replace(commands, '');
  // A field of one letter, and the text right behind it: "XHello".
  return readMessage(role, plain.replace(/^\p{Lu}(?=\p{Lu}(?:\p{Ll}|[\s'’]))/u, ''));
}

/** The letters that messages begin with, where these are the others' ones; else the roles. */
function readLetters(texts: readonly string[], framed: readonly Framed[]): string[] {
  const roles = framed.map(({ role }) => role);
  const letters = texts.map(
    (text) => /^(\p{Lu})(?:\s*[|,;/~=>]\s*|\s)\p{L}/u.exec(text)?.[1] ?? '',
  );
  const areRoles =
    new Set(letters).size === roles.length && letters.every((one) => roles.includes(one));
  return areRoles ? letters : roles;
}

/** Words by which a protocol says what a line is; and any word in capitals, where all have it. */
const commands =
  /^(?:\/?(?:MSG|MESSAGE|CHAT|SAY|SEND|TEXT|DATA|TELL|FROM|ACK|RESULT|RES|RESP|REPLY|RESPONSE|ANSWER|ORDER|VERDICT|INFO|SERVER|SRV|OK|NOTE|REPORT|BROADCAST)(?:\s*[:|;,]\s*|\s+)|\/?(?:msg|message|chat|say|send|text|data)[:|]\s*)(?=\S)/;
const anyCommand = /^\/?[A-Z]{2,10}(?:\s*[:|;,]\s*|\s+)(?=\S)/;

/** Without the word that stands before all messages. */
function dropCommands(texts: readonly string[]): string[] {
  const found = texts.map((text) => (commands.exec(text) ?? anyCommand.exec(text))?.[0] ?? '');
  const [first = ''] = found;
  const areAll = texts.length > 1 && first !== '' && found.every((one) => one === first);
  return areAll ? dropCommands(texts.map((text) => text.slice(first.length))) : [...texts];
}

/** Without the word, or the letter, before an answer that has all messages. */
function dropAnswerCommand(
  answer: string,
  messages: readonly string[],
  contents: readonly string[],
): string {
  const bare = answer.replace(commands, '').replace(/^\p{Lu}\s(?=\p{Lu}\s*:)/u, '');
  const hasAll = contents.length > 0 && contents.every((content) => bare.includes(content));
  if (!hasAll) return answer;
  const rest = bare.slice(1);
  return /^\p{L}/u.test(bare) && messages.some((one) => one.length > 2 && rest.startsWith(one))
    ? rest
    : bare;
}

/**
 * Leaves out what no terminal shows: the bytes of a length (writeUTF of Java), a NUL, an object
 * stream; and digits before a text that count its bytes.
 */
function readPlain(framed: string): string {
  const strings = readJavaStrings(framed);
  if (strings.length > 0) return strings.join(' ');
  const text = dropLength(framed);
  const frame = /[\p{Cc}\uFFFD]/u;
  const isFramed = frame.test(text.replaceAll('\t', ' '));
  const shown = isFramed ? text.replace(/[\p{Cc}\uFFFD]+/gu, ' ').trim() : text;
  const [, digits, counted] = /^\s*(\d{1,10})[\s:|,;]?(.+)$/su.exec(shown) ?? [];
  if (digits === undefined || counted === undefined) return shown;
  const { length } = new TextEncoder().encode(counted);
  return Math.abs(Number(digits) - length) <= 1 ? counted.trim() : shown;
}

/** What an object stream of Java begins with (0xACED, 5), as it is decoded: nobody's message. */
export function isStreamHeader(text: string): boolean {
  return /^\uFFFD\uFFFD\0\p{Cc}$/u.test(text);
}

/**
 * The strings of an object stream of Java, in their order: each is a t and two bytes of length
 * before it (TC_STRING, Java Object Serialization Specification, 6.4). Names of types are none.
 */
function readJavaStrings(text: string): string[] {
  // A length of 10 is a newline, which cuts what stands before it off.
  const opens = /^(?:\uFFFD\uFFFD\0\p{Cc})?(?:t|[su][rq])\0|t\0\p{Cc}Ljava\/lang\/String;/u;
  if (!opens.test(text)) return [];
  const strings: string[] = [];
  for (let at = text.indexOf('t\0'); at >= 0; at = text.indexOf('t\0', at)) {
    const length = text.charCodeAt(at + 2);
    const string = text.slice(at + 3, at + 3 + length);
    const isString = string.length === length && /^[^\p{Cc}\uFFFD]+$/u.test(string);
    if (isString && !/^\[?L[\w/$]+;$/.test(string)) strings.push(string);
    at += isString ? 3 + length : 1;
  }
  return strings;
}

/** Without a length of 2, 4 or 8 bytes, of which the last, or the first, may be any letter. */
function dropLength(text: string): string {
  const [, big = '', little = '', rest = ''] = /^(?:\0{1,7}(.)|(.)\0{1,7})(.+)$/su.exec(text) ?? [];
  const { length } = new TextEncoder().encode(rest);
  const isLength = Math.abs((big || little).charCodeAt(0) - length) <= 1;
  return isLength ? rest : text;
}

/** Signs that end no sentence; or a word in angle brackets. */
const endings = /(?:[#$|~^*;%&\\]+|<\/?[A-Z]{2,6}>|\\[0nr])\s*$/iu;

/** What stands behind every message, and belongs to none; empty where nothing does. */
function findEnding(texts: readonly string[]): string {
  const found = texts.map((text) => endings.exec(text)?.[0].trim() ?? '');
  const [first = ''] = found;
  return texts.length > 1 && found.every((one) => one === first) ? first : '';
}

/** A sign that stands before every message: the start of a frame. */
function findOpening(texts: readonly string[]): string {
  const [first = '', ...others] = texts.map((text) => /^[~#$@^&*|%+=!]/.exec(text)?.[0] ?? '');
  return others.length > 0 && others.every((one) => one === first) ? first : '';
}

function dropEnding(text: string, ending: string): string {
  const trimmed = text.trimEnd();
  if (ending === '' || !trimmed.endsWith(ending)) return text;
  return trimmed.slice(0, -ending.length).trimEnd();
}

/** A value of JSON that is no object, and the key that leads to it. */
interface Leaf {
  key: string;
  value: string;
}

/** Keys of what says which kind of message it is, when, or how it is sent. */
const isAside = /^(?:type|kind|cmd|command|action|status|op|event|ok|time\w*|seq\w*|len\w*|ts)$/i;

/** `{"client": "X", "name": "Alice"}` and `X|Alice` are "X: Alice". */
function readMessage(role: string, text: string): string {
  const fields =
    /^\s*(?:client\s*)?(\p{L})\s*(?:[|,;/~=>]|[-=]>|\s-\s|\s)\s*(\p{L}.*)$/isu.exec(text) ??
    /^(\p{Lu})(\p{Lu}\p{Ll}.*)$/su.exec(text);
  if (fields?.[1]?.toUpperCase() === role) return `${role}: ${fields[2]?.trim()}`;
  const leaves = readJson(text)?.filter(({ key }) => !isAside.test(key));
  if (!leaves) return text;
  const own = leaves.find(({ key }) => key.replace(/^client\s*/i, '').toUpperCase() === role);
  if (own && leaves.length === 1) return `${role}: ${own.value}`;
  const isLetter = ({ value }: Leaf) => value.replace(/^client\s*/i, '') === role;
  const said = leaves.filter((leaf) => !isLetter(leaf));
  const [only] = said;
  if (only === undefined || said.length > 1) return joinLeaves(leaves);
  const isNamed = said.length === leaves.length || /^\p{L}\s*:/u.test(only.value);
  return isNamed ? only.value : `${role}: ${only.value}`;
}

/** The value that names all clients' messages, where there is one; else all with their keys. */
function readAnswer(text: string, contents: readonly string[]): string {
  const leaves = readJson(text);
  if (!leaves) return text;
  const names = contents.map((content) => content.toLowerCase());
  const whole = leaves.find(({ value }) => {
    return names.length > 0 && names.every((name) => value.toLowerCase().includes(name));
  });
  return whole?.value ?? joinLeaves(leaves.filter(({ key }) => !isAside.test(key)));
}

function joinLeaves(leaves: readonly Leaf[]): string {
  return leaves.map(({ key, value }) => (key === '' ? value : `${key}: ${value}`)).join(', ');
}

/** The values of JSON that is all of a text, but for a length before it; else undefined. */
function readJson(text: string): Leaf[] | undefined {
  const [, json] = /^(?:[^\p{L}{[(]{0,12}|\S{1,4})([{[(].*[}\])])\W{0,4}$/su.exec(text) ?? [];
  if (json === undefined) return undefined;
  try {
    const leaves = listLeaves('', JSON.parse(json.includes('"') ? json : quoteAsJson(json)));
    return leaves.length > 0 ? leaves : undefined;
  } catch {
    return undefined;
  }
}

/** A dict, a list or a tuple as Python prints it. */
function quoteAsJson(text: string): string {
  return text
    .replace(/^\(/, '[')
    .replace(/,?\s*\)$/, ']')
    .replaceAll("'", '"');
}

function listLeaves(key: string, value: unknown): Leaf[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, one]) =>
      listLeaves(Array.isArray(value) ? key : name, one),
    );
  }
  return value === null ? [] : [{ key, value: String(value) }];
}
