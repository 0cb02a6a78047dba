/**
 * One source of which a script or a Makefile makes a program for each client: `cc -DLETTER='"X"' -o
 * clientx client.c`. A person builds so, and starts each on its host. Pure.
 */
import path from 'node:path';
import type { ClientRole, SubmittedFile } from '../model/submission.ts';
import type { BuiltProgram } from './built-program.ts';
import { type Code, getStem } from './find-code.ts';
import { quoteWord } from './quote-word.ts';
import { type Makefile, readLinks } from './read-makefile.ts';

/** One way in which programs are made. */
export interface Making {
  /** How it is run, in the submission's folder. */
  build: string;
  needs: string[];
  path: string;
  /** What it links; paths count from the submission's folder. */
  products: { output: string; inputs: string[] }[];
}

/** All Makefiles and scripts that make programs. */
export function listMakings(
  makefiles: readonly Makefile[],
  files: readonly SubmittedFile[],
): Making[] {
  return [...makefiles.map(readMaking), ...files.flatMap(readScript)];
}

/** How the program of a client is made, where each has its own; else undefined. */
export function findOwnOutput(
  role: ClientRole,
  program: Code,
  { makings, roles }: { makings: readonly Making[]; roles: readonly ClientRole[] },
): BuiltProgram | undefined {
  for (const making of makings) {
    const outputs = making.products
      .filter(({ inputs }) => inputs.includes(program.path))
      .map(({ output }) => output);
    const own = roles.map((one) => outputs.filter((output) => isNamedFor(output, one)));
    if (own.some((some) => new Set(some).size !== 1)) continue;
    const output = own[roles.indexOf(role)]?.[0];
    if (output === undefined) continue;
    return {
      command: `./${quoteWord(output)}`,
      build: making.build,
      needs: making.needs,
      because: `${making.path} makes ${output} of ${program.path}`,
    };
  }
  return undefined;
}

/** `clientx`, `x`, `client_X`. */
function isNamedFor(output: string, role: string): boolean {
  return new RegExp(`(?:^|client|klient|cli|[^a-z])${role}$`, 'i').test(getStem(output));
}

function readMaking({ path: file, folder, products, isMade }: Makefile): Making {
  const targets = products.map(({ target }) => target).filter((target) => !isMade(target));
  const words = [...(folder === '' ? [] : ['-C', folder]), ...new Set(targets)];
  return {
    build: ['make', ...words.map(quoteWord)].join(' '),
    needs: ['make'],
    path: file,
    products: products.map((one) => place(one, folder)),
  };
}

function readScript({ path: file, text }: SubmittedFile): Making[] {
  if (!/\.(?:sh|bash)$/.test(file) && !/^#!.*\b(?:ba|da)?sh\b/.test(text)) return [];
  const folder = path.posix.dirname(file) === '.' ? '' : path.posix.dirname(file);
  const products = text.split('\n').flatMap((line) => readLinks(line));
  if (products.length === 0) return [];
  const run = `sh ${quoteWord(path.posix.basename(file))}`;
  return [
    {
      build: folder === '' ? run : `(cd ${quoteWord(folder)} && ${run})`,
      needs: ['cc'],
      path: file,
      products: products.map((one) => place(one, folder)),
    },
  ];
}

function place({ output, inputs }: { output: string; inputs: string[] }, folder: string) {
  const from = (name: string) => path.posix.join(folder, name);
  return { output: from(output), inputs: inputs.map(from) };
}
