/** The table of the assignment's checkers/README.md: wrong program x checker, made from table.ts. */
import { existsSync } from 'node:fs';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { getTitle, readFault, type WrongProgram, wrongPrograms } from './table.ts';

/** The checkers that at least one wrong program fails, in a report's order. */
export function getCatchers(rows: readonly WrongProgram[] = wrongPrograms): string[] {
  return [...checkers.keys()].filter((name) => rows.some(({ fails }) => fails.includes(name)));
}

/** Markdown: a row for each program; ✗ fails, ? may be undecided, an empty cell passes. */
export function renderWrongPrograms(rows: readonly WrongProgram[] = wrongPrograms): string {
  const names = getCatchers(rows);
  const head = [
    'program',
    'what is wrong with it',
    ...names.map((name) => `[${name}](${findCheckerFile(name)})`),
  ];
  const lines = [
    head,
    head.map((_, index) => (index < 2 ? '---' : ':-:')),
    ...rows.map((row) => [
      `\`${getTitle(row)}\``,
      describeFault(row),
      ...names.map((name) => getMark(row, name)),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The file of a checker, as a link from the assignment's checkers/README.md. */
export function findCheckerFile(name: string): string {
  const own = new URL(`../../lab/assignments/first-received/checkers/${name}.ts`, import.meta.url);
  return existsSync(own) ? `${name}.ts` : `../../../checkers/${name}.ts`;
}

function describeFault({ file, fault = readFault(file), with: partner }: WrongProgram): string {
  return partner === undefined ? fault : `${fault}; its clients speak UDP, too`;
}

function getMark({ fails, unknown = [] }: WrongProgram, check: string): string {
  if (fails.includes(check)) return '✗';
  return unknown.includes(check) ? '?' : '';
}
