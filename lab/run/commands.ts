/**
 * The shell commands that a user gives in place of our programs: whether what they name is there,
 * looked at before anything is played, and the files they name, on the box. What does not exist is
 * a slip of the user's (PROGRAM_MISSING), never a program's fault.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { quoteArgument } from '../boxes/quote.ts';
import { LabError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { findFiles, findProgram, replaceFiles } from './command-names.ts';

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
    const program = findProgram(command);
    if (program === null) throw makeEmpty(command);
    // A file that is pushed has another path on the box, and was found here.
    if (program === undefined || findFiles(command).includes(program)) continue;
    const script = 'PATH=$1; command -v -- "$2"';
    const argv = ['sh', '-c', script, 'sh', getProgramPath(box), program];
    const { status } = await box.run(argv);
    if (status === 0) continue;
    const message = `There is no program ${program || "''"} on ${box.name} (in ${command})`;
    throw new LabError('PROGRAM_MISSING', message, {
      hint: 'See that it is installed there, and that its path counts from where you run the lab.',
    });
  }
}

function makeEmpty(command: string): LabError {
  return new LabError('PROGRAM_MISSING', `The command ${quoteArgument(command)} starts nothing`, {
    hint: 'A command is a line for sh: a program, and its arguments behind it.',
  });
}

/** PATH for the programs of a play: the user's own here, the system's elsewhere. */
export function getProgramPath(box: Box): string {
  const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const own = box.kind === 'local' ? process.env.PATH : undefined;
  return own ? `${own}:/usr/sbin:/sbin` : system;
}

/** Has the files that a command names on the box, and names them there. As checkCommands throws. */
export async function placeFiles(command: string, box: Box): Promise<string> {
  const places = new Map<string, string>();
  for (const file of new Set(findFiles(command))) {
    const isHere = await checkFile(file, command, box);
    if (!isHere || box.kind === 'local') continue;
    const [there] = await box.push([{ path: file, mode: 0o755 }]);
    if (there !== undefined) places.set(file, there);
  }
  return replaceFiles(command, places);
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
