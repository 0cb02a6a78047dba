/** The text of a file of the user's as a value: YAML 1.2, or JSON, which it contains. */
import { type CST, Parser, parseDocument } from 'yaml';
import { LabError } from '../model/errors.ts';

/** A file that people write is a page or two; a text in it may have 64 KiB. */
const mostCharacters = 1 << 18;
/** Ours go six deep. */
const deepest = 64;
/** The time that the parser takes grows with the square of keys, and of faults that it shows. */
const mostValues = 5_000;
const mostFaults = 50;

/**
 * `hint` says which keys such a file has. Throws LabError FILE_WRONG, also for what is too long or
 * too deep: the parser calls itself for each level, and the end of the stack may end the process.
 */
export function parseYaml(text: string, file: string, hint: string): unknown {
  const because = findExcess(text);
  if (because) throw new LabError('FILE_WRONG', `${file}: ${because}`, { hint });
  try {
    const plain = parseDocument(text, { prettyErrors: false });
    const isShown = plain.errors.length > 0 && plain.errors.length <= mostFaults;
    const document = isShown ? parseDocument(text, { prettyErrors: true }) : plain;
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS(); // This throws, too: where aliases would grow beyond all measure.
  } catch (cause) {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `${file}: ${message.trim()}`, { hint, cause });
  }
}

/** Looks at the tokens, which are made without a call for each level. */
function findExcess(text: string): string | undefined {
  if (text.length > mostCharacters) {
    return `too long: ${text.length} characters, more than ${mostCharacters}`;
  }
  const waiting: [token: CST.Token, depth: number][] = [];
  for (const token of new Parser().parse(text)) waiting.push([token, 0]);
  let values = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [token, depth] = next;
    if (depth > deepest) return `nested more than ${deepest} deep`;
    if (token.type === 'document' && token.value) waiting.push([token.value, depth]);
    if (!('items' in token)) continue;
    values += token.items.length;
    if (values > mostValues) return `more than ${mostValues} values`;
    for (const { key, value } of token.items) {
      for (const inner of [key, value]) if (inner) waiting.push([inner, depth + 1]);
    }
  }
  return undefined;
}
