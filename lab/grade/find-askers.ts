/**
 * Functions of a source that ask a person for something they are told: `ask("Which host")`. Where
 * one reads the keyboard, each of its calls asks, with the words of that call.
 */
import type { Family } from './find-deed.ts';

/** A place of a source at which a person is asked for a line. */
export interface Asking {
  index: number;
  /** The code that asks. */
  text: string;
  /** The words that prompt for it, as far as they stand in the source there. */
  prompt?: string;
}

/** How a function with parameters begins: its name, what it takes. */
const heads: Record<'python' | 'other', RegExp> = {
  python: /^([ \t]*)(?:async )?def\s+(\w+)\s*\(([^()]*)\)[^:\n]*:/gm,
  other: /()\b(?!if\b|for\b|while\b|switch\b|catch\b)(\w+)\s*\(([^(){};]*)\)[^(){};=]*\{/g,
};

/** The same places, those within such a function replaced by its calls, in the source's order. */
export function followAskers(code: string, askings: readonly Asking[], family: Family): Asking[] {
  // What asks for several things says itself for which.
  const askers = findFunctions(code, family).filter(({ start, end, parameters }) => {
    const inside = askings.filter(({ index }) => start < index && index < end);
    return parameters !== '' && inside.length === 1;
  });
  const followed = askings.flatMap((asking): Asking[] => {
    const inside = askers.filter(({ start, end }) => start < asking.index && asking.index < end);
    // Of nested functions the innermost reads.
    const asker = inside.at(-1);
    const calls = asker ? findCalls(code, asker.name) : [];
    return calls.length > 0 ? calls : [asking];
  });
  const seen = new Set<number>();
  return followed
    .sort((one, other) => one.index - other.index)
    .filter(({ index }) => !seen.has(index) && seen.add(index));
}

interface FoundFunction {
  name: string;
  parameters: string;
  start: number;
  end: number;
}

function findFunctions(code: string, family: Family): FoundFunction[] {
  const isPython = family === 'python';
  return [...code.matchAll(heads[isPython ? 'python' : 'other'])].map((match) => {
    const [whole, indent = '', name = '', parameters = ''] = match;
    const start = match.index;
    const bodyAt = start + whole.length;
    const end = isPython ? findDedent(code, bodyAt, indent.length) : findBrace(code, bodyAt);
    return { name, parameters: parameters.trim(), start, end };
  });
}

/** Where the lines end that are further in than the function's first. */
function findDedent(code: string, from: number, columns: number): number {
  let at = code.indexOf('\n', from);
  while (at >= 0) {
    const next = code.indexOf('\n', at + 1);
    const line = code.slice(at + 1, next < 0 ? undefined : next);
    if (line.trim() !== '' && line.search(/\S/) <= columns) return at;
    at = next;
  }
  return code.length;
}

/** Where the brace closes that was open before a place. */
function findBrace(code: string, from: number): number {
  let depth = 1;
  for (let at = from; at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    else if (code[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return code.length;
}

/** The calls of a function whose words stand in the call itself. */
function findCalls(code: string, name: string): Asking[] {
  const pattern = new RegExp(`(?<![\\w.]|def )${name}\\s*\\([^"'\`()]*(["'\`])(.*?)\\1`, 'g');
  const calls = [...code.matchAll(pattern)];
  return calls.map((match) => {
    return { index: match.index, text: match[0], prompt: match[2] ?? '' };
  });
}
