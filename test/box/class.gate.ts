/**
 * A class, end to end: an archive that is right, one that is a trick, one that does not build. Each
 * gets what it must, none stops the others, and --resume marks only what is new.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

t.test('a class is marked, stored, shown, and resumed', async (t) => {
  const folder = await makeLabFolder(t);
  const where = path.join(folder, 'class');
  await mkdir(where);
  const ada = path.join(where, 'Ada King_1_assignsubmission_file_');
  await mkdir(ada);
  execFileSync('tar', ['czf', path.join(ada, 'lab.tgz'), '-C', corpus, 'python-select']);
  const eve = path.join(where, 'eve.tar');
  execFileSync('tar', ['cPf', eve, '--transform=s,^,../../,', '-C', corpus, 'table.ts']);
  await cp(path.join(corpus, 'wrong-no-build'), path.join(where, 'noel'), { recursive: true });
  const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
  const mark = (...flags: string[]) =>
    runLab(['class', '--json', ...flags], { folder, command, limitMs: 240_000 });

  const files = ['--csv', 'marks.csv', '--html', 'marks.html', '--junit', 'marks.xml'];
  const first = await mark(...files);
  t.equal(first.status, 1, first.stderr);
  const document = JSON.parse(first.stdout);
  t.match(document, { outcome: 'fail', planned: 3 });
  const [one, two, three] = document.submissions;
  t.match(one, { name: 'Ada King', outcome: 'pass', grade: { points: 100 } });
  t.match(two, { name: 'eve', outcome: 'fail', grade: null, because: /leads out of it/ });
  t.match(three, { name: 'noel', outcome: 'fail', because: /does not build/ });
  const csv = await readFile(path.join(folder, 'marks.csv'), 'utf8');
  t.match(csv, /^"Ada King",pass,(10,){10}100,100,0,0,0,/m);
  t.match(await readFile(path.join(folder, 'marks.xml'), 'utf8'), /<testsuite name="eve"/);
  const page = await readFile(path.join(folder, 'marks.html'), 'utf8');
  const [, link = '', place = ''] = /href="([^"#]+)#([^"]+)"/.exec(page) ?? [];
  const report = await readFile(path.join(folder, link), 'utf8');
  t.ok(report.includes(`id="${place}"`), `${link} has ${place}`);

  const marks = `
- {name: Ada King, criterion: 6, points: 4, reason: not to the letter}
- {name: noel, criterion: 9, points: 10, reason: its comment says why}
`;
  await writeFile(path.join(folder, 'hand.yaml'), marks);
  const hand = await mark('--resume', '--override', 'hand.yaml', '--html', 'hand.html');
  const byHand = JSON.parse(hand.stdout).submissions;
  t.match(byHand[0], { outcome: 'fail', grade: { points: 94 } });
  t.match(byHand[0].grade.criteria[5], { points: 4, override: { lab: { points: 10 } } });
  t.match(byHand[2], { outcome: 'fail', because: /does not build/, grade: { points: 10 } });
  const shown = await readFile(path.join(folder, 'hand-pages/ada-king.html'), 'utf8');
  const matrix = await readFile(path.join(folder, 'hand.html'), 'utf8');
  const cells = [...matrix.matchAll(/href="hand-pages\/ada-king\.html#([^"]+)"/g)];
  t.ok(cells.length >= 10, 'each criterion has a diagram there');
  for (const [, id] of cells) t.ok(shown.includes(`id="${id}"`), `the page has ${id}`);
  t.match(shown, '4 of 10 by hand (lab: 10): not to the letter', 'played before it was marked so');
  const stored = path.join(folder, document.directory, 'ada-king');
  const own = await readFile(path.join(stored, 'report.html'), 'utf8');
  t.notMatch(own, /by hand/, 'what is stored is the lab’s own');
  const judged = await runLab([stored, '--override', 'hand.yaml', '--json'], {
    ...{ folder, command: [process.execPath, path.join(root, 'lab/check.mjs')] },
  });
  t.match(JSON.parse(judged.stdout).grade, { points: 94, of: 100 }, judged.stderr);

  const sheet =
    'Identifier,"Full name",Grade,"Maximum Grade"\n"Participant 1","Ada King",,100.00\n';
  await writeFile(path.join(folder, 'moodle.csv'), sheet);
  const forms = ['--gradebook', 'moodle.csv', '--gradebook-out', 'out.csv', '--xlsx', 'm.xlsx'];
  const withoutBox = { PATH: path.join(folder, 'no-tools') };
  const later = await runLab(
    ['class', '--json', '--resume', ...forms, '--feedback', 'pages', '--csv', 'later.csv'],
    { folder, command, env: withoutBox },
  );
  t.same(JSON.parse(later.stdout).submissions[0], one, 'nothing is played, and no box is opened');
  const laterCsv = await readFile(path.join(folder, 'later.csv'), 'utf8');
  t.match(laterCsv, /^noel,fail,(0,){10}0,100,0,100,0,/m, 'what does not build has 0');
  t.equal(await readFile(path.join(folder, 'out.csv'), 'utf8'), sheet.replace('g",,', 'g",100,'));
  t.match(later.stderr, /moodle\.csv: column “Grade”, 1 row: 1 filled; found by id: 1$/m);
  t.match(later.stderr, /marked, and not found in the gradebook: eve \(.*\); noel \(/);
  t.ok((await readFile(path.join(folder, 'm.xlsx'))).length > 1_000);
  const pageOfAda = path.join(folder, 'pages/Ada King_1_assignsubmission_file_feedback.html');
  t.match(await readFile(pageOfAda, 'utf8'), 'You must use TCP sockets');
  const pageOfEve = await readFile(path.join(folder, 'pages/eve feedback.html'), 'utf8');
  t.match(pageOfEve, /leads out of it/);
  t.notOk(pageOfEve.includes(folder), 'no path of who marked');
  t.notMatch(pageOfEve, /Ada|noel/);

  await writeFile(path.join(where, 'noel/server.c'), 'int main(void) { return }\n');
  const again = await mark('--resume');
  const resumed = JSON.parse(again.stdout);
  t.equal(resumed.directory, document.directory, 'it is the same stored class');
  t.same(resumed.submissions[0], one, 'who was marked keeps the marks');
  t.not(resumed.submissions[2].wallMs, three.wallMs, 'what changed was marked anew');
  const other = await mark('--resume', '--rubric', 'later');
  t.equal(other.status, 64, 'another rubric is another class');
});
