/** The later rubric, and rubrics of users: what plays are asked, and what files are refused. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../../../lab/assignments/first-received/assignment.ts';
import { checkers } from '../../../../lab/assignments/first-received/checkers/index.ts';
import { planScenario } from '../../../../lab/assignments/first-received/plan.ts';
import { assignment } from '../../../../lab/assignments/first-received/rubrics/assignment.ts';
import { rubrics } from '../../../../lab/assignments/first-received/rubrics/index.ts';
import { later } from '../../../../lab/assignments/first-received/rubrics/later.ts';
import { scenarios } from '../../../../lab/assignments/first-received/scenarios/index.ts';
import { getMarkingRubric, prepareRubric } from '../../../../lab/grade/prepare-rubric.ts';
import type { LabError } from '../../../../lab/model/errors.ts';
import { getChecks, gradeRuns, type Rubric, rubricSchema } from '../../../../lab/model/rubric.ts';
import { scenarioSchema } from '../../../../lab/model/scenario.ts';
import { parseRubric } from '../../../../lab/store/rubric-file.ts';

const all = [...scenarios.values()];
const plans = all.map((input) => {
  const plan = planScenario(scenarioSchema.parse(input));
  return { ...plan, server: { ...plan.server, command: './server' } };
});

t.test('it is in the schema, of 100 points, and asks checkers that exist', async (t) => {
  t.same(rubricSchema.parse(later), later);
  t.equal(
    later.criteria.reduce((sum, { points, extra }) => sum + (extra ? 0 : points), 0),
    100,
  );
  const asked = later.criteria.flatMap((criterion) => getChecks(later, criterion));
  t.same(
    asked.filter((check) => !checkers.has(check)),
    [],
  );
  t.ok(asked.includes('loose-text') && !asked.includes('exact-text'));
  t.equal(rubrics.get('later'), later);
});

t.test('plays are asked what the rubric asks; the rest informs', async (t) => {
  for (const plan of prepareRubric(plans, later, all).filter(({ robustness }) => !robustness)) {
    t.ok(plan.checks.includes('greets-clients'), plan.scenario);
    t.notOk(plan.checks.includes('client-spoke-first'));
    t.ok(plan.informs.includes('client-spoke-first'));
  }
  const same = prepareRubric(plans, assignment, all);
  for (const [index, plan] of same.entries()) {
    if (plan.robustness) continue;
    const asked = plans[index]?.checks.filter((check) => check !== 'clean-end');
    t.same(plan.checks, asked, 'a clean end earns no points');
  }
  const own = prepareRubric(
    plans.map((plan) => ({ ...plan, server: { host: 'h1' } })),
    later,
    all,
  );
  t.notOk(
    own.some(({ checks }) => checks.includes('greets-clients')),
    'our server is not theirs',
  );
  // Who hands in a server alone is played with our clients, which are asked nothing.
  const alone = prepareRubric(
    plans.map((plan) => ({ ...plan, checks: ['order-follows-wire'], informs: [] })),
    assignment,
    all,
  );
  t.notOk(
    alone.some(({ robustness, checks }) => !robustness && checks.includes('handshake')),
    'our clients earn no points for theirs',
  );
});

t.test('submissions are marked by what a text states, unless its letters are asked', async (t) => {
  const asked = (rubric: Rubric) => prepareRubric(plans, rubric, all)[0]?.checks ?? [];
  const texts = (checks: readonly string[]) => checks.filter((check) => check.endsWith('-text'));
  const usual = getMarkingRubric(assignment, firstReceived, {});
  t.same(texts(asked(usual)), ['order-text']);
  t.same(texts(asked(getMarkingRubric(assignment, firstReceived, { strictText: true }))), [
    'exact-text',
  ]);
  t.same(texts(asked(getMarkingRubric(later, firstReceived, {}))), ['loose-text']);
  const exact = { ...assignment, text: 'exact' } as const;
  t.same(texts(asked(getMarkingRubric(exact, firstReceived, {}))), ['exact-text'], 'as it says');
  t.same(usual.cases, {
    'order-follows-wire': ['X connects first, Y sends first', 'Y connects first, X sends first'],
  });
  t.match(rubricSchema.parse(usual), usual);
});

const words = { known: [...rubrics.keys()], checks: [...checkers.keys()] };
const parse = (criteria: string) =>
  parseRubric(`name: mine\ntitle: Mine\ncriteria: ${criteria}\n`, 'mine.yaml', words);

t.test('a rubric of a user is read; what a person decides stays open', async (t) => {
  const mine = parse('[{id: 1, title: Look, points: 5, person: true}]');
  const grade = gradeRuns(mine, []);
  t.match(grade, { points: 0, of: 5 });
  t.match(grade.criteria, [
    { outcome: 'unknown', review: true, because: 'a person decides this one' },
  ]);
});

t.test('the example of the docs is a rubric', async (t) => {
  const file = path.join(
    import.meta.dirname,
    '../../../../lab/assignments/first-received/rubrics/README.md',
  );
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(file, 'utf8')) ?? [];
  const mine = parseRubric(example, file, words);
  t.equal(mine.criteria.length, 4);
  t.same(getChecks(mine, mine.criteria[1] as (typeof mine.criteria)[number]), [
    ...['order-follows-wire', 'loose-text'],
  ]);
});

t.test('a wrong one is refused, with the path and what there is', async (t) => {
  const wrong: [string, RegExp][] = [
    ['[]', /mine\.yaml: criteria: there is none/],
    [
      '[{id: 1, title: T, points: 5, checks: [handshakes]}]',
      /criteria\.0\.checks\.0: .*"handshakes"/,
    ],
    ['[{id: 1, title: T, points: 5}]', /criteria\.0\.checks: it asks none/],
    ['[{id: 1, title: T, points: 5, person: true, checks: [handshake]}]', /a person decides it/],
    ['[{id: 1, title: T, points: -5, checks: [handshake]}]', /criteria\.0\.points/],
    ['[{id: 1, title: T, points: 5, checks: [handshake], point: 3}]', /criteria\.0: .*point/],
    [
      '[{id: 1, title: T, points: 5, person: true}, {id: 1, title: U, points: 1, person: true}]',
      /criteria\.1\.id: 1 is there twice/,
    ],
  ];
  for (const [text, pattern] of wrong) {
    t.throws(() => parse(text), { code: 'FILE_WRONG', message: pattern }, text);
  }
  const error = t.throws(() => parse('[]')) as LabError;
  t.match(error.hint, /exact-text, loose-text/);
});
