/** A person's marks in a file: what is wrong in it is said with its path, and never left out. */
import t from 'tap';
import { rubricSchema } from '../../lab/model/rubric.ts';
import { parseOverrides, readOverrides } from '../../lab/store/override-file.ts';

const rubric = rubricSchema.parse({
  ...{ name: 'mine', title: 'Mine' },
  criteria: [
    { id: 1, title: 'One', points: 10, checks: ['a'] },
    { id: 4, title: 'Four', points: 2.5, checks: ['b'] },
  ],
});
const parse = (text: string) => parseOverrides(text, 'marks.yaml', rubric);

t.test('a list of entries; a name is left out where one submission is marked', async (t) => {
  const text = `
- name: Ada King
  criterion: 1
  points: 5
  reason: It states the order, in French.
- {criterion: 4, points: 2.5, reason: seen}
`;
  t.same(parse(text), [
    { name: 'Ada King', criterion: 1, points: 5, reason: 'It states the order, in French.' },
    { criterion: 4, points: 2.5, reason: 'seen' },
  ]);
  t.same(parse('[]'), [], 'nobody is marked, and that is said');
});

t.test('all is each criterion with its share, but for those that have their own', async (t) => {
  const zero = parse('[{name: Ada, criterion: all, points: 0, reason: a letter}]');
  t.same(
    zero.map(({ name, criterion, points }) => [name, criterion, points]),
    [
      ['Ada', 1, 0],
      ['Ada', 4, 0],
    ],
  );
  const half = parse('[{criterion: all, points: 6.25, reason: a}]');
  t.same(
    half.map(({ points }) => points),
    [5, 1.25],
  );
  const own = parse(`
- {name: Ada, criterion: all, points: 0, reason: a letter}
- {name: Ada, criterion: 4, points: 2, reason: it explains it}
- {name: Bob, criterion: 1, points: 3, reason: b}
`);
  t.same(
    own.map(({ name, criterion, points }) => [name, criterion, points]),
    [
      ['Ada', 1, 0],
      ['Ada', 4, 2],
      ['Bob', 1, 3],
    ],
  );
});

const refused: readonly [what: string, text: string, because: RegExp][] = [
  ['an empty file', '', /^marks\.yaml: \(the whole file\): /],
  ['no list', 'Ada: {1: 5}', /^marks\.yaml: \(the whole file\): .*expected array/],
  ['no reason', '[{criterion: 1, points: 5}]', /: entry 1, reason: say why, in a sentence$/],
  ['an empty reason', '[{criterion: 1, points: 5, reason: " "}]', /: entry 1, reason: say why/],
  [
    'an unknown criterion',
    '[{criterion: 7, points: 5, reason: a}]',
    /entry 1, criterion: .* no .* 7$/,
  ],
  [
    'too many points',
    '[{criterion: 4, points: 3, reason: a}]',
    /entry 1, points: .* 0 to 2\.5, not 3$/,
  ],
  ['less than none', '[{criterion: 1, points: -1, reason: a}]', /: entry 1, points: .* not -1$/],
  [
    'points in words',
    '[{criterion: 1, points: all, reason: a}]',
    /: entry 1, points: how many points/,
  ],
  ['no finite number', '[{criterion: 1, points: .inf, reason: a}]', /: entry 1, points: /],
  ['a number for a name', '[{name: 007, criterion: 1, points: 1, reason: a}]', /put .* in quotes$/],
  ['a word too many', '[{criterion: 1, points: 1, reason: a, marks: 3}]', /: entry 1: .*"marks"/],
  ['too many for all', '[{criterion: all, points: 13, reason: a}]', /all has 0 to 12\.5, not 13$/],
  ['another word', '[{criterion: every, points: 1, reason: a}]', /entry 1, criterion: .* or all$/],
];

for (const [what, text, because] of refused) {
  t.test(what, async (t) => {
    const hint = /name, criterion, points and reason.* 1 \(0 to 10\), 4 \(0 to 2\.5\)\.$/;
    t.throws(() => parse(text), { code: 'FILE_WRONG', message: because, hint });
  });
}

t.test('a file that is not there', async (t) => {
  const missing = readOverrides('/nowhere/marks.yaml', rubric);
  await t.rejects(missing, { code: 'FILE_WRONG', message: /^Cannot read the marks \/nowhere/ });
});
