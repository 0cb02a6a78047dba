/**
 * What the lab does on a command line before a program of the submission runs (redirections, the
 * sandbox), and how it is seen that this was done: the last of it writes a mark into a file that
 * the program cannot reach. Without the mark the program never ran, and whatever the line printed
 * and however it ended is trouble of the lab. With it all of that is the program's, even where it
 * ends with the same status and prints the same words.
 */

/** The variable that names the file for the mark; lab/stage/stage_setup.py sets it for a play. */
export const markVariable = 'LAB_SETUP';

/** Its file is open here until the mark is written; a program behind it has it no more. */
const descriptor = 9;

/** Shell commands that go first. Any that fails ends the line without a mark. */
export const openMark = `exec ${descriptor}>>"$${markVariable}" || exit 125; `;

/** Shell commands that go last; then the program's own begin. */
export const writeMark =
  `echo up >&${descriptor} && exec ${descriptor}>&- && ` + `unset ${markVariable} || exit 125; `;

/** A command without a sandbox, behind what else is done on its host; one line for a shell. */
export function markLine(command: string, before: string): string {
  return `${openMark}${before}${writeMark}${command}`;
}
