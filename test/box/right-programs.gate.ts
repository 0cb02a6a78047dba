/** Right programs that are not ours are held to nothing that they need not do (test/right). */
import path from 'node:path';
import t from 'tap';
import { rightPlays } from '../right/table.ts';
import { explainDocument, getChecks, isGap, readJournal } from '../wrong/play.ts';
import { makeLabFolder, runForDocument } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';

// Most of a play is waiting, so several go on at once even on a small machine.
t.jobs = 3;
t.setTimeout(300_000);

for (const play of rightPlays) {
  t.test(play.title, { buffered: true }, async (t) => {
    const folder = await makeLabFolder(t);
    const result = await runForDocument([...play.scenarios, ...play.flags], { folder });
    const { status, document, stderr } = result;
    const diagnostic = { said: explainDocument(document), stderr };
    t.same(getChecks(document, 'fail'), [], 'no check fails', diagnostic);
    // In any play: a right program fails in none. What the machine left open is played again.
    const undecided = getChecks({ ...document, runs: getLastPlays(document.runs) }, 'unknown');
    const allowed = play.unknown ?? [];
    t.same(
      undecided.filter((check) => !allowed.includes(check)),
      [],
      'no other check is undecided',
      diagnostic,
    );
    // A play that clients left open as well keeps its doubt, whatever the machine did to it.
    const isSure = undecided.length > 0 || allowed.length === 0;
    const expected = undecided.length === 0 ? 0 : 2;
    t.ok(
      isSure ? status === expected : status === 0 || status === 2,
      `exit code ${status}`,
      diagnostic,
    );
    for (const { directory } of document.runs) {
      const gaps = (await readJournal(path.join(folder, directory))).filter(isGap);
      const lost = [...new Set(gaps.map(({ of }) => of))];
      t.same(lost, play.gaps ?? [], 'no other evidence is missing', diagnostic);
    }
  });
}
