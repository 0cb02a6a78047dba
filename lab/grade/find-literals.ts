/**
 * Follows an expression of a source to the literals that it may stand for: `bind(ADDR)` to
 * `ADDR = (HOST, PORT)`, and PORT to `HOST, PORT = "", 5000`. As much of it as small programs do;
 * what cannot be followed has none.
 */
import { escapePattern } from '../model/escape-pattern.ts';

/** How often a name may lead to another one. */
const maxSteps = 6;

/** What makes another form of one value: the value is what counts. */
const conversions =
  /^(?:int|str|float|Number|String|parseInt|Integer\.(?:parseInt|valueOf)|u?int(?:16|32)?(?:_t)?|htonl?s?|atoi|strconv\.\w+|socket\.gethostbyname|gethostbyname|InetAddress\.getByName|os\.path\.expandvars)\(/;

/** `os.environ.get("PORT", 5000)`: what stands for a value that is not there. */
const defaults = /^(?:os\.environ\.get|os\.getenv|getenv|getattr|dict\.get|config\.get)\(/;

/** The literals, as they are written: numbers, and texts in their quotes. */
export function findLiterals(expression: string, code: string, steps = 0): string[] {
  const text = unwrap(expression.trim());
  if (text === '' || steps > maxSteps) return [];
  if (/^\d+$/.test(text) || isQuoted(text)) return [text];
  const choices = splitChoices(text);
  if (choices.length > 1) return choices.flatMap((one) => findLiterals(one, code, steps + 1));
  const [call] = conversions.exec(text) ?? defaults.exec(text) ?? [];
  if (call !== undefined && text.endsWith(')')) {
    const parts = splitTop(text.slice(call.length, -1));
    const part = defaults.test(text) ? parts.at(-1) : parts[0];
    return parts.length === 1 && defaults.test(text)
      ? []
      : findLiterals(part ?? '', code, steps + 1);
  }
  // `HOST + ":5000"`, `":" + port`: what is put together has the parts of both.
  const sum = splitTop(text, '+');
  if (sum.length > 1) return sum.flatMap((one) => findLiterals(one, code, steps + 1));
  const given = findValues(text, code);
  return given.flatMap((one) => findLiterals(one, code, steps + 1));
}

/** The parts of a tuple, of which a name may be given; undefined where it is none. */
export function findTuple(expression: string, code: string, steps = 0): string[] | undefined {
  const text = expression.trim();
  if (text.startsWith('(') && findEnd(text, 0) === text.length - 1) {
    const parts = splitTop(text.slice(1, -1));
    return parts.length > 1 ? parts : findTuple(parts[0] ?? '', code, steps + 1);
  }
  if (steps > maxSteps) return undefined;
  for (const value of findValues(text, code)) {
    const parts = splitTop(value);
    const found = parts.length > 1 ? parts : findTuple(value, code, steps + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What each call of these has between its brackets. */
export function listCalls(call: RegExp, code: string): string[] {
  const pattern = new RegExp(call.source, call.flags.includes('g') ? call.flags : `${call.flags}g`);
  return [...code.matchAll(pattern)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const end = findEnd(code, open);
    return end === undefined ? [] : [code.slice(open + 1, end)];
  });
}

/** Cuts at commas, or another sign, that stand in no brackets and no quotes. */
export function splitTop(text: string, sign = ','): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { at, char } of walk(text)) {
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === sign && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Where the bracket that opens at a place is closed. */
function findEnd(text: string, open: number): number | undefined {
  let depth = 0;
  for (const { at, char } of walk(text, open)) {
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** The signs of a text that stand in no quotes. */
function* walk(text: string, from = 0): Generator<{ at: number; char: string }> {
  let quote: string | undefined;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== undefined) {
      if (char === '\\') at += 1;
      else if (char === quote || char === '\n') quote = undefined;
    } else if (`"'\``.includes(char)) quote = char;
    else yield { at, char };
  }
}

function isQuoted(text: string): boolean {
  return /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)$/.test(text);
}

/** Without brackets around it, a cast before it, and prefixes of texts. */
function unwrap(text: string): string {
  const bare = text
    .replace(/^\((?:[a-z_]\w*|unsigned \w+|char \*|const \w+ \*)\)\s*/, '')
    .replace(/^[bBuUrR](?=["'])/, '')
    .replace(/\.(?:encode|strip|trim|toString)\([^()]*\)$/, '');
  const isWrapped = bare.startsWith('(') && findEnd(bare, 0) === bare.length - 1;
  return isWrapped && splitTop(bare.slice(1, -1)).length === 1 ? unwrap(bare.slice(1, -1)) : bare;
}

/** `a if b else c`, `b ? a : c`, `a || c`, `a or c`, `a ?? c`. */
function splitChoices(text: string): string[] {
  const [, yes, no] = /^(.+?)\s+if\s+.+?\s+else\s+(.+)$/s.exec(text) ?? [];
  if (yes !== undefined && no !== undefined) return [yes, no];
  const [, first, second] = /^[^?]+\?(?![?.])([^:]+):(.+)$/s.exec(text) ?? [];
  if (first !== undefined && second !== undefined) return [first, second];
  return text.split(/\s*(?:\|\||\?\?|\bor\b)\s*/);
}

/** What a name is given: by `=`, `:=`, #define, together with others, or as a default. */
function findValues(name: string, code: string): string[] {
  if (!/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_]\w*)*$/.test(name)) return [];
  const word = `(?<![\\w.$])${escapePattern(name)}(?![\\w$])`;
  const single = new RegExp(
    `${word}(?:\\[\\w*\\])?\\s*(?::\\s*[\\w.]+\\s*)?(?::=|=)(?!=)\\s*([^;\\n]+)`,
    'g',
  );
  const values: string[] = [];
  for (const match of code.matchAll(single)) {
    const start = code.lastIndexOf('\n', match.index) + 1;
    const before = code.slice(start, match.index);
    values.push(...(cutValue(before, match[1] ?? '') ?? []));
  }
  for (const [, value = ''] of code.matchAll(
    new RegExp(`#\\s*define\\s+${word}[ \\t]+([^\\n]+)`, 'g'),
  )) {
    values.push(value);
  }
  return [...values, ...findTogether(name, code), ...findDefault(name, code)];
}

/** Of `f(host="", port=5000):` the default of one, of `int a = 1, b = 2` the one value. */
function cutValue(before: string, value: string): string[] | undefined {
  const isInCall = walkDepth(before) > 0;
  // `a, b = 1, 2` is another form.
  if (!isInCall && /^[\s\w.,$*]*,\s*$/.test(before) && !/\w\s+[\w$*]/.test(before)) return [];
  const [first = ''] = isInCall ? splitTop(value.replace(/\).*$/, '')) : [value];
  if (isInCall) return [first];
  const isDeclared = /\b(?:int|char|short|long|String|var|let|const)\b/.test(before);
  return [isDeclared ? (splitTop(value)[0] ?? '') : value];
}

function walkDepth(text: string): number {
  let depth = 0;
  for (const { char } of walk(text)) {
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
  }
  return depth;
}

/** `HOST, PORT = "", 5000`. */
function findTogether(name: string, code: string): string[] {
  const pattern = /^[ \t]*\(?((?:[\w.]+[ \t]*,[ \t]*)+[\w.]+)\)?[ \t]*:?=(?!=)[ \t]*([^\n;]+)/gm;
  return [...code.matchAll(pattern)].flatMap(([, left = '', right = '']) => {
    const names = splitTop(left);
    const place = names.indexOf(name);
    if (place < 0) return [];
    const parts = splitTop(right.replace(/^\((.*)\)\s*$/, '$1'));
    return parts.length === names.length ? [parts[place] ?? ''] : [];
  });
}

/** `args.port` has the default that add_argument gave it. */
function findDefault(name: string, code: string): string[] {
  const [, key] = /^\w+\.(\w+)$/.exec(name) ?? [];
  const keys = key === undefined ? [] : [key];
  return keys.flatMap((one) => {
    const flag = new RegExp(`["'](?:--?)?${escapePattern(one).replaceAll('_', '[-_]')}["']`);
    return listCalls(/\badd_argument\(/, code)
      .filter((words) => flag.test(words))
      .flatMap((words) =>
        splitTop(words).flatMap((part) => /^default\s*=\s*(.+)$/s.exec(part)?.[1] ?? []),
      );
  });
}
