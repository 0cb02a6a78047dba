/**
 * The shell commands that a user gives in place of our programs: whether what they name is there,
 * looked at before anything is played, and the files they name, on the box. What does not exist is
 * a slip of the user's (PROGRAM_MISSING), never a program's fault.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { splitWords } from './shell-words.ts';

const fileWord = /[^\s;|&<>()'"]*\.(py|js|mjs|cjs|ts|rb|pl|sh|jar|class|out|exe)\b/g;

const fileEnding = /\.(py|js|mjs|cjs|ts|rb|pl|sh|jar|class|out|exe)$/;

/** A program's name with words or signs around it: a script, and no path that has spaces in it. */
const script = /[;|&<>()\n]|^(exec|cd|sh|bash|python\S*|node|java)\s/;

/** A command's first word, behind assignments and `exec`; only where it stands there plainly. */
const firstWord =
  /^\s*(?:[A-Za-z_]\w*=[\w./:-]*\s+)*(?:exec\s+)?([\w./+-]+)(?=\s*$|\s+[^\s(]|[;|&<>])/;

/**
 * Looks for every program and file that the plans' commands name. Throws LabError PROGRAM_MISSING,
 * BOX_*. Builtins and words of the shell are found too (command, POSIX.1-2017).
 */
export async function checkCommands(box: Box, plans: readonly Plan[]): Promise<void> {
  // What a submission names is its own: that it is missing is then a fault of the submission.
  const asked = plans.filter(({ submission }) => submission === undefined);
  const all = asked.flatMap(({ server, clients }) => [server, ...clients]);
  const commands = new Set(all.flatMap(({ command }) => command ?? []));
  for (const command of commands) {
    for (const word of findFiles(command)) await checkFile(word, command, box);
    const [, program] = firstWord.exec(command) ?? [];
    // A file that is pushed has another path on the box, and was found here.
    if (program === undefined || findFiles(command).includes(program)) continue;
    const script = 'PATH=$1; command -v -- "$2"';
    const argv = ['sh', '-c', script, 'sh', getProgramPath(box), program];
    const { status } = await box.run(argv);
    if (status === 0) continue;
    const message = `There is no program ${program} on ${box.name} (in ${command})`;
    throw new LabError('PROGRAM_MISSING', message, {
      hint: 'See that it is installed there, and that its path counts from where you run the lab.',
    });
  }
}

/** PATH for the programs of a play: the user's own here, the system's elsewhere. */
export function getProgramPath(box: Box): string {
  const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const own = box.kind === 'local' ? process.env.PATH : undefined;
  return own ? `${own}:/usr/sbin:/sbin` : system;
}

/** Has the files that a command names on the box, and names them there. As checkCommands throws. */
export async function placeFiles(command: string, box: Box): Promise<string> {
  let placed = command;
  // From the last to the first, so that the places of the others stay as they are.
  for (const { text, from, to } of findNames(command).reverse()) {
    const isHere = await checkFile(text, command, box);
    if (!isHere || box.kind === 'local') continue;
    const [there] = await box.push([{ path: text, mode: 0o755 }]);
    placed = placed.slice(0, from) + (there ?? placed.slice(from, to)) + placed.slice(to);
  }
  return placed;
}

/** The words of a command that have the ending of a program's file. */
export function findFiles(command: string): string[] {
  return findNames(command).map(({ text }) => text);
}

/** The same with where they stand in the command, quotes included. */
function findNames(command: string): { text: string; from: number; to: number }[] {
  return splitWords(command).flatMap(({ text, from, to, isOpen, isQuoted }) => {
    const isScript = isQuoted && script.test(text);
    // What `$HOME/x.py` and `~/x.py` name, only the shell knows.
    if (isOpen && !isScript) return [];
    const isName = fileEnding.test(text) && !text.startsWith('-');
    if (isName && !isScript) return [{ text, from, to }];
    // What is quoted may be a script (`sh -c '…'`), and names files within.
    const found = [...command.slice(from, to).matchAll(fileWord)];
    const inner = found.filter(([word]) => word !== '' && !word.startsWith('-'));
    return inner.map((match) => {
      const begin = from + match.index;
      return { text: match[0], from: begin, to: begin + match[0].length };
    });
  });
}

/** Whether a file is on this machine; only on another box may an absolute path be there alone. */
async function checkFile(word: string, command: string, box: Box): Promise<boolean> {
  const isHere = await access(word).then(
    () => true,
    () => false,
  );
  if (isHere || (box.kind !== 'local' && path.isAbsolute(word))) return isHere;
  throw new LabError('PROGRAM_MISSING', `There is no file ${word} (in ${command})`, {
    hint: 'Paths in a command count from the folder in which you run the lab.',
  });
}
