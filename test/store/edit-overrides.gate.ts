/** One mark is changed in a person's file, and all else that stands there stays. */
import t from 'tap';
import { rubricSchema } from '../../lab/model/rubric.ts';
import { removeOverride, setOverride } from '../../lab/store/edit-overrides.ts';
import { parseOverrides } from '../../lab/store/override-file.ts';

const rubric = rubricSchema.parse({
  ...{ name: 'mine', title: 'Mine' },
  criteria: [1, 2, 3].map((id) => ({ id, title: `${id}`, points: 10, checks: ['a'] })),
});
const read = (text: string) => parseOverrides(text, 'marks.yaml', rubric);
const mark = { name: 'Ada King', criterion: 2, points: 7.5, reason: 'It says so: in # French' };

t.test('a file that is not there yet, and one that is empty', async (t) => {
  for (const text of ['', '\n', '[]\n']) {
    const once = setOverride(text, mark);
    t.same(read(once), [mark]);
    t.match(once, /^- name: Ada King\n {2}criterion: 2\n {2}points: 7.5\n {2}reason: /m);
    t.same(read(removeOverride(once, mark)), [], 'undone, it can be read as well');
  }
  t.match(setOverride('', mark), /^# Marks that a person gave/);
  const twice = setOverride(removeOverride(setOverride('', mark), mark), mark);
  t.equal(twice, setOverride('', mark), 'the head stays');
});

const written = `# Exam of June

- name: Ada King # the first
  criterion: 1
  points: 5 # half
  reason: >-
    A long sentence that goes on
    over two lines.

# Seen with Mallory.
- {name: "Bob", criterion: 2, points: 3, reason: 'quoted'}
# The end.
`;

t.test('comments, order and other entries stay', async (t) => {
  const more = setOverride(written, mark);
  for (const part of ['# Exam of June', '# the first', '# half', '# Seen with Mallory.']) {
    t.ok(more.includes(part), part);
  }
  t.match(more, /# The end\./);
  t.match(more, "reason: 'quoted'", 'and how they are written');
  t.same(read(more), [...read(written), mark]);
  const changed = setOverride(written, { ...mark, criterion: 1, points: 0 });
  t.same(read(changed)[0], { ...mark, criterion: 1, points: 0 });
  t.match(changed, 'points: 0 # half');
  t.same(read(changed).slice(1), read(written).slice(1));
});

t.test('a mark is taken out; a comment above it stays', async (t) => {
  const less = removeOverride(written, { name: 'Bob', criterion: 2 });
  t.same(read(less), read(written).slice(0, 1));
  t.match(less, /# Seen with Mallory\.\n/);
  t.match(less, /# The end\./);
  const first = removeOverride(written, { name: 'Ada King', criterion: 1 });
  t.same(read(first), read(written).slice(1));
  for (const part of ['# Exam of June', '# Seen with Mallory.']) t.ok(first.includes(part), part);
  t.equal(read(removeOverride(written, { name: 'Eve', criterion: 1 })).length, 2);
});

t.test('JSON stays JSON, and a name is the same in every form of Unicode', async (t) => {
  const zoe = { ...mark, name: 'Zoë'.normalize('NFD') };
  const text = setOverride(JSON.stringify([zoe]), { ...zoe, name: 'Zoë', points: 1 });
  t.same(JSON.parse(text), [{ ...zoe, points: 1 }]);
  const yaml = setOverride(setOverride('', zoe), { ...zoe, name: 'Zoë'.normalize('NFC') });
  t.equal(read(yaml).length, 1);
});

t.test('what a person types is a text, whatever stands in it', async (t) => {
  const texts = ['- a', 'a: b # c', '"', "'", 'yes', '12', '{x', '&a *b', '%', 'é\u2028\tx', '!x'];
  const long = `${'word '.repeat(200)}\nsecond line: two\n\n  third`;
  for (const reason of [...texts, long]) {
    const text = setOverride(written, { ...mark, reason, name: reason.trim() });
    t.same(
      read(text).at(-1),
      { ...mark, reason, name: reason.trim() },
      JSON.stringify(reason.slice(0, 9)).replace('\u2028', 'LS'),
    );
    t.equal(read(text).length, 3);
  }
});
