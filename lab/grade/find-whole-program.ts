/**
 * A program in parts: its main only picks what to be, and the server and the client stand in other
 * files that it is compiled with. It is looked at as a whole, under the path of its main.
 */
import { type Code, getFolder, type Language } from './find-code.ts';
import { isNamedIn } from './find-loads.ts';

/** Languages in which a file without a main is a part of a program, and runs in no other way. */
const inParts: readonly Language[] = ['c', 'cpp', 'java', 'go', 'rust', 'csharp', 'kotlin'];

/** All of a program: its own text, and behind it that of the parts that it names, or they name. */
export function joinParts(program: Code, parts: readonly Code[]): Code {
  const own = listParts(program, parts);
  if (own.length === 0) return program;
  return { ...program, code: [program, ...own].map(({ code }) => code).join('\n') };
}

/** The parts that a program is compiled with, as far as names tell. */
function listParts(program: Code, parts: readonly Code[]): Code[] {
  const { language } = program;
  if (!inParts.includes(language)) return [];
  const left = parts.filter((one) => one !== program && one.language === language);
  const found: Code[] = [];
  let reached = [program];
  while (reached.length > 0) {
    const next = left.filter(
      (part) => !found.includes(part) && reached.some((file) => isPartOf(part, file)),
    );
    found.push(...next);
    reached = next;
  }
  return found;
}

function isPartOf(part: Code, file: Code): boolean {
  // A package of Go is all of its folder, whatever names what.
  if (part.language === 'go' && getFolder(part.path) === getFolder(file.path)) return true;
  return isNamedIn(part, file);
}
