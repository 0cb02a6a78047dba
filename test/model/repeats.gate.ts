/** Plays that were repeated: what counts of them, and which fault came too late. */
import t from 'tap';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { explainLateFault, explainOffPlan, getRunsOutcome } from '../../lab/model/repeats.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { makePlan as makePinger } from '../assignments/udp-pinger/pings.ts';
import { makePlan, toNs } from '../checkers/journal-builder.ts';

type Kind = 'pass' | 'fail' | 'unknown' | 'disturbed' | 'trouble';

/** A play with one check; `disturbed` is unknown by the machine's doing. */
function makeRun(scenario: string, kind: Kind, check = 'order-follows-wire'): RunReport {
  const outcome = kind === 'disturbed' ? 'unknown' : kind;
  const flag = kind === 'disturbed' ? { disturbed: true } : {};
  const verdict = { check, outcome, because: '', evidence: [], informs: false, ...flag };
  return { scenario, outcome, verdicts: kind === 'trouble' ? [] : [verdict] } as never as RunReport;
}

t.test('what the machine left open counts by what another play decided', async (t) => {
  const outcome = (...runs: [string, Kind, string?][]) =>
    getRunsOutcome(runs.map(([name, kind, check]) => makeRun(name, kind, check)));
  t.equal(outcome(['a', 'disturbed'], ['a-again-1', 'pass']), 'pass');
  t.equal(outcome(['a', 'disturbed'], ['a-again-1', 'fail']), 'fail');
  t.equal(outcome(['a', 'disturbed'], ['a-again-1', 'disturbed']), 'unknown');
  t.equal(outcome(['a', 'disturbed'], ['b', 'pass']), 'unknown', 'another scenario says nothing');
  t.equal(outcome(['a', 'unknown'], ['a-again-1', 'pass']), 'unknown', 'not by the machine alone');
  t.equal(outcome(['a', 'disturbed'], ['a-again-1', 'pass', 'printed-all']), 'unknown');
  t.equal(outcome(['a', 'disturbed'], ['a-again-1', 'trouble']), 'trouble');
  t.equal(outcome(['a', 'fail'], ['a-again-1', 'pass']), 'fail', 'a failure stays one');
});

t.test('a play of our clients is another one where their messages came off the plan', async (t) => {
  const explain = (
    wireGapMs: number | null,
    plan = makePlan('x-connects-x-sends'),
    events: JournalEvent[] = [],
  ) => {
    const timing = { plannedGapMs: 300, wireGapMs, wireOrder: ['X', 'Y'], resolutionMs: 0.001 };
    return explainOffPlan({ plan, timing, events });
  };
  const said = 'the messages came within 184.6 ms, and 300.0 ms were planned: the machine was late';
  t.equal(explain(184.6), said);
  t.match(explain(321), /within 321.0 ms/);
  t.equal(explain(319), undefined);
  t.equal(explain(null), undefined, 'one never came');
  const plan = makePlan('x-connects-x-sends');
  const [first, ...others] = plan.clients;
  const foreign = first ? [{ ...first, command: './client' }, ...others] : [];
  t.equal(explain(184.6, { ...plan, clients: foreign }), undefined, 'programs of others');
  t.equal(explain(184.6, { ...plan, links: { lossPercent: 5 } }), undefined, 'links that lose');
  const faulty = makePlan('x-connects-y-sends', { faults: ['reset Y at 450'] });
  t.equal(explain(184.6, faulty), undefined, 'a fault');

  const replayed = (waits: boolean, { turns = 0, sendMs = 600 } = {}) => {
    const message = { base64: btoa('X: Alice'), waits };
    const replay = { turns: Array(turns).fill({ base64: btoa('X'), waits: false }), message };
    return { ...plan, clients: first ? [{ ...first, replay, sendMs }, ...others] : [] };
  };
  const toldAt = (atMs: number): JournalEvent => ({
    ...{ witness: 'wire', frame: 1, stream: 1, kind: 'data', role: 'X', atNs: toNs(atMs) },
    ...{ direction: 'to-client', offset: 0, bytes: 1, text: 'a' },
  });
  t.equal(explain(184.6, replayed(false)), said);
  t.equal(explain(184.6, replayed(true), [toldAt(100)]), said, 'it waited for a greeting only');
  t.equal(explain(184.6, replayed(true), [toldAt(550)]), undefined, 'it was told late');
  t.equal(explain(184.6, replayed(true)), undefined, 'it was told nothing');
  t.equal(explain(184.6, replayed(false, { turns: 1 })), said);
  const atOnce = replayed(false, { turns: 1, sendMs: 0 });
  t.equal(explain(184.6, atOnce), undefined, 'it says something else before');
});

t.test(
  'a fault that changed places with what was planned beside it makes another play',
  async (t) => {
    // X connects at 0, Y at 300; Y speaks at 600, X at 900.
    const plan = makePlan('x-connects-y-sends', { faults: ['reset Y at 450'] });
    const came = { witness: 'wire', frame: 1, stream: 1 } as const;
    const said = (role: string, atMs: number, direction: 'to-server' | 'to-client') =>
      ({
        ...{ ...came, kind: 'data', role, atNs: toNs(atMs), direction, offset: 0, bytes: 1 },
        text: 'a',
      }) as JournalEvent;
    const ends = { client: '10.0.0.3:1', server: '10.0.0.1:12000' };
    const syn: JournalEvent = { ...came, kind: 'syn', role: 'Y', atNs: toNs(301), ...ends };
    const fault = (atMs: number, more: object = {}): JournalEvent => ({
      ...{ witness: 'stage', kind: 'fault', role: 'Y', what: 'reset', when: 'begin' },
      ...{ text: 'reset Y at 450', atNs: toNs(atMs), ...more },
    });
    const opened = (role: string, atMs: number): JournalEvent => ({
      ...{ ...came, kind: 'established', role, atNs: toNs(atMs) },
      ...{ client: '10.0.0.3:1', server: '10.0.0.1:12000' },
    });
    const explain = (...events: JournalEvent[]) =>
      explainLateFault(plan, [syn, opened('X', 1), opened('Y', 302), ...events]);
    const told = said('Y', 500, 'to-client');
    t.equal(explain(fault(450), said('Y', 600, 'to-server'), told), undefined, 'as planned');
    t.equal(explain(fault(560), said('Y', 600, 'to-server')), undefined, 'late, but before it');
    t.match(
      explain(fault(655), said('Y', 600, 'to-server')),
      /^the fault “reset Y at 450” was in force at 655.0 ms, after Y's message at 600.0 ms, which was/,
    );
    t.match(explain(fault(590, { tookMs: 20 }), said('Y', 600, 'to-server')), /at 610.0 ms, after/);
    t.match(explain(fault(950), said('X', 900, 'to-server')), /after X's message/, 'another one');
    t.equal(explain(said('Y', 600, 'to-server')), undefined, 'one that never came is told already');
    const failed = fault(655, { failed: 'there was no connection' });
    t.equal(explain(failed, said('Y', 600, 'to-server')), undefined, 'so is one that failed');
    t.match(
      explainLateFault(plan, [opened('X', 1), syn, fault(450), opened('Y', 470)]),
      /^the fault .* came at 450.0 ms, before Y's connection, which came at 470.0 ms, which was planned/,
    );
    t.match(
      explainLateFault(plan, [opened('X', 1), syn, fault(450)]),
      /before Y's connection, which/,
    );
    const [x, y] = plan.clients;
    const clients = [x, { ...y, command: 'ncat {host} {port}' }] as typeof plan.clients;
    const others = { ...plan, clients };
    t.equal(explainLateFault(others, [opened('X', 1), fault(450)]), undefined, 'never by itself');
  },
);

t.test('over UDP a fault is planned beside the first datagram of each client', async (t) => {
  const plan = makePinger({ faults: ['kill server at 100'] });
  const fault: JournalEvent = {
    ...{ witness: 'stage', kind: 'fault', role: 'server', what: 'kill', when: 'begin' },
    ...{ text: 'kill server at 100', atNs: toNs(101) },
  };
  const came = (atMs: number): JournalEvent => ({
    ...{ witness: 'wire', kind: 'datagram', frame: 1, role: 'P', atNs: toNs(atMs), bytes: 1 },
    ...{ from: '10.0.0.2:40001', to: '10.0.0.1:12001', text: 'a' },
  });
  t.equal(explainLateFault(plan, [came(1), fault]), undefined, 'as planned');
  t.match(explainLateFault(plan, [fault, came(150)]), /before P's first datagram, which came at/);
});
