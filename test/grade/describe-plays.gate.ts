/** What a marking says besides points: what differs from play to play, and how programs ended. */
import t from 'tap';
import { describeEnds } from '../../lab/grade/describe-ends.ts';
import { describeFlaky } from '../../lab/grade/judge-marking.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Report } from '../../lab/model/report.ts';
import type { Verdict } from '../../lab/model/verdict.ts';

interface Play {
  scenario: string;
  outcomes?: Verdict['outcome'][];
  events?: JournalEvent[];
}

/** Of a report, what is read here. */
function makeReport(plays: readonly Play[]): Report {
  const runs = plays.map(({ scenario, outcomes = [], events = [] }) => ({
    scenario,
    events,
    verdicts: outcomes.map((outcome) => ({ check: 'order', outcome, informs: false })),
    plan: { server: { command: './server' }, clients: [{ role: 'X' }] },
  }));
  return { runs } as unknown as Report;
}

t.test('what held in one play and not in another of the same is flaky', async (t) => {
  const report = makeReport([
    { scenario: 'a', outcomes: ['pass'] },
    { scenario: 'a-play-2', outcomes: ['fail'] },
    { scenario: 'a-play-3', outcomes: ['unknown'] },
    // Another scenario may well come out another way, and what is undecided says nothing.
    { scenario: 'b', outcomes: ['fail'] },
    { scenario: 'c', outcomes: ['pass'] },
    { scenario: 'c-play-2', outcomes: ['unknown'] },
  ]);
  t.same(describeFlaky(report), ['flaky: order in a: it held in 1 of 2 plays']);
});

const stage = { atNs: 0, witness: 'stage' } as const;
const line = (role: string, text: string): JournalEvent => {
  return { atNs: 0, witness: 'printed', kind: 'line', role, text, complete: true };
};
const exit = (role: string, status: number, byStage = false): JournalEvent => {
  return { ...stage, kind: 'exited', role, status, signal: null, byStage };
};

t.test('an end is told once, in the last words of the program', async (t) => {
  const crash = [line('server', 'Traceback'), line('server', '\u001b[31mNo module "x"')];
  const report = makeReport([
    { scenario: 'a', events: [...crash, exit('server', 1)] },
    { scenario: 'b', events: [...crash, exit('server', 1)] },
    {
      scenario: 'c',
      events: [{ ...stage, kind: 'phase', name: 'listening' }, exit('server', 139)],
    },
  ]);
  t.same(describeEnds(report), [
    'did not start: server ended with status 1 before it listened; it printed last ' +
      '"Traceback", "\\u001b[31mNo module \\"x\\"" (2 plays)',
    'ended: server with SIGSEGV (a wrong memory access); it printed nothing (c)',
  ]);
});

t.test('usual ends, and what the stage or the lab itself ended, are not told', async (t) => {
  const listening: JournalEvent = { ...stage, kind: 'phase', name: 'listening' };
  const report = makeReport([
    { scenario: 'a', events: [listening, exit('server', 0)] },
    { scenario: 'b', events: [listening, exit('server', 143, true)] },
    { scenario: 'c', events: [listening, exit('X', 1)] },
  ]);
  t.same(describeEnds(report), []);
});

t.test('who prints without end, or never listens, is stopped, whatever the numbers', async (t) => {
  const gap = (bytes: number): JournalEvent => {
    const because = `the server printed ${bytes} bytes more than are kept`;
    return { ...stage, kind: 'gap', of: 'printed', because };
  };
  const because = 'the server did not listen within 20000 ms';
  const report = makeReport([
    { scenario: 'a', events: [gap(7)] },
    { scenario: 'b', events: [gap(8)] },
    { scenario: 'c', events: [{ ...stage, kind: 'limit', roles: ['server'], because }] },
  ]);
  t.same(describeEnds(report), [
    'stopped: the server printed without end (2 plays)',
    `stopped: ${because} (c)`,
  ]);
});
