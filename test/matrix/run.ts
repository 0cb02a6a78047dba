/**
 * `make matrix`: plays the cells, and writes what came of each into results.json and, by `make
 * docs`, into the docs. Words choose cells: make matrix ARGS="debian-13 own".
 *
 * Exit: 0 all is as it must be, 1 not, 3 a cell could not be made, 64 a wrong word.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../docs/read-docs.ts';
import { playCell } from './play-cell.ts';
import { isAsItMustBe, writeResult } from './results.ts';
import { type Cell, chooseCells, nameCell } from './systems.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  let cells: Cell[];
  try {
    cells = chooseCells(words);
  } catch (error) {
    console.error(`matrix: ${error instanceof Error ? error.message : error}`);
    return 64;
  }
  let code = 0;
  for (const cell of cells) {
    try {
      const result = await playCell(cell, (line) => console.log(line));
      writeResult(cell, result);
      execFileSync(process.execPath, ['--import=tsx', path.join(root, 'test/docs/generate.ts')], {
        cwd: root,
      });
      if (!isAsItMustBe(result)) code ||= 1;
    } catch (error) {
      console.error(`matrix: ${nameCell(cell)}: ${error instanceof Error ? error.message : error}`);
      code = 3;
    }
  }
  return code;
}
