/** Comparing two runs: what counts as a difference, and what is only shown. */
import t from 'tap';
import { compareReports } from '../../lab/model/comparison.ts';
import type { Report, RunReport } from '../../lab/model/report.ts';
import { makeJournal, makePlan } from '../checkers/journal-builder.ts';
import { makeReport, makeRun } from '../reporters/reports.ts';

const run = (name = 'x-connects-y-sends'): RunReport => makeRun(makeJournal(makePlan(name)));
const compare = (a: RunReport[], b: RunReport[]) => compareReports(makeReport(a), makeReport(b));

/** A run with another order and gap on the wire. */
function turn(given: RunReport, wireOrder: string[], wireGapMs: number): RunReport {
  return { ...given, timing: { ...given.timing, wireOrder, wireGapMs } };
}

t.test('a run agrees with itself', async (t) => {
  const comparison = compare([run(), run('simultaneous')], [run(), run('simultaneous')]);
  t.ok(comparison.same);
  t.match(comparison.scenarios, [
    { scenario: 'x-connects-y-sends', same: true, outcome: { a: 'pass', b: 'pass' }, verdicts: [] },
    { scenario: 'simultaneous', same: true },
  ]);
  t.match(comparison.a, { outcome: 'pass', box: 'local', points: Number, of: 100 });
});

t.test('an outcome that differs counts, with both reasons', async (t) => {
  const told = { X: [], Y: [{ atMs: 901, text: 'Y: Bob received before X: Alice\n' }] };
  const wrong = makeRun(makeJournal(makePlan('x-connects-y-sends'), { told }));
  const { same, scenarios } = compare([run()], [wrong]);
  t.notOk(same);
  const verdict = scenarios[0]?.verdicts.find(({ check }) => check === 'both-told-same');
  t.match(verdict, {
    informs: false,
    outcome: { a: 'pass', b: 'fail' },
    because: { a: /X and Y were told/, b: /X got no/ },
  });
});

t.test('a verdict that differs counts even where the outcome is the same', async (t) => {
  const spoil = (given: RunReport, name: string): RunReport => ({
    ...given,
    outcome: 'fail',
    verdicts: given.verdicts.map((one) => (one.check === name ? { ...one, outcome: 'fail' } : one)),
  });
  t.notOk(compare([spoil(run(), 'handshake')], [spoil(run(), 'exact-text')]).same);
  t.ok(compare([spoil(run(), 'handshake')], [spoil(run(), 'handshake')]).same);
});

t.test('what only informs is shown, and does not count', async (t) => {
  const given = run();
  const other = {
    ...given,
    verdicts: given.verdicts.map((one) =>
      one.informs ? { ...one, outcome: 'unknown' as const } : one,
    ),
  };
  const { same, scenarios } = compare([given], [other]);
  t.ok(same);
  t.match(scenarios[0]?.verdicts, [{ check: 'threads-used', informs: true }]);
});

t.test('an order counts where one was asked for and could be told', async (t) => {
  const turned = (name: string, gapMs: number) =>
    compare([turn(run(name), ['X', 'Y'], gapMs)], [turn(run(name), ['Y', 'X'], gapMs)]).same;
  t.notOk(turned('x-connects-y-sends', 300));
  t.ok(turned('x-connects-y-sends', 0.02), 'closer than the resolution');
  t.ok(turned('simultaneous', 5), 'no order was planned');
});

t.test('timings are shown, and do not count', async (t) => {
  const { plan, events } = makeJournal(makePlan('x-connects-y-sends'));
  const moved = events.map((event) =>
    event.kind === 'data' && event.direction === 'to-server' && event.role === 'Y'
      ? { ...event, atNs: event.atNs + 20_000 }
      : event,
  );
  const { same, scenarios } = compare([run()], [makeRun({ plan, events: moved })]);
  t.ok(same);
  const [scenario] = scenarios;
  t.not(scenario?.wireGapMs.a, scenario?.wireGapMs.b);
  t.equal(scenario?.plannedGapMs.a, scenario?.plannedGapMs.b);
  t.match(
    scenario?.messages.map(({ role }) => role),
    ['X', 'Y'],
  );
  t.ok(scenario?.messages.every(({ plannedMs }) => plannedMs.a === plannedMs.b));
});

t.test('a scenario of only one run counts; equal names are matched in order', async (t) => {
  const { same, scenarios } = compare([run(), run()], [run(), run('simultaneous')]);
  t.notOk(same);
  t.same(
    scenarios.map(({ scenario, outcome }) => [scenario, outcome.a, outcome.b]),
    [
      ['x-connects-y-sends', 'pass', 'pass'],
      ['x-connects-y-sends', 'pass', null],
      ['simultaneous', null, 'pass'],
    ],
  );
});

t.test('trouble of a whole command counts', async (t) => {
  const trouble: Report = { ...makeReport([run()]), outcome: 'trouble' };
  t.notOk(compareReports(makeReport([run()]), trouble).same);
});
