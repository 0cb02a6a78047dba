/** An exploration for a person: the smallest schedule in words, how often it failed, what to do. */
import t from 'tap';
import type { ExplorationReport } from '../../lab/model/exploration.ts';
import { renderExplorationJson } from '../../lab/reporters/explore-json.ts';
import { renderExploration } from '../../lab/reporters/explore-terminal.ts';

const report: ExplorationReport = {
  ...{ outcome: 'fail', box: 'local', schedules: 9, planned: 500, held: 6, open: 2, troubled: 0 },
  ...{ plays: 40, wallMs: 12_345, startedAt: '2026-01-31T12:00:00.000Z', seed: 1, stages: 4 },
  ...{ command: 'npx zx lab/sweep.mjs --explore', directory: '.lab/runs/one' },
  fault: {
    check: 'order-follows-wire',
    because: 'Y arrived 5.0 ms before X, but X and Y were told “X: Alice received before Y: Bob”',
    fails: ['order-follows-wire', 'exact-text'],
    foundMs: 2_100,
    faults: ['pause Y at 90 for 50'],
    clients: [
      { role: 'X', connectMs: 0, sendMs: 105, pieces: 1, pieceGapMs: 20 },
      { role: 'Y', connectMs: 5, sendMs: 100, pieces: 3, pieceGapMs: 20, leaveMs: 110 },
    ],
    changes: [{ name: 'delayX', value: 5, usual: 0 }],
    found: [{ name: 'delayX', value: 50, usual: 0 }],
    ...{ confirmed: 5, held: 0, plays: 5, isFlaky: false },
    scenario: '.lab/runs/one/smallest.yaml',
    repeat: 'npx zx lab/run.mjs .lab/runs/one/smallest.yaml',
  },
};
const fault = report.fault as NonNullable<ExplorationReport['fault']>;
const render = (change: Partial<ExplorationReport> = {}, columns = 100) =>
  renderExploration({ ...report, ...change }, { columns, color: false });

t.test('says what is broken, in which schedule, and how to play it again', async (t) => {
  const text = render();
  t.match(text, /^✗ order-follows-wire is broken\n {2}Y arrived 5.0 ms before X/);
  t.match(text, 'The smallest schedule that shows it: delayX 5 in place of 0.');
  t.match(text, '  X connects at 0 ms, sends at 105 ms\n');
  t.match(text, 'Y connects at 5 ms, sends at 100 ms in 3 pieces, 20 ms apart, and leaves at 110');
  t.match(text, 'Played 5 times, it failed each time. With it fails exact-text.');
  t.match(text, '\n  pause Y at 90 for 50\n');
  t.match(text, '\n  It was found after 2.1 s.\n');
  t.match(text, '\n  npx zx lab/run.mjs .lab/runs/one/smallest.yaml\n');
  t.match(text, '9 of 500 schedules in 12.3 s (4 stages on local, seed 1): 6 kept all promises');
  for (const line of render({}, 50).split('\n')) t.ok(line.length <= 50 || /npx/.test(line), line);
});

t.test('tells a flaky fault from a play that could not be decided', async (t) => {
  const flaky = { ...fault, confirmed: 3, held: 2, isFlaky: true };
  t.match(render({ fault: flaky }), 'It is flaky: played 5 times, it failed 3 times.');
  const open = { ...fault, confirmed: 4 };
  t.match(render({ fault: open }), 'it failed 4 times, and could not be decided once.');
  t.match(render({ fault: { ...fault, changes: [] } }), 'all is as usual in it');
});

t.test('without a fault it says what was played', async (t) => {
  const text = render({ fault: null, outcome: 'pass', schedules: 500, held: 498 });
  t.match(text, /^✓ 500 schedules in 12.3 s .*: 498 kept all promises, 2 left one open/);
  const lost = { code: 'STAGE_LOST', message: 'The stage ended\u001b[2J' };
  t.match(render({ fault: null, outcome: 'trouble', trouble: lost }), /^! The stage ended\\x1b/i);
});

t.test('the document is the report, and a hostile text in it is text', async (t) => {
  t.same(JSON.parse(renderExplorationJson(report)), report);
  const because = 'was told “\u001b]0;owned\u0007\u202e::error::”';
  const text = render({ fault: { ...fault, because } });
  const controls = ['\u001b', '\u0007', '\u202e'].filter((one) => text.includes(one));
  t.same(controls, [], 'no control character reaches the terminal');
});
