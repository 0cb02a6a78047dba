/**
 * A Makefile as the programs that it links, for find-build.ts: variables and automatic variables
 * are filled, functions are not. What it cannot read is left out, so that nothing is guessed of it.
 */
import path from 'node:path';
import type { SubmittedFile } from '../model/submission.ts';
import { getStem } from './find-code.ts';

/** What one command of a recipe links; paths count from the Makefile's folder. */
export interface Product {
  output: string;
  /** Sources and objects. */
  inputs: string[];
  /** The target whose recipe it is. */
  target: string;
}

export interface Makefile {
  path: string;
  /** '' for the submission's own folder. */
  folder: string;
  products: Product[];
  /** What is made by patterns and implicit rules: names that rules need or have as a target. */
  names: Set<string>;
  hasPatterns: boolean;
  makesFolders: boolean;
  /** Whether plain `make` makes a target; true where that cannot be told. */
  isMade: (target: string) => boolean;
}

interface Rule {
  target: string;
  needs: string[];
  recipe: string[];
}

const mostLetters = 1 << 16;
/** What all expansions of one Makefile may come to: a few lines can otherwise fill a memory. */
const mostExpanded = 1 << 20;
const special = /^\.[A-Z_]+$/;

type Expand = (text: string, automatic?: Readonly<Record<string, string>>) => string;

/** All Makefiles of a submission, read. */
export function findMakefiles(files: readonly SubmittedFile[]): Makefile[] {
  return files.filter(({ path }) => /(?:^|\/)(?:GNUm|M|m)akefile$/.test(path)).map(readMakefile);
}

export function readMakefile(file: SubmittedFile): Makefile {
  const { rules, expand } = readRules(file.text.slice(0, mostLetters));
  const phony = new Set(rules.filter(({ target }) => target === '.PHONY').flatMap((r) => r.needs));
  const plain = rules.filter(({ target }) => !special.test(target) && !target.includes('%'));
  const goal = expand('$(.DEFAULT_GOAL)').trim() || plain[0]?.target;
  const folder = path.posix.dirname(file.path);
  return {
    path: file.path,
    folder: folder === '.' ? '' : folder,
    products: plain.flatMap((rule) => getProducts(rule, { expand, phony })),
    names: new Set(plain.flatMap(({ target, needs }) => [target, ...needs].map(clean))),
    hasPatterns: rules.some(({ target }) => target.includes('%')),
    makesFolders: /\bmkdir\b|\binstall\s+-d\b/.test(file.text),
    isMade: findReached(plain, goal),
  };
}

function readRules(text: string): { rules: Rule[]; expand: Expand } {
  const variables = new Map(Object.entries({ CC: 'cc', CXX: 'c++', MAKE: 'make', RM: 'rm -f' }));
  const expand = makeExpand(variables);
  const found: { head: string; recipe: string[] }[] = [];
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      found.at(-1)?.recipe.push(line.trim());
      continue;
    }
    const [bare = ''] = line.split('#');
    const given = /^ *(?:(?:export|override) +)?([\w.-]+)\s*(\?|\+|!|:{1,3})?=(.*)$/.exec(bare);
    if (given) {
      const [, name = '', how, value = ''] = given;
      const before = variables.get(name);
      if (how === '+') variables.set(name, `${before ?? ''} ${value.trim()}`);
      else if (how !== '?' || before === undefined) variables.set(name, value.trim());
    } else if (/^[^\s:][^:]*:/.test(bare)) {
      const [head = '', ...own] = bare.split(';');
      found.push({ head, recipe: own.length > 0 ? [own.join(';').trim()] : [] });
    }
  }
  // Only now: make, too, fills recipes once it has read everything.
  return { rules: found.flatMap(({ head, recipe }) => splitRule(expand(head), recipe)), expand };
}

/** `a b: c` are two rules; in `a b: %: %.c` each has its own needs (make's static patterns). */
function splitRule(head: string, recipe: string[]): Rule[] {
  const [targets = '', first = '', second] = head.replace('::', ':').split(':');
  if (first.includes('=')) return []; // A variable of one target.
  const getNeeds = (text: string) => splitWords(text.split('|')[0] ?? '');
  return splitWords(targets).map((target) => {
    if (second === undefined) return { target, needs: getNeeds(first), recipe };
    const [before = '', after = ''] = first.trim().split('%');
    const stem = target.slice(before.length, target.length - after.length);
    return { target, needs: getNeeds(second.replaceAll('%', stem)), recipe };
  });
}

function getProducts(
  { target, needs, recipe }: Rule,
  { expand, phony }: { expand: Expand; phony: ReadonlySet<string> },
): Product[] {
  const automatic = { '@': target, '<': needs[0] ?? '', '^': needs.join(' ') };
  const lines = recipe.map((line) => expand(line, { ...automatic, '+': automatic['^'] }));
  const linked = lines.flatMap((line) => readLinks(line));
  if (linked.length > 0) return linked.map((one) => ({ ...one, target }));
  const isFile = !phony.has(target) && target !== 'all' && !target.endsWith('.o');
  const isNamed = needs.some((need) => getStem(need) === getStem(target));
  if (!isFile || (recipe.length > 0 && !isNamed)) return [];
  return [{ output: clean(target), inputs: needs.map(clean), target }];
}

const compilers = /(?:^|[/-])(?:cc|gcc|g\+\+|c\+\+|clang(?:\+\+)?)(?:-[\d.]+)?$/;

/** What a line of shell links: `cd a && gcc -o b c.c` gives a/b of a/c.c. */
export function readLinks(line: string): Omit<Product, 'target'>[] {
  let folder = '';
  return line.split(/&&|\|\||[;()\n]/).flatMap((command) => {
    const words = splitWords(command.replace(/^[\s@+-]+/, '').replaceAll(/["']/g, ''));
    if (words[0] === 'cd') folder = path.posix.join(folder, words[1] ?? '');
    if (words.some((word) => /^-(?:c|S|E|M{1,2})$/.test(word))) return [];
    const at = words.findIndex((word) => /^-o./.test(word) || word === '-o');
    const isCompiler = words.some((word) => compilers.test(word));
    const named = words[at] === '-o' ? words[at + 1] : words[at]?.slice(2);
    const output = named ?? (isCompiler ? 'a.out' : undefined);
    const inputs = words.filter(
      (word) => word !== output && /\.(?:c|cc|cpp|cxx|go|o)$/i.test(word),
    );
    if (output === undefined || output.includes('$') || inputs.length === 0) return [];
    const place = (word: string) => clean(path.posix.join(folder, word));
    return [{ output: place(output), inputs: inputs.map(place) }];
  });
}

/** Which targets plain `make` comes to. */
function findReached(rules: readonly Rule[], goal: string | undefined) {
  const reached = new Set(goal === undefined ? [] : splitWords(goal));
  // A Set's loop comes to what is added meanwhile.
  for (const target of reached) {
    for (const rule of rules.filter((one) => one.target === target)) {
      if (rule.needs.some((need) => need.includes('$'))) return () => true;
      if (rule.recipe.some((line) => /\bmake\b|\$[({]MAKE\b/.test(line))) return () => true;
      for (const need of rule.needs) reached.add(need);
    }
  }
  return (target: string) => reached.has(target);
}

/** Fills `$(NAME)`, `${NAME}`, `$(NAME:.c=.o)` and `$@`; functions stay as they are. */
function makeExpand(variables: ReadonlyMap<string, string>): Expand {
  let left = mostExpanded;
  return (text, automatic = {}) => {
    let filled = text;
    for (let depth = 0; depth < 8 && filled.includes('$'); depth += 1) {
      filled = filled.replace(
        /\$(?:\(([^()$\s]+)\)|\{([^{}$\s]+)\}|([\w@<^+?*]))/g,
        (_, round?: string, curly?: string, single?: string) => {
          const [name = '', change] = (round ?? curly ?? single ?? '').split(':');
          const value = automatic[name] ?? variables.get(name) ?? '';
          left -= value.length;
          if (left < 0) return '';
          const [from = '', to = ''] = (change ?? '').replaceAll('%', '').split('=');
          if (change === undefined || from === '') return value;
          const swap = (word: string) =>
            word.endsWith(from) ? `${word.slice(0, -from.length)}${to}` : word;
          return splitWords(value).map(swap).join(' ');
        },
      );
    }
    return filled;
  };
}

function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function clean(name: string): string {
  return path.posix.normalize(name);
}
