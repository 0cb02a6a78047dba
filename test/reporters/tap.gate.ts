/** The TAP document, read back by tap's own parser. */
import t from 'tap';
import { Parser } from 'tap-parser';
import { renderTap } from '../../lab/reporters/tap.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  makeRepeatedReport,
  readGolden,
} from './reports.ts';

/** What the parser makes of a document. */
function parse(text: string) {
  const points: {
    ok: boolean;
    name: string;
    diag: Record<string, unknown>;
    skip: unknown;
    todo: unknown;
  }[] = [];
  const extra: string[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', ({ ok, name, diag, skip, todo }) =>
    points.push({ ok, name, diag, skip, todo }),
  );
  parser.on('extra', (line: string) => extra.push(line));
  parser.end(text);
  return { points, extra, results: parser.results };
}

t.test('as in the golden files', async (t) => {
  for (const [name, report] of [
    ['bad', makeBadReport()],
    ['hostile', makeHostileReport()],
  ] as const) {
    const text = renderTap(report);
    t.equal(text, readGolden(`${name}.tap`, text), name);
  }
});

t.test('all right is ok', async (t) => {
  const { points, results } = parse(renderTap(makeGoodReport()));
  t.match(results, { ok: true, fail: 0 });
  t.equal(points[0]?.name, 'x-connects-x-sends: handshake');
});

t.test('what is unknown, and trouble, is not ok, and neither skipped nor to do', async (t) => {
  const report = makeBadReport();
  const { points, extra, results } = parse(renderTap(report));
  const deciding = report.runs.flatMap(({ verdicts }) => verdicts.filter((v) => !v.informs));
  t.equal(points.length, deciding.length + 2);
  t.equal(
    points.filter(({ ok }) => ok).length,
    deciding.filter((v) => v.outcome === 'pass').length,
  );
  t.notOk(points.some(({ skip, todo }) => skip || todo));
  t.same(extra, []);
  t.match(results, { ok: false, skip: 0, todo: 0 });
  const lost = points.find(({ diag }) => diag?.outcome === 'unknown');
  t.match(lost?.diag, { because: 'the wire witness was lost', scenario: String });
  t.match(points.at(-1), { ok: false, diag: { code: 'STAGE_LOST', outcome: 'trouble' } });
});

t.test('what the machine left open is skipped where another play decided it', async (t) => {
  const { points, results } = parse(renderTap(makeRepeatedReport()));
  t.match(results, { ok: true, fail: 0, skip: 1 });
  t.match(
    points.find(({ skip }) => skip),
    { name: 'x-connects-x-sends: handshake', skip: /another one decided it/ },
  );
});

t.test('where nothing was judged, nothing has passed', async (t) => {
  const [run] = makeGoodReport().runs;
  for (const runs of [[], run ? [{ ...run, verdicts: [], outcome: 'unknown' as const }] : []]) {
    const { points, results } = parse(renderTap({ ...makeGoodReport(), runs, grade: null }));
    t.match(results, { ok: false, count: 1 });
    t.match(points, [{ ok: false, diag: { because: 'nothing was asked' } }]);
  }
});

t.test('hostile text forges nothing, and survives in the diagnostics', async (t) => {
  for (const foreign of [
    hostile,
    `${'x'.repeat(1 << 20)}\n`,
    '# SKIP\nok 1 - forged # TODO\n1..0\nBail out!',
  ]) {
    const text = renderTap(makeHostileReport(foreign));
    t.notMatch(text, dangerous);
    const { points, extra, results } = parse(text);
    t.equal(results?.plan.end, points.length);
    t.same(extra, []);
    t.notOk(results?.bailout);
    t.notOk(points.some(({ skip, todo }) => skip || todo));
    t.ok(points.some(({ ok }) => ok));
    t.equal(points.find(({ ok }) => !ok)?.diag.because, `1 ${foreign}`);
  }
});
