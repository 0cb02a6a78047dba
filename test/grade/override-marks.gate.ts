/** A person's marks in one submission and in a class: whose they are, and what then is decided. */
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { assignOverrides } from '../../lab/grade/assign-overrides.ts';
import { makeBoard } from '../../lab/grade/class-board.ts';
import { judgeByHand } from '../../lab/grade/judge-marking.ts';
import { overrideMarked, overrideMarking } from '../../lab/grade/override-marks.ts';
import { toMarked } from '../../lab/grade/to-marked.ts';
import { getGrade, type Marking } from '../../lab/model/marking.ts';
import { type Override, overrideGrade } from '../../lab/model/override.ts';
import { renderClass } from '../../lab/reporters/class-terminal.ts';
import { journals } from '../journals/read-journals.ts';
import { makeClass } from '../reporters/class-example.ts';
import { makeBadReport, makeGoodReport } from '../reporters/reports.ts';

const conclusion = {
  ...{ submission: {}, reasons: [], needs: [] },
  sources: { server: [], X: [], Y: [] },
};
const give = (criterion: number, points: number): Override => {
  return { criterion, points, reason: `seen ${criterion}` };
};
const regular = rubric.criteria.filter(({ extra }) => !extra);
const all = regular.map(({ id, points }) => give(id, points));

t.test('an entry is somebody’s, by any form of Unicode, and one for a criterion', async (t) => {
  const names = ['Zoë'.normalize('NFD'), 'Bob'];
  const assign = (overrides: Override[], only?: string) =>
    assignOverrides(overrides, { file: 'm.yaml', names, ...(only !== undefined && { only }) });
  const zoe = { ...give(1, 5), name: 'Zoë'.normalize('NFC') };
  t.same(assign([zoe]).get(names[0] ?? ''), [zoe]);
  t.same(assign([give(1, 5)], 'Bob').get('Bob'), [give(1, 5)], 'it may be left out where one is');
  const wrong: [Override[], string | undefined, RegExp][] = [
    [
      [{ ...zoe, name: 'Eve' }],
      undefined,
      /^m\.yaml: entry 1, name: no submission is called "Eve"$/,
    ],
    [[{ ...zoe, name: 'Eve' }], 'Bob', /entry 1, name: no submission is called "Eve"$/],
    [[give(1, 5)], undefined, /^m\.yaml: entry 1, name: say whose mark it is$/],
    [
      [zoe, { ...zoe, points: 6 }],
      undefined,
      /entry 2, criterion: "Zo.*" has a mark for 1 already$/,
    ],
  ];
  for (const [overrides, only, message] of wrong) {
    const refusal = { code: 'FILE_WRONG', message, hint: /^Names of submissions: .*Bob"\.$/ };
    t.throws(() => assign(overrides, only), refusal);
  }
});

t.test('a name is taken as the table cuts it, where one name alone begins so', async (t) => {
  const long = 'A very long name of a group that no table shows';
  const names = ['leechris (leechris_103_9003_a.zip)', 'leechris (leechris_104_9004_a.zip)', long];
  const report = makeClass();
  const [one] = report.submissions;
  if (!one) throw new Error('the example has it');
  const submissions = names.map((name) => ({ ...one, name }));
  const table = renderClass({ ...report, submissions }, { color: false, columns: 100 });
  const shown = table
    .split('\n')
    .slice(1, 4)
    .map((line) => line.split('  ')[0] ?? '');
  t.equal(new Set(shown).size, 3, 'no two look alike');
  t.ok(shown.every((name) => name.endsWith('…')));
  for (const [at, name] of shown.entries()) {
    const assigned = assignOverrides([{ ...give(1, 5), name }], { file: 'm.yaml', names });
    t.same([...assigned.keys()], [names[at]]);
  }
  for (const name of ['leechris (leechris_10…', 'leechris (leechris_103_90', '…']) {
    const wrong = () => assignOverrides([{ ...give(1, 5), name }], { file: 'm.yaml', names });
    t.throws(wrong, /no submission is called/, name);
  }
});

t.test('one that was played: points, outcome and report are new', async (t) => {
  const report = { ...makeBadReport(), outcome: 'fail' as const };
  const failed: Marking = { name: 'a', outcome: 'fail', conclusion, flags: [], report };
  t.equal(overrideMarking(failed, [], rubric), failed);
  const one = overrideMarking(failed, [give(1, 3)], rubric);
  t.equal(one.outcome, 'fail');
  t.match(getGrade(one)?.criteria[0], { points: 3, override: { lab: { points: 10 } } });
  const whole = overrideMarking(failed, all, rubric);
  t.match(whole, { outcome: 'pass', report: { outcome: 'pass', grade: { points: 100 } } });
  t.equal(failed.report?.grade?.criteria[0]?.override, undefined);
});

t.test('one that was not played stays so, until all is decided', async (t) => {
  const refusal = { because: 'javac is not here', lastLines: [] };
  const lacking: Marking = { name: 'a', outcome: 'unsupported', conclusion, flags: [], refusal };
  const some = overrideMarking(lacking, [give(1, 10)], rubric);
  t.match(some, { outcome: 'unsupported', refusal, grade: { points: 10, of: 100 } });
  t.match(some.grade?.criteria[1], { outcome: 'unknown', because: 'javac is not here' });
  t.equal(overrideMarking(lacking, all, rubric).outcome, 'pass');
  const broken = overrideMarking({ ...lacking, outcome: 'fail' }, [give(1, 10)], rubric);
  t.match(broken.grade?.criteria[1], { outcome: 'fail' }, 'what does not build lost the others');
  t.equal(
    overrideMarking({ ...lacking, outcome: 'trouble' }, [give(1, 9)], rubric).outcome,
    'trouble',
  );
});

t.test('a check that the machine left open is decided with all that ask for it', async (t) => {
  const { grade } = makeGoodReport();
  if (!grade) return t.fail('no grade');
  const asking = regular.filter(({ checks }) => checks.includes('order-follows-wire'));
  t.ok(asking.length > 0 && asking.length < regular.length);
  const before = { outcome: 'unknown' as const, refusal: null, leftOpen: ['order-follows-wire'] };
  const judge = (overrides: Override[]) =>
    judgeByHand(before, overrideGrade(grade, overrides, rubric), rubric);
  t.equal(judge([give(1, 10)]), 'unknown', 'another criterion says nothing of it');
  t.equal(judge(asking.map(({ id, points }) => give(id, points))), 'pass');
  t.equal(judge(asking.map(({ id }) => give(id, 0))), 'fail');
});

t.test('a class: only who was marked by hand changes, and gets a page with both', async (t) => {
  const folder = t.testdir({});
  const plays = path.join(folder, 'bob/wrong-ack-to-one');
  await mkdir(path.dirname(plays));
  await cp(path.join(journals, 'wrong-ack-to-one'), plays, { recursive: true });
  const about = { slug: 'bob', files: [], wallMs: 1 };
  const report = makeBadReport();
  const bob = toMarked({ name: 'Bob', outcome: 'fail', conclusion, flags: [], report }, about);
  const ada = { ...bob, name: 'Ada', slug: 'ada' };
  const assigned = new Map([['Bob', [{ ...give(4, 7), reason: 'both were told <b>' }]]]);
  const makeTwo = (folder: string) => {
    const planned = [ada, bob].map(({ name, slug }) => ({ name, slug }));
    const board = makeBoard({
      ...{ assignment: firstReceived, rubric, planned, folder },
      ...{ startedAtMs: Date.now(), command: '' },
    });
    for (const one of [bob, ada]) board.add(one);
    board.setAssigned(assigned);
    return board;
  };
  const board = makeTwo(folder);
  t.same(await board.writePages(['Bob']), []);
  const shown = board.getReport();
  t.equal(shown.submissions[0], ada, 'in the order that was planned');
  t.match(shown.submissions[1], { page: 'bob/by-hand.html', grade: { criteria: Array } });
  t.equal(overrideMarked(ada, assigned, rubric), ada);
  const page = await readFile(path.join(folder, 'bob/by-hand.html'), 'utf8');
  t.match(page, '7 of 10 by hand (lab: 0): both were told &lt;b&gt;');
  t.match(page, 'wrong-ack-to-one', 'with the plays as they are stored');
  board.setAssigned(new Map());
  await board.writePage('bob');
  t.same(board.getReport().submissions[1], bob, 'undone, it is the lab’s own again');
  await t.rejects(readFile(path.join(folder, 'bob/by-hand.html')), { code: 'ENOENT' });
  const lost = makeTwo('/nowhere');
  t.match(await lost.writePages(['Bob']), [{ code: 'RUN_UNREADABLE' }]);
  t.match(
    lost.getReport().submissions[1],
    { page: 'bob/report.html', grade: { criteria: Array } },
    'the marks are there all the same',
  );
});
