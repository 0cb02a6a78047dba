/** Which of a Makefile's products a source's program is: by what is linked, then by names. */
import path from 'node:path';
import { getStem } from './find-code.ts';
import { quoteWord } from './quote-word.ts';
import type { Makefile } from './read-makefile.ts';

export interface Made {
  /** From the submission's folder. */
  output: string;
  /** A shell command, run in the submission's folder. */
  build: string;
}

/** The Makefiles of a submission in the order in which they are asked about a source. */
export function sortMakefiles(makefiles: readonly Makefile[], source: string): Makefile[] {
  const rank = ({ folder }: Makefile) =>
    folder === '' || source.startsWith(`${folder}/`) ? folder.length : -1;
  return [...makefiles].sort((a, b) => rank(b) - rank(a));
}

/** Undefined where the Makefile makes no program of that source, or outside of the submission. */
export function findMade(
  source: string,
  makefile: Makefile,
  paths: readonly string[],
): Made | undefined {
  const { folder, isMade, makesFolders } = makefile;
  const from = path.posix.relative(folder, source);
  const found = findProduct(from, makefile) ?? findNamed(from, makefile);
  if (found === undefined) return undefined;
  const output = path.posix.join(folder, found.output);
  const isFolder = paths.some((one) => one.startsWith(`${output}/`));
  if (isFolder || output.startsWith('../') || path.posix.isAbsolute(found.output)) return undefined;
  const inFolder = folder === '' ? [] : ['-C', folder];
  const make = ['make', ...inFolder, ...(isMade(found.target) ? [] : [found.target])];
  const into = path.posix.dirname(output);
  // Empty folders are not among the files that are copied, and compilers make none.
  const isThere = into === '.' || makesFolders || paths.some((one) => one.startsWith(`${into}/`));
  return {
    output,
    build: `${isThere ? '' : `mkdir -p ${quoteWord(into)} && `}${make.map(quoteWord).join(' ')}`,
  };
}

interface Target {
  output: string;
  target: string;
}

/** The command line that names the source or its object; its whole path counts most. */
function findProduct(source: string, { products, isMade }: Makefile): Target | undefined {
  const stem = getStem(source);
  const isIts: ((input: string) => boolean)[] = [
    (input) => input === source,
    (input) => input === source.replace(/\.\w+$/, '.o'),
    (input) => path.posix.basename(input) === path.posix.basename(source),
    (input) => path.posix.basename(input) === `${stem}.o`,
  ];
  for (const is of isIts) {
    const all = products.filter(({ inputs }) => inputs.some(is));
    const made = all.filter(({ target }) => isMade(target));
    const best = made.length > 0 ? made : all;
    const found = best.find(({ output }) => getStem(output) === stem) ?? best[0];
    if (found) return found;
  }
  return undefined;
}

/** `all: server client` and nothing more: make's implicit rules, or the Makefile's patterns. */
function findNamed(source: string, { names, hasPatterns }: Makefile): Target | undefined {
  if (source.includes('/') && !hasPatterns) return undefined;
  const stem = getStem(source);
  const output = [...names].find((name) => path.posix.basename(name) === stem);
  return output === undefined ? undefined : { output, target: output };
}
