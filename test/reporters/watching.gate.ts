/** Plays that were watched: no form of result takes them for plays that mark, or that failed. */
import t from 'tap';
import { getRunsOutcome } from '../../lab/model/repeats.ts';
import { isWatched, listLearnt } from '../../lab/model/watching.ts';
import { renderSummary } from '../../lab/reporters/github.ts';
import { renderGradescope } from '../../lab/reporters/gradescope.ts';
import { renderJson } from '../../lab/reporters/json.ts';
import { renderTap } from '../../lab/reporters/tap.ts';
import { renderTerminal } from '../../lab/reporters/terminal.ts';
import { makeGoodReport, makeWatchedReport } from './reports.ts';

const report = makeWatchedReport();
const [first, , marking] = report.runs;
if (!first || !marking) throw new Error('the example has three plays');

t.test(
  'a play that asks nothing of a submission is watched, unless trouble ended it',
  async (t) => {
    t.ok(isWatched(first));
    t.notOk(isWatched(marking));
    t.notOk(isWatched({ ...first, outcome: 'trouble' }));
    t.notOk(isWatched({ ...first, plan: { ...first.plan, checks: ['handshake'] } }));
    t.equal(getRunsOutcome(report.runs), 'pass', 'it leaves nothing undecided');
    t.equal(getRunsOutcome([first]), 'unknown', 'and shows nothing by itself');
    t.equal(getRunsOutcome([{ ...first, outcome: 'trouble' }, marking]), 'trouble');
  },
);

t.test('each form says so', async (t) => {
  const text = renderTerminal(report, { columns: 100, color: false });
  t.match(text, /^· learning +Y first by .*\(watched, marks nothing\)$/m);
  t.match(
    renderTap(report),
    /^ok 1 - learning: nothing was judged # SKIP watched, marks nothing$/m,
  );
  t.notMatch(renderTap(report), /^not ok/m);
  t.match(renderSummary(report), /·.*learning.*watched, marks nothing/s);
  const { output } = JSON.parse(renderGradescope(report));
  t.match(output, /^learning: watched, marks nothing$/m);
  t.match(JSON.parse(renderJson(report)).watching, report.watching);
  t.notOk('watching' in JSON.parse(renderJson(makeGoodReport())));
  t.same(listLearnt(report.watching), [
    ...['the name alone is typed', 'X sends “X: Alice”', 'Y sends “Y: Bob”'],
  ]);
});
