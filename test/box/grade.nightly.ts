/** The whole corpus of submissions comes out exactly as its table says, three times in a row. */
import t from 'tap';
import { submissionRows } from '../submissions/table.ts';
import { assertMarked, findMissingTool } from './grade-corpus.ts';
import { makeLabFolder, slowMachineMs } from './lab-command.ts';

const rounds = [1, 2, 3];
t.setTimeout(slowMachineMs * submissionRows.length * rounds.length);

for (const round of rounds) {
  for (const row of submissionRows) {
    const missing = findMissingTool(row.name);
    const skip = missing === undefined ? false : `there is no ${missing} here`;
    t.test(`${row.name}, round ${round}`, { skip }, async (t) => {
      t.setTimeout(slowMachineMs);
      await assertMarked(t, row, await makeLabFolder(t));
    });
  }
}
