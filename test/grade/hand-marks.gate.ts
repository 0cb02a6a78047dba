/** The file of a person's marks, read and written beside a person who edits it as well. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { openHandMarks } from '../../lab/grade/hand-marks.ts';
import { openDrafts } from '../../lab/store/draft-file.ts';

const names = ['Ada', 'Bob'];
const mark = { name: 'Ada', criterion: 1, points: 5, reason: 'seen' };

t.test('marks that are given at once are all kept, beside what an editor wrote', async (t) => {
  const file = path.join(t.testdir({}), 'marks.yaml');
  const marks = await openHandMarks(file, { rubric, names, isOptional: true });
  t.equal(marks.get().size, 0, 'it need not be there');
  await Promise.all([1, 2, 3, 4].map((criterion) => marks.set({ ...mark, criterion })));
  t.equal(marks.get().get('Ada')?.length, 4);
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}# by hand\n- {name: Bob, criterion: 2, points: 1, reason: so}\n`);
  await marks.remove(mark);
  t.equal(marks.get().get('Ada')?.length, 3);
  t.equal(marks.get().get('Bob')?.length, 1, 'what an editor wrote meanwhile counts');
  t.match(await readFile(file, 'utf8'), '# by hand');
  const again = await openHandMarks(file, { rubric, names, isOptional: false });
  t.same(again.get(), marks.get());
});

t.test('nothing is written that could not be read again, or over what cannot be', async (t) => {
  const file = path.join(t.testdir({ 'marks.yaml': '[]\n' }), 'marks.yaml');
  const marks = await openHandMarks(file, { rubric, names, isOptional: true });
  const wrong = { code: 'FILE_WRONG' };
  await t.rejects(marks.set({ ...mark, points: 5_000 }), wrong);
  await t.rejects(marks.set({ ...mark, criterion: 99 }), wrong);
  await t.rejects(marks.set({ ...mark, name: 'Eve' }), wrong);
  t.equal(await readFile(file, 'utf8'), '[]\n');
  await writeFile(file, 'Ada: 5\n');
  await t.rejects(marks.set(mark), wrong);
  t.equal(await readFile(file, 'utf8'), 'Ada: 5\n');
  await t.rejects(openHandMarks(file, { rubric, names, isOptional: true }), wrong);
  const missing = path.join(path.dirname(file), 'no.yaml');
  await t.rejects(openHandMarks(missing, { rubric, names, isOptional: false }), wrong);
});

t.test('drafts are there again after the lab has ended; a damaged file is none', async (t) => {
  const folder = t.testdir({});
  const draft = { slug: 'ada', criterion: 3, points: '2.', reason: 'half\nof "it"' };
  const drafts = await openDrafts(folder);
  await drafts.put(draft);
  await drafts.put({ ...draft, criterion: 4 });
  await drafts.put({ ...draft, criterion: 4, points: '', reason: ' ' });
  t.same((await openDrafts(folder)).list(), [draft]);
  await writeFile(path.join(folder, 'drafts.json'), '[{');
  t.same((await openDrafts(folder)).list(), []);
});
