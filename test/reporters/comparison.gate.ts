/** How two runs differ, in words: golden, harmless, within the terminal. */
import t from 'tap';
import { compareReports } from '../../lab/model/comparison.ts';
import { renderComparison, renderComparisonJson } from '../../lab/reporters/comparison.ts';
import { getWidth } from '../../lab/reporters/wrap.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  readGolden,
} from './reports.ts';

const options = { columns: 80, color: false };

t.test('as in the golden file', async (t) => {
  const text = renderComparison(compareReports(makeGoodReport(), makeBadReport()), options);
  t.equal(text, readGolden('good-bad.compared.txt', text));
});

t.test('equal runs say so', async (t) => {
  const text = renderComparison(compareReports(makeGoodReport(), makeGoodReport()), options);
  t.match(text, /\nThe runs agree in outcome and order \(9 scenarios\)\n$/);
  t.notMatch(text, /≠|→/);
});

t.test('hostile text is harmless, and fits', async (t) => {
  for (const text of [hostile, 'x'.repeat(1 << 20)]) {
    const comparison = compareReports(makeHostileReport(text), makeHostileReport('other'));
    const shown = renderComparison(comparison, options);
    t.notMatch(shown, dangerous);
    const body = shown.split('\n').slice(3);
    t.ok(Math.max(...body.map(getWidth)) <= 80);
    t.ok(shown.length < 20_000);
    const document = renderComparisonJson(comparison);
    t.notMatch(document, dangerous);
    t.equal(JSON.parse(document).a.box, text);
  }
});
