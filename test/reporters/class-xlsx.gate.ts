/** A class as a workbook, read back by openpyxl, which has no line in common with what wrote it. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { ClassReport } from '../../lab/model/class.ts';
import { renderClassXlsx } from '../../lab/reporters/class-xlsx.ts';
import { hostileName, makeClass } from './class-example.ts';

/** A cell's kind is `n` for a number or nothing, `s` for text, `f` for a formula. */
type Cell = [kind: string, value: string | number | null];

interface ReadSheet {
  name: string;
  frozen: string;
  widths: number[];
  rows: Cell[][];
}

async function readBack(t: Test, report: ClassReport): Promise<ReadSheet[]> {
  const file = path.join(t.testdir(), 'marks.xlsx');
  writeFileSync(file, await renderClassXlsx(report));
  const script = path.join(import.meta.dirname, 'read_workbook.py');
  // That of the system: another one in the PATH does not see its packages.
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-W', 'ignore', script, file], { encoding: 'utf8' }),
  );
}

const getValues = (row: Cell[] = []) => row.map(([, value]) => value);

t.test('marks are numbers, and what is undecided is none', async (t) => {
  const [marks] = await readBack(t, makeClass());
  t.equal(marks?.name, 'Marks');
  t.equal(marks?.frozen, 'B2', 'headings and names stay');
  const [head, ada, hostile, open, refused] = marks?.rows ?? [];
  t.same(getValues(head), [
    ...['name', 'outcome', '1 TCP, with a connection first', '2 Order <of> arrival', '3 Chat'],
    ...['total', 'of', 'extra', 'lost', 'undecided', 'look at'],
  ]);
  t.same(getValues(ada), ['Ada King', 'pass', 10, 20, 5, 30, 30, 5, 0, 0, null]);
  t.same(
    ada?.slice(2, 4).map(([kind]) => kind),
    ['n', 'n'],
  );
  t.same(hostile?.[0], ['s', hostileName.replace('\u001b', '\\x1b')], 'text, and no formula');
  t.same(getValues(open).slice(2, 6), ['?', 20, '?', 20]);
  t.same(refused?.[0], ['s', '-2+3']);
  t.same(
    getValues(refused).slice(1, 10),
    ['fail', 0, 0, 0, 0, 30, 0, 30, 0],
    'what could not be read has 0, as in a gradebook',
  );
  for (const width of marks?.widths ?? []) t.ok(width >= 4 && width <= 60, `${width} characters`);
});

t.test('reasons: a line for each criterion, and for what was not played', async (t) => {
  const whole = makeClass();
  const [ada, ...others] = whole.submissions;
  const [first, ...more] = ada?.grade?.criteria ?? [];
  if (!ada?.grade || !first) throw new Error('the example has it');
  const override = { reason: 'In French.\nLook: ä', lab: { points: 0, outcome: 'fail' as const } };
  const criteria = [
    { ...first, points: 2.5, override, review: true, reviewBecause: 'odd' },
    ...more,
  ];
  const submissions = [{ ...ada, grade: { ...ada.grade, criteria } }, ...others];
  const [marks, reasons] = await readBack(t, { ...whole, submissions });
  t.equal(reasons?.name, 'Reasons');
  t.equal(reasons?.frozen, 'B2');
  t.same(getValues(reasons?.rows[0]).slice(0, 4), ['name', 'criterion', 'title', 'points']);
  t.same(getValues(reasons?.rows[1]), [
    ...['Ada King', 1, 'TCP, with a connection first', 2.5, 10, 'held'],
    '@SUM(1) because of “pass”',
    '2.5 of 10 by hand (lab: 0): In French.\nLook: ä',
    'odd',
  ]);
  const rows = reasons?.rows.map(getValues) ?? [];
  t.ok(rows.some((row) => row[1] === 'all' && `${row[6]}`.includes('encrypted\n+error')));
  t.ok(rows.some((row) => row[1] === 'note' && `${row[6]}`.startsWith('same text in 2')));
  t.ok(rows.some((row) => row[3] === '?' && row[5] === 'undecided'));
  t.same(marks?.rows[0]?.at(-1)?.[1], 'by hand');
  t.same(
    reasons?.rows.flat().filter(([kind]) => !['n', 's'].includes(kind)),
    [],
  );
});

t.test('members of a group have a line each, and the longest reason fits a cell', async (t) => {
  const whole = makeClass();
  const [ada] = whole.submissions;
  if (!ada) throw new Error('the example has it');
  const people = [
    { name: 'Zoë Müller', id: '902', sid: '007' },
    { name: '王', id: '902' },
  ];
  const refusal = { because: 'x'.repeat(40_000), lastLines: [] };
  const group = { ...ada, name: 'Zoë Müller and 王', people, refusal };
  const [marks, reasons] = await readBack(t, { ...whole, submissions: [group] });
  t.same(getValues(marks?.rows[1]).slice(-3), ['902', '007', 'Zoë Müller and 王']);
  t.same(getValues(marks?.rows[2])[0], '王');
  t.match(reasons?.rows[1]?.[6]?.[1], /^x{32000}… \(40000 characters\)$/);
});
