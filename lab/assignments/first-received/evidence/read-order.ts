/**
 * From a masked text to the order in which it says that messages were received: by words between
 * two clients ("before", "after", "then"), by words at each of them ("first", "2nd"), by numbers
 * and times beside them, or by a list that is said to be in order.
 */
import type { Masked, Mention } from './mask.ts';

/** Every order that a text states in words, each once; none where it states none for certain. */
export function readOrders({ text, mentions }: Masked, roles: readonly string[]): string[][] {
  // "X was not received before Y" needs a person.
  if (roles.length < 2 || negation.test(text.replace(numberSign, ' '))) return [];
  const readers = [readBefore, readAfter, readOrdinals, readThen, readNumbers, readTimes, readList];
  for (const read of readers) {
    const orders = read(text, mentions, roles).filter((order) => isWhole(order, roles));
    const distinct = new Map(orders.map((order) => [order.join('\n'), order]));
    if (distinct.size > 0) return [...distinct.values()];
  }
  return [];
}

const negation =
  /\b(?:not|nor|no|neither|never|cannot|without|nicht|pas|nunca|jamais)\b|n['’]t\b|(?<!\p{L})(?:não|değil)(?!\p{L})/u;
/** "No. 1" is a number. */
const numberSign = /\bno\.? ?(?=\d)/g;

function isWhole(order: readonly string[], roles: readonly string[]): boolean {
  return order.length === roles.length && new Set(order).size === roles.length;
}

type Reader = (text: string, mentions: readonly Mention[], roles: readonly string[]) => string[][];

/** The same words in the languages of students, which stand between two mentions as well. */
const foreign = {
  before:
    'prima (?:di|del|della)|avant|antes|przed|vor|bevor|eerder dan|voor|f[öo]re|innan|tr[ưu][ơo]c|sebelum|p[řr]ed|[îi]nainte|раньше|перед',
  after: 'dopo|apr[èe]s|despu[ée]s|depois|nach|efter|dup[ăa]|setelah|после',
};
const beforeWords = joinPatterns(
  String.raw`\b(?:be?fore?|beofre|befroe|ahead of|(?:earlier|sooner|faster|quicker) than|prior to|preced(?:ed|es|ing)(?! by)|beats?)\b`,
  foreign.before,
);
const afterWords = joinPatterns(
  String.raw`\b(?:after(?! that\b)|later than|behind|preceded by|follow(?:ed|s|ing)(?! by))\b`,
  foreign.after,
);
/** Turkish has it behind both: "A mesajı B mesajından önce alındı". */
const behindBoth = /[dt][ae]n\s+(?:daha\s+)?([öo]nce|sonra)(?!\p{L})/u;

function joinPatterns(english: string, others: string): RegExp {
  return new RegExp(`${english}|(?<!\\p{L})(?:${others})(?!\\p{L})`, 'gu');
}

const thenWords = /\b(?:then|followed by|next(?! to)|afterwards?|after that|subsequently|later)\b/g;

/** "A received before B": each neighbouring pair of mentions has the word between them. */
const readBefore: Reader = (text, mentions, roles) => {
  const [first, second] = mentions;
  const behind = second && behindBoth.exec(text.slice(second.at));
  if (first && behind && mentions.length === 2) {
    const order = [first.role, second.role];
    return [behind[1] === 'sonra' ? order.reverse() : order];
  }
  return readChains(text, mentions, roles, beforeWords);
};

/** "B received after A": the same, the other way round; and "After A came B". */
const readAfter: Reader = (text, mentions, roles) => {
  const chains = readChains(text, mentions, roles, afterWords).map((order) => order.reverse());
  const [first] = mentions;
  const isLeading = first !== undefined && /\bafter [^,.;]*$/.test(text.slice(0, first.at));
  if (chains.length > 0 || !isLeading || mentions.length !== 2) return chains;
  return [mentions.map(({ role }) => role)];
};

/** "A, then B". */
const readThen: Reader = (text, mentions, roles) => readChains(text, mentions, roles, thenWords);

/** Of a text that states more than once, every chain; one mention a client in each. */
function readChains(
  text: string,
  mentions: readonly Mention[],
  roles: readonly string[],
  words: RegExp,
): string[][] {
  const places = [...text.matchAll(words)].map(({ index }) => index);
  const orders: string[][] = [];
  let from = 0;
  for (const word of places) {
    if (word < from) continue;
    const start = mentions.findLastIndex(({ at }) => at < word);
    if (start < 0) continue;
    const chain = mentions.slice(start, start + roles.length);
    const isLinked = chain.every((mention, index) => {
      const next = chain[index + 1];
      return !next || places.some((at) => at > mention.at && at < next.at);
    });
    if (!isLinked) continue;
    orders.push(chain.map(({ role }) => role));
    from = chain.at(-1)?.at ?? word;
    // A text may be a megabyte of the same; the first statements tell.
    if (orders.length >= mostStatements) break;
  }
  return orders;
}

const mostStatements = 8;

const ordinals: readonly (readonly [RegExp, number])[] = [
  [
    joinPatterns(
      String.raw`\b(?:first(?:ly)?|1st|frist|fisrt|earliest|earlier(?! than))\b`,
      'primer[oa]?|premi[èe]re?|primeir[oa]|primo|erste[rns]?|zuerst|als erstes|pierwsz\\p{L}+|najpierw|birinci|ilk|eerste?|först',
    ),
    1,
  ],
  [
    joinPatterns(
      String.raw`\b(?:second(?:ly)?(?! before| after| later| earlier)|2nd)\b`,
      'segund[oa]|deuxi[èe]me|second[oa]|zweite[rns]?|drug[ia]|ikinci|tweede',
    ),
    2,
  ],
  [/\b(?:third|3rd)\b/g, 3],
];
/** These stand for the last place only beside another word of order. */
const lastWords = /\b(?:last(?:ly)?|latest|later(?! than)|latter)\b/g;

interface Ordinal {
  place: number;
  at: number;
  end: number;
}

/** "X was first", "the first was X", "first X, then Y", "Y second, X first". */
const readOrdinals: Reader = (text, mentions, roles) => {
  const named = new Set(mentions.map(({ role }) => role));
  const words = findOrdinals(text, roles.length, named.size === roles.length);
  if (words.length === 0 || words.length > mostOrdinals) return [];
  const places = new Map<number, Set<string>>();
  for (const word of words) {
    const role = bindOrdinal(text, word, words, mentions);
    if (role === undefined) continue;
    places.set(word.place, (places.get(word.place) ?? new Set()).add(role));
  }
  const order = Array.from(roles, (_, index) => places.get(index + 1));
  // "X was first and Y was first" states two orders.
  if (order.some((one) => (one?.size ?? 0) > 1)) return [];
  const known = order.map((one) => [...(one ?? [])][0]);
  const missing = roles.filter((role) => !known.includes(role));
  // "Second: Y" alone may number an echo; "Y was second" states that the other one was first.
  const isSecondAlone =
    known[0] === undefined && named.size < roles.length && !placedSecond.test(text);
  if (missing.length > 1 || isSecondAlone) return [];
  return [known.map((role) => role ?? missing[0] ?? '')];
};

const mostOrdinals = 50;
const placedSecond = /\b(?:was|were|is|came|arrived|received|recieved) [^,;]*\b(?:second|2nd)\b/;

function findOrdinals(text: string, count: number, isComplete: boolean): Ordinal[] {
  const last = isComplete ? [[lastWords, count] as const] : [];
  return [...ordinals, ...last]
    .filter(([, place]) => place <= count)
    .flatMap(([pattern, place]) =>
      [...text.matchAll(pattern)].map(({ 0: word, index }) => {
        return { place, at: index, end: index + word.length };
      }),
    )
    .sort((a, b) => a.at - b.at);
}

/** Something ends between the two. */
const boundary = /[,;.!|]|\b(?:and|then|while|but|whereas)\b|&/;
/** "The first was X", "first: X". */
const link = /\b(?:was|is|were|from|by|are)\b|[:=]|->/;
const verb = /\b(?:was|is|were|came|arrived|received|recieved|sent|got|has|had)\b|['’]s\b/;

/** Whose place it is: the mention before the word or behind it, the nearer one in the clause. */
function bindOrdinal(
  text: string,
  word: Ordinal,
  words: readonly Ordinal[],
  mentions: readonly Mention[],
): string | undefined {
  const before = mentions.findLast(({ at }) => at < word.at);
  const behind = mentions.find(({ at }) => at > word.at);
  const isFree = (from: number, until: number) =>
    !words.some((other) => other !== word && other.at > from && other.at < until);
  const left = before && isFree(before.at, word.at) ? before : undefined;
  const right = behind && isFree(word.at, behind.at) ? behind : undefined;
  if (!left || !right) return (left ?? right)?.role;
  const leftGap = text.slice(left.at + 1, word.at);
  const rightGap = text.slice(word.end, right.at);
  const isLeftCut = boundary.test(leftGap);
  if (isLeftCut !== boundary.test(rightGap)) return (isLeftCut ? right : left).role;
  const isRightLinked = link.test(rightGap);
  if (isRightLinked !== verb.test(leftGap)) return (isRightLinked ? right : left).role;
  const beginsWithWord = (words[0]?.at ?? 0) < (mentions[0]?.at ?? 0);
  return (beginsWithWord ? right : left).role;
}

/** "1. X 2. Y"; the number of a client or of a message may be that of its connection. */
const readNumbers: Reader = (text, mentions, roles) => {
  if (mentions.length !== roles.length) return [];
  const numbers = mentions.map(({ at }, index) => {
    const gap = text.slice(index === 0 ? 0 : (mentions[index - 1]?.at ?? 0) + 1, at);
    const found =
      /(?:^|[\s,;(["'#]|\bno\.? ?)(\d{1,2})(?:\s*[.):\]–-]+\s*|\s+)["'“(]*(?:\p{L}\s*:\s*)?$/u;
    const [, digits] = found.exec(gap) ?? [];
    const isOfClient = /\p{L}\s*#?\d{1,2}\W*(?:\p{L}\s*:\s*)?$/u.test(gap.replace(numberSign, ' '));
    return digits === undefined || isOfClient ? undefined : Number(digits);
  });
  const isFrom = (base: number) =>
    [...numbers].sort().every((number, index) => number === base + index);
  if (numbers.includes(undefined) || !(isFrom(1) || isFrom(0))) return [];
  return [sortBy(mentions, (_, index) => numbers[index] ?? 0)];
};

/** "X at 10:00:01, Y at 10:00:02": the earlier time is that of the first. */
const readTimes: Reader = (text, mentions, roles) => {
  const times = [
    ...text.matchAll(/\b(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?(?: ?([ap])m)?\b/g),
  ].map(({ 0: word, 1: hours, 2: minutes, 3: seconds = '0', 4: half, index }) => {
    const hour =
      half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0);
    const at = hour * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
    return { at: index, end: index + word.length, time: at };
  });
  if (mentions.length !== roles.length || times.length !== roles.length) return [];
  const isBehind = mentions.every(({ at }, index) => {
    const next = mentions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const time = times[index];
    return time !== undefined && time.at > at && time.at < next;
  });
  const isBefore = mentions.every(({ at }, index) => {
    const previous = mentions[index - 1]?.at ?? -1;
    const time = times[index];
    return time !== undefined && time.at > previous && time.at < at;
  });
  const values = times.map(({ time }) => time);
  if (!(isBehind || isBefore) || new Set(values).size < values.length) return [];
  return [sortBy(mentions, (_, index) => values[index] ?? 0)];
};

/** A list is in order where it says so: "Order of messages: X, Y". */
const readList: Reader = (text, mentions, roles) => {
  if (!/\b(?:order|sequence|chronological(?:ly)?)\b/.test(text)) return [];
  if (
    /\b(?:order|sequence) (?:of|in which) [^.:,]*connect|\b(?:revers\w*|any|random)\b/.test(text)
  ) {
    return [];
  }
  if (mentions.length !== roles.length) return [];
  return [mentions.map(({ role }) => role)];
};

function sortBy(
  mentions: readonly Mention[],
  getKey: (mention: Mention, index: number) => number,
): string[] {
  return mentions
    .map((mention, index) => ({ mention, key: getKey(mention, index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ mention }) => mention.role);
}

/** What may stand between the entries of a bare list. */
const separators =
  /^(?:[\s"'“”‘’`,;:|/&+>()[\]{}<=–—#*.\d-]|\b(?:and|messages?|msg|from|client|said|says|sent|received|recieved|by|was|the)\b|(?<!\p{L})\p{L}(?!\p{L}))*$/u;

/** The order of a bare list, which states none by itself: "X: Alice, Y: Bob". */
export function readBareList(
  { text, mentions }: Masked,
  roles: readonly string[],
): string[] | null {
  if (roles.length < 2 || negation.test(text.replace(numberSign, ' '))) return null;
  const entries = mentions.filter(({ role }, index) => role !== mentions[index - 1]?.role);
  const order = entries.map(({ role }) => role);
  if (!isWhole(order, roles)) return null;
  const isPlain = entries.every(({ at }, index) => {
    const next = entries[index + 1];
    return !next || separators.test(text.slice(at + 1, next.at).replace(/[\uE000-\uE0FF]/g, ' '));
  });
  return isPlain ? order : null;
}
