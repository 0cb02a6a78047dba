/** What many of a class share is said once, with what would change it. */
import t from 'tap';
import { assignment } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { later } from '../../lab/assignments/first-received/rubrics/later.ts';
import { describeClass } from '../../lab/model/class-notes.ts';
import type { CriterionGrade, Rubric } from '../../lab/model/rubric.ts';

const rubrics = [assignment, later];
const usual: Rubric = { ...assignment, text: 'order' };

function mark(id: number, change: Partial<CriterionGrade>) {
  const [title, because] = [`criterion ${id}`, 'all held'];
  const criterion = { id, title, because, points: 10, of: 10, review: false, extra: false };
  const criteria = [{ ...criterion, outcome: 'pass' as const, decidedBy: [], ...change }];
  return { grade: { rubric: 'assignment', points: 10, of: 10, extra: 0, criteria } };
}
const fine = (id: number) => mark(id, {});
const greets = (role: string, text: string) =>
  mark(2, { review: true, reviewBecause: `the server greeted ${role} with “${text}”; more` });
const fails = (id: number, because: string) => mark(id, { outcome: 'fail', points: 0, because });

t.test('where more than a third greet, the later rubric may be meant', async (t) => {
  const some = [greets('X', 'Welcome'), greets('Y', 'Enter; username: 1')];
  const [note, ...rest] = describeClass([...some, fine(2), fine(2), fine(2)], {
    rubric: usual,
    rubrics,
  });
  t.match(
    note,
    /^2 of 5 are flagged in 2, criterion 2, for the same reason, as: the server greeted/,
  );
  t.match(note, /--rubric later may be meant/);
  t.same(rest, []);
  const few = [...some, ...Array.from({ length: 4 }, () => fine(2))];
  t.same(describeClass(few, { rubric: usual, rubrics }), [], 'a third is not more than a third');
  t.same(describeClass([greets('X', 'Hi')], { rubric: usual, rubrics }), [], 'one is no class');
});

t.test('and the other way round, where it was marked by the later one', async (t) => {
  const silent = ['X', 'X and Y'].map((who) =>
    fails(2, `${who} was told nothing before it spoke (a)`),
  );
  const [note] = describeClass([...silent, fine(2)], { rubric: later, rubrics });
  t.match(note, /^2 of 3 fail 2, .*--rubric assignment may be meant/);
});

t.test('the flag for the text is named where it decides', async (t) => {
  const loose = (text: string) =>
    mark(6, { review: true, reviewBecause: `it is not to the letter: the text is “${text}”` });
  const flagged = describeClass([loose('a'), loose('b and c')], { rubric: usual, rubrics });
  t.match(flagged, [/are flagged in 6, .*\(--strict-text holds the text to the letter/]);
  const strict: Rubric = { ...assignment, text: 'exact' };
  const wrong = ['a', 'b'].map((text) => fails(6, `the text is “${text}”, not “c” (one, two)`));
  t.match(describeClass(wrong, { rubric: strict, rubrics }), [/fail 6, .*leave out --strict-text/]);
});

t.test(
  'other reasons are other faults, and what nothing changes is said all the same',
  async (t) => {
    const wrong = ['5.1', '300.0'].map((ms) =>
      fails(3, `Y arrived ${ms} ms before X, but X and Y …`),
    );
    const all = [...wrong, fails(3, 'the server told nobody which came first'), fine(3)];
    const notes = describeClass(all, { rubric: usual, rubrics });
    t.equal(notes.length, 1);
    t.match(
      notes[0],
      /^2 of 4 fail 3, criterion 3, for the same reason, as: Y arrived 5.1 ms .*…$/,
    );
  },
);
