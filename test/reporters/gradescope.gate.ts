/** Gradescope's results.json: the shape that it documents, points that add up, any text. */
import t from 'tap';
import * as z from 'zod';
import { renderGradescope } from '../../lab/reporters/gradescope.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  readGolden,
} from './reports.ts';

const formats = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
const visibilities = z.enum(['hidden', 'after_due_date', 'after_published', 'visible']);

/** "Autograder Specifications: Output format"; what is not in there is refused. */
const schema = z.strictObject({
  score: z.number().min(0),
  execution_time: z.number().min(0),
  output: z.string(),
  output_format: formats,
  visibility: visibilities,
  stdout_visibility: visibilities,
  extra_data: z.looseObject({}),
  tests: z.array(
    z.strictObject({
      // All three are left out where nothing decided it: Gradescope has no third status.
      score: z.number().min(0).optional(),
      max_score: z.number().positive().optional(),
      status: z.enum(['passed', 'failed']).optional(),
      name: z.string(),
      number: z.string(),
      output: z.string(),
      output_format: formats,
      tags: z.array(z.string()),
      visibility: visibilities,
      extra_data: z.looseObject({}),
    }),
  ),
});

t.test('as in the golden files', async (t) => {
  for (const [name, report] of [
    ['bad', makeBadReport()],
    ['hostile', makeHostileReport()],
  ] as const) {
    const text = renderGradescope(report);
    t.equal(text, readGolden(`${name}.gradescope.json`, text), name);
  }
});

t.test('points, and what they are for', async (t) => {
  const document = schema.parse(JSON.parse(renderGradescope(makeGoodReport())));
  t.equal(document.score, 100);
  t.equal(document.tests.length, 10);
  t.ok(document.tests.every(({ status, max_score }) => status === 'passed' && max_score === 10));
  t.match(document.tests[8], { number: '9', tags: ['pass', 'review'], output: /A person looks/ });
  const bad = schema.parse(JSON.parse(renderGradescope(makeBadReport())));
  const sum = bad.tests.reduce((total, { score = 0 }) => total + score, 0);
  t.equal(bad.score, sum);
  const { tests } = schema.parse(JSON.parse(renderGradescope(makeHostileReport())));
  const undecided = tests.filter(({ tags }) => tags.includes('unknown'));
  t.ok(undecided.length > 0);
  for (const test of undecided) {
    for (const key of ['score', 'max_score', 'status']) t.notOk(key in test, `no ${key}`);
    t.match(test, { name: /\(\?\/10: undecided\)$/, extra_data: { outcome: 'unknown' } });
  }
  t.ok(undecided.every(({ output }) => output.startsWith('Undecided: ')));
});

t.test('trouble of the lab is not put upon the submission', async (t) => {
  const trouble = { code: 'BOX_LOST', message: 'The connection broke' };
  const lost = { ...makeGoodReport(), outcome: 'trouble' as const, runs: [], grade: null, trouble };
  const document = schema.parse(JSON.parse(renderGradescope(lost)));
  t.match(document, {
    score: 0,
    tests: [],
    output: /no fault of the submission.*\nThe connection/,
  });
});

t.test('extra credit that nobody tried is no failure, and counts where it is earned', async (t) => {
  const report = makeGoodReport();
  const [criterion] = report.grade?.criteria ?? [];
  if (!criterion || !report.grade) throw new Error('no grade');
  const tried = { ...criterion, id: 11, extra: true };
  const untried = { ...tried, id: 12, points: 0, outcome: 'unknown' as const };
  const criteria = [...report.grade.criteria, tried, untried];
  const grade = { ...report.grade, extra: 10, criteria };
  const document = schema.parse(JSON.parse(renderGradescope({ ...report, grade })));
  t.equal(document.score, 110);
  t.same(
    document.tests.map(({ number }) => number).slice(10),
    ['11'],
    'the one that was tried is shown',
  );
});

t.test('results so far say what is missing', async (t) => {
  const text = renderGradescope(makeBadReport(), { missing: ['pieces', 'y-at-once'] });
  const document = schema.parse(JSON.parse(text));
  t.match(document, {
    output: /Not all was played: pieces and y-at-once are still to come\./,
    extra_data: { partial: true },
  });
});

t.test('hostile text is harmless, and a flood is cut', async (t) => {
  const text = renderGradescope(makeHostileReport());
  t.notMatch(text, dangerous);
  const { output, tests } = schema.parse(JSON.parse(text));
  for (const shown of [output, ...tests.map((test) => `${test.name}${test.output}`)]) {
    t.notMatch(shown, dangerous);
  }
  t.ok(hostile.includes('שלום') && output.includes('שלום'));
  const long = renderGradescope(makeHostileReport('x'.repeat(1 << 20)));
  t.ok(long.length < 400_000, `${long.length}`);
  schema.parse(JSON.parse(long));
});
