/** From a journal to verdicts: order, evidence, and checkers that crash. */
import t from 'tap';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { Checker } from '../../lab/model/verdict.ts';
import { makeJournal, makePlan } from '../checkers/journal-builder.ts';

t.test('a right play of every scenario passes all that it asks', async (t) => {
  for (const name of scenarios.keys()) {
    const plan = makePlan(name);
    const verdicts = judgeRun(makeJournal(plan), checkers);
    t.same(
      verdicts.map(({ check }) => check),
      [...plan.checks, ...plan.informs],
      name,
    );
    t.same(
      verdicts.filter(({ outcome }) => outcome !== 'pass'),
      [],
      `${name} passes`,
    );
    t.ok(
      verdicts.every(({ evidence }) => evidence.length > 0),
      `${name} shows evidence`,
    );
  }
});

t.test('evidence is the places of the entries, each once, the most telling first', async (t) => {
  const journal = makeJournal();
  const [first, second] = journal.events;
  t.ok(first && second);
  if (!first || !second) return;
  const checker: Checker = {
    name: 'handshake',
    promise: '',
    check: () => ({ outcome: 'fail', because: 'so', evidence: [second, first, second] }),
  };
  const plan = { ...journal.plan, checks: ['handshake'], informs: ['handshake'] };
  const verdicts = judgeRun({ ...journal, plan }, new Map([['handshake', checker]]));
  const expected = { check: 'handshake', outcome: 'fail', because: 'so', informs: false };
  t.same(verdicts, [{ ...expected, evidence: [1, 0] }]);
});

t.test('what a person should look at stands beside the verdict', async (t) => {
  const journal = makeJournal();
  const checker: Checker = {
    name: 'handshake',
    promise: '',
    check: () => ({ outcome: 'pass', because: 'so', review: 'it is unusual' }),
  };
  const plan = { ...journal.plan, checks: ['handshake'], informs: [] };
  const all = new Map([['handshake', checker]]);
  t.match(judgeRun({ ...journal, plan }, all), [{ outcome: 'pass', review: 'it is unusual' }]);
  const doubts = [{ of: 'all', because: 'h1.pcap was changed' }] as const;
  const [doubted] = judgeRun({ ...journal, plan, doubts }, all);
  t.match(doubted, { outcome: 'unknown', review: undefined });
});

t.test('a checker that crashes, or is not there, decides nothing', async (t) => {
  const journal = makeJournal();
  const broken: Checker = {
    name: 'broken',
    promise: '',
    check() {
      throw new Error('no such thing');
    },
  };
  const plan = { ...journal.plan, checks: ['broken', 'hanshake'], informs: [] };
  const verdicts = judgeRun({ ...journal, plan }, new Map([['broken', broken]]));
  t.match(verdicts, [
    { outcome: 'unknown', because: 'the checker broken crashed: no such thing', evidence: [] },
    { outcome: 'unknown', because: 'there is no checker named hanshake', evidence: [] },
  ]);
});

t.test('an empty journal decides nothing but what is missing, and nothing crashes', async (t) => {
  for (const name of scenarios.keys()) {
    const verdicts = judgeRun({ plan: makePlan(name), events: [] }, checkers);
    t.notOk(verdicts.some(({ because }) => because.includes('crashed')));
    t.notOk(
      verdicts.some(({ outcome }) => outcome === 'pass'),
      name,
    );
  }
});
