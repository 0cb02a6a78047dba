/** The files of marks: what is wrong with them is said before anything is played. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { GradeFlags } from '../../lab/flags/grade-flags.ts';
import { checkMarkFiles, listMarks, tryAll } from '../../lab/output/mark-files.ts';
import { makeClass } from '../reporters/class-example.ts';
import { canvas } from '../reporters/gradebook/exports.ts';

function makeFolder(t: Test): (name: string) => string {
  const folder = t.testdir({ 'canvas.csv': canvas, file: '' });
  return (name) => path.join(folder, name);
}

/** Writes all that the flags ask for; gives what was said. */
async function write(t: Test, flags: GradeFlags, planned = 4): Promise<string[]> {
  const said: string[] = [];
  await checkMarkFiles(flags);
  const where = '/home/prof/class';
  const report = { ...makeClass(), directory: null };
  const submissions = report.submissions.map((marked) => ({ ...marked, page: null }));
  const all = { ...report, submissions, planned };
  const writes = listMarks(all, { flags, where, say: (sentence) => said.push(sentence) });
  t.same(await tryAll(writes), []);
  return said;
}

t.test('a gradebook that cannot be filled in is refused first', async (t) => {
  const at = makeFolder(t);
  const gradebook = at('canvas.csv');
  const refuses = (flags: GradeFlags, message: RegExp, hint: RegExp) =>
    t.rejects(checkMarkFiles(flags), { message, hint });
  await refuses({ gradebookOut: at('o.csv') }, /no gradebook to be filled in/, /--gradebook FILE/);
  await refuses({ gradebookColumn: 'Lab 1' }, /no gradebook to be filled in/, /--gradebook FILE/);
  await refuses({ gradebook }, /only read: say where to write/, /--gradebook-out FILE/);
  const gradebookOut = at('out.csv');
  await refuses({ gradebook, gradebookOut: gradebook }, /would overwrite/, /another file/);
  await refuses({ gradebook, gradebookOut }, /several columns of marks/, /"Lab 1 \(77\)"/);
  const named = { gradebook, gradebookOut, gradebookColumn: 'Lab 1' };
  await checkMarkFiles(named);
  t.notOk(existsSync(gradebookOut), 'nothing is left by looking');
  await t.rejects(checkMarkFiles({ ...named, gradebook: at('none.csv') }), { code: 'FILE_WRONG' });
  const lost = { ...named, gradebookOut: at('no/out.csv') };
  await t.rejects(checkMarkFiles(lost), { code: 'FILE_WRONG', message: /Cannot write .*out\.csv/ });
});

t.test('feedback goes into a folder, or into a zip', async (t) => {
  const at = makeFolder(t);
  await t.rejects(checkMarkFiles({ feedback: at('file') }), {
    code: 'FILE_WRONG',
    message: /it is a file, and no folder$/,
  });
  await t.rejects(checkMarkFiles({ feedback: at('no/pages') }), { code: 'FILE_WRONG' });
  await checkMarkFiles({ feedback: at('pages') });
  t.notOk(existsSync(at('pages')), 'nothing is left by looking');
  await write(t, { feedback: at('pages') });
  t.equal(readdirSync(at('pages')).length, 4);
  t.ok(readdirSync(at('pages')).includes('Ada King feedback.html'));
  await write(t, { feedback: at('pages') });
  t.equal(readdirSync(at('pages')).length, 4, 'again, over those that are there');
  await write(t, { feedback: at('pages.zip') });
  t.equal(readFileSync(at('pages.zip')).subarray(0, 2).toString(), 'PK');
});

t.test('a page says which flags mark so, and which files of the course that takes', async (t) => {
  const at = makeFolder(t);
  const rubric = '/home/prof/rubrics/my rubric.yaml';
  await write(t, { feedback: at('pages'), rubric, strictText: true, plays: 3 });
  const page = readFileSync(at('pages/Ada King feedback.html'), 'utf8');
  const command =
    'npx zx lab/grade.mjs YOUR-FOLDER --rubric &#39;my rubric.yaml&#39; --strict-text --plays 3';
  t.match(page, command);
  t.match(page, /It takes <code>my rubric\.yaml<\/code> of your course, too/);
  t.notMatch(page, 'prof');
});

t.test('all forms at once; what a gradebook leaves out is said, but for --quiet', async (t) => {
  const at = makeFolder(t);
  const flags = {
    ...{ csv: at('m.csv'), xlsx: at('m.xlsx'), junit: at('m.xml'), html: at('m.html') },
    ...{ gradebook: at('canvas.csv'), gradebookOut: at('out.csv'), gradebookColumn: 'Lab 1 (77)' },
  };
  const said = await write(t, flags);
  t.match(said[0], /^canvas\.csv: column “Lab 1 \(77\)”, 5 rows: 1 filled/);
  t.equal(readFileSync(at('out.csv'), 'utf8'), canvas.replace('1",,,5', '1",,35,5'));
  for (const file of [flags.csv, flags.xlsx, flags.junit, flags.html]) t.ok(existsSync(file));
  t.same(await write(t, { ...flags, quiet: true }), []);
  writeFileSync(at('canvas.csv'), 'a,b\n');
  await t.rejects(checkMarkFiles(flags), { message: /canvas\.csv is no gradebook/ });
});

t.test('no file of marks is put where another is, is read, or was handed in', async (t) => {
  const at = makeFolder(t);
  const where = t.testdir({ ada: { 'server.py': '' }, link: t.fixture('symlink', 'ada') });
  const refuses = (flags: GradeFlags, message: RegExp) =>
    t.rejects(checkMarkFiles(flags, where), { code: 'FLAG_WRONG', message });
  await refuses({ csv: at('m.csv'), xlsx: at('m.csv') }, /--csv and --xlsx both write /);
  await refuses({ csv: at('m.csv'), junit: `${at('.')}/./m.csv` }, /--csv and --junit both write/);
  await refuses({ override: at('file'), csv: at('file') }, /overwrite .*file, which --override re/);
  await refuses({ rubric: at('file'), html: at('file') }, /overwrite .*file, which --rubric reads/);
  const gradebook = { gradebook: at('canvas.csv'), gradebookOut: at('o.csv') };
  await refuses({ ...gradebook, csv: at('canvas.csv') }, /which --gradebook reads/);
  await refuses({ feedback: path.join(where, 'pages') }, /--feedback would put its pages among/);
  await refuses({ feedback: path.join(where, 'f.zip') }, /--feedback would put its pages among/);
  await refuses({ feedback: `${where}-fb.txt` }, /--feedback writes into a folder, and .*fb\.txt/);
  await refuses({ html: path.join(where, 'link', 'c.html') }, /--html would put its pages among/);
  await checkMarkFiles({ csv: '/dev/full', junit: '/dev/full' }, where);
  // A table among the submissions is nobody's, and is told as such.
  await checkMarkFiles({ csv: path.join(where, 'marks.csv'), feedback: `${where}-pages` }, where);
});

t.test('a class that was cut short keeps the files that are there', async (t) => {
  const at = makeFolder(t);
  const said = await write(t, { csv: at('file'), junit: at('new.xml') }, 5);
  t.match(said, [
    /file was kept as it is: 4 of 5 are marked, and --resume writes it when all are$/,
  ]);
  t.equal(readFileSync(at('file'), 'utf8'), '');
  t.ok(existsSync(at('new.xml')), 'where none is, there is a partial one');
});
