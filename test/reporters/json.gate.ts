/** The JSON document: the names and the shape that are promised, for any text. */
import t from 'tap';
import { renderJson } from '../../lab/reporters/json.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  readGolden,
} from './reports.ts';

t.test('as in the golden file', async (t) => {
  const text = renderJson(makeBadReport());
  t.equal(text, readGolden('bad.json', text));
});

t.test('has the shape that is promised', async (t) => {
  const document = JSON.parse(renderJson(makeGoodReport()));
  t.match(document, {
    outcome: 'pass',
    box: 'local',
    wallMs: 4321,
    runs: [
      {
        scenario: 'x-connects-x-sends',
        outcome: 'pass',
        verdicts: [{ check: 'handshake', outcome: 'pass', because: String }],
        timing: { plannedGapMs: 300, wireGapMs: 300, wireOrder: ['X', 'Y'] },
        directory: '.lab/runs/2026-01-02T03-04-05/x-connects-x-sends',
      },
    ],
    grade: { rubric: 'assignment', points: 100, of: 100, extra: 0 },
  });
  const [criterion] = document.grade.criteria;
  const { id, title, points, of, outcome, because } = criterion;
  t.same([id, points, of, outcome], [1, 10, 10, 'pass']);
  t.type(title, 'string');
  t.type(because, 'string');
  const none = JSON.parse(renderJson({ ...makeGoodReport(), runs: [], grade: null }));
  t.same([none.runs, none.grade], [[], null]);
});

t.test('hostile text survives, and none of it stands there as a control', async (t) => {
  const text = renderJson(makeHostileReport());
  t.notMatch(text, dangerous);
  t.equal(JSON.parse(text).runs[0].verdicts[1].because, `1 ${hostile}`);
  const long = 'x'.repeat(1 << 20);
  t.equal(JSON.parse(renderJson(makeHostileReport(long))).runs[0].directory, long);
});
