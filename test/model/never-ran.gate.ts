/** A program that never ran has failed; one that the machine or the lab kept from it has not. */
import t from 'tap';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { findNeverRan, settleNeverRan } from '../../lab/model/never-ran.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { RunReport } from '../../lab/model/report.ts';
import type { Checker, Verdict } from '../../lab/model/verdict.ts';

const stage = { atNs: 0, witness: 'stage' } as const;
const exit = (role: string, status = 1, byStage = false): JournalEvent => {
  return { ...stage, kind: 'exited', role, status, signal: null, byStage };
};
const line = (role: string, text: string): JournalEvent => {
  return { atNs: 0, witness: 'printed', kind: 'line', role, text, complete: true };
};
const listening: JournalEvent = { ...stage, kind: 'phase', name: 'listening' };

interface Play {
  scenario?: string;
  own?: string[];
  events: JournalEvent[];
  verdicts?: Record<string, Verdict['outcome']>;
}

function makeRun({
  scenario = 'a',
  own = ['server', 'X'],
  events,
  verdicts = {},
}: Play): RunReport {
  const command = (role: string) => (own.includes(role) ? { command: `./${role}` } : {});
  const clients = ['X'].map((role) => ({ role, address: '10.0.0.2', ...command(role) }));
  const submission = { folder: '/', sourceFolder: '/', sources: {} };
  const plan = { server: command('server'), clients, submission, checks: [], informs: [] };
  return {
    ...{ scenario, outcome: 'unknown', events, plan: plan as unknown as Plan },
    verdicts: Object.entries(verdicts).map(([check, outcome]) => {
      return { check, outcome, because: 'open', evidence: [], informs: false };
    }),
  } as unknown as RunReport;
}

const checkers = new Map<string, Checker>(
  (['order', 'opened', 'documented'] as const).map((name) => {
    const needs = name === 'documented' ? [] : (['wire'] as const);
    return [name, { name, promise: '', needs, check: () => ({ outcome: 'pass', because: '' }) }];
  }),
);

t.test('a server that ended before it listened, in all plays, never ran', async (t) => {
  const crashes = [
    ['  File "s.py", line 9', "SyntaxError: '(' was never closed"],
    ["NameError: name 'scoket' is not defined"],
    ['ReferenceError: nett is not defined', 'Node.js v22.1.0'],
    ['Exception in thread "main" java.lang.NullPointerException', 'at S.main(S.java:3)'],
    ['syntax error at s.pl line 4, near "my"'],
    ["ModuleNotFoundError: No module named 'helper'"],
    ["TypeError: bind() missing 1 required positional argument: 'port'"],
    ["AttributeError: 'socket' object has no attribute 'setTimeout'"],
    [],
  ];
  for (const lines of crashes) {
    const events = [...lines.map((text) => line('server', text)), exit('server')];
    const runs = [makeRun({ events }), makeRun({ events, own: ['server'] })];
    t.match(
      [...findNeverRan(runs)],
      [['server', /^server ended with status 1 before it listened/]],
    );
  }
});

t.test('what the machine, a wall or the lab is to blame for is none', async (t) => {
  const excused = [
    ['usage: server.py PORT'],
    ['Traceback', '  port = int(sys.argv[2])', 'IndexError: list index out of range'],
    ['Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: 1'],
    ['OSError: [Errno 98] Address already in use'],
    ['OSError: [Errno 99] Cannot assign requested address'],
    ["ValueError: invalid literal for int() with base 10: 'X: Alice'"],
    ['socket.gaierror: [Errno -2] Name or service not known'],
    ['MemoryError'],
    ['sh: 1: ruby: not found'],
  ];
  for (const lines of excused) {
    const events = [...lines.map((text) => line('server', text)), exit('server')];
    t.equal(findNeverRan([makeRun({ events })]).size, 0, `${lines.at(-1)}`);
  }
  for (const end of [exit('server', 137), exit('server', 127), exit('server', 1, true)]) {
    t.equal(findNeverRan([makeRun({ events: [end] })]).size, 0);
  }
  const once = [makeRun({ events: [exit('server')] }), makeRun({ events: [listening] })];
  t.equal(findNeverRan(once).size, 0, 'it ran in another play');
  const foreign = makeRun({ events: [exit('server')], own: ['X'] });
  t.equal(findNeverRan([foreign]).size, 0, 'a server of the lab is no hand-in');
});

t.test('a client never ran only where a server listened', async (t) => {
  const broken = [line('X', "NameError: name 'hosst' is not defined"), exit('X')];
  t.match([...findNeverRan([makeRun({ events: [listening, ...broken] })])], [['X', /connected/]]);
  t.equal(findNeverRan([makeRun({ events: broken })]).size, 0);
  const end = { address: '10.0.0.2', port: 40_000 };
  const syn = {
    atNs: 0,
    witness: 'wire',
    kind: 'syn',
    role: 'X',
    client: end,
    server: end,
    packet: 1,
  };
  const connected = [listening, syn as unknown as JournalEvent, ...broken];
  t.equal(findNeverRan([makeRun({ events: connected })]).size, 0, 'it connected');
});

t.test('what it should have shown has failed, and what others show stands', async (t) => {
  const events = [line('server', 'SyntaxError: invalid syntax'), exit('server')];
  const runs = [
    makeRun({ events, verdicts: { order: 'unknown', opened: 'unknown', documented: 'unknown' } }),
    makeRun({ events, own: ['server'], verdicts: { order: 'unknown' } }),
    makeRun({ events: [listening], own: ['X'], verdicts: { opened: 'pass' } }),
  ];
  const settled = settleNeverRan(runs, checkers);
  const outcomes = settled.map(({ outcome, verdicts }) => [
    outcome,
    ...verdicts.map((verdict) => verdict.outcome),
  ]);
  t.same(outcomes, [
    ['fail', 'fail', 'unknown', 'unknown'],
    ['fail', 'fail'],
    ['unknown', 'pass'],
  ]);
  t.match(
    settled[0]?.verdicts[0]?.because,
    /^it never ran: server .*; "SyntaxError: invalid syntax"$/,
  );
  const running = [makeRun({ events: [listening], verdicts: { order: 'unknown' } })];
  t.same(settleNeverRan(running, checkers), running);
});
