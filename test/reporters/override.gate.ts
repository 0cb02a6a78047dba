/** A person's marks in every form of result: never without the lab's own, and harmless. */
import t from 'tap';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { overrideMarking } from '../../lab/grade/override-marks.ts';
import type { ClassReport } from '../../lab/model/class.ts';
import type { Marking } from '../../lab/model/marking.ts';
import { overrideGrade } from '../../lab/model/override.ts';
import { rubricSchema } from '../../lab/model/rubric.ts';
import { renderClassCsv } from '../../lab/reporters/class-csv.ts';
import { renderClassJson } from '../../lab/reporters/class-json.ts';
import { renderClassJunit } from '../../lab/reporters/class-junit.ts';
import { renderClass } from '../../lab/reporters/class-terminal.ts';
import { renderSummary } from '../../lab/reporters/github.ts';
import { renderGradescope } from '../../lab/reporters/gradescope.ts';
import { renderGradescopeMarking } from '../../lab/reporters/gradescope-marking.ts';
import { renderClassHtml } from '../../lab/reporters/html/class-page.ts';
import { renderHtml } from '../../lab/reporters/html/page.ts';
import { renderJson } from '../../lab/reporters/json.ts';
import { renderMarking, renderMarkingsJson } from '../../lab/reporters/marking.ts';
import { renderTap } from '../../lab/reporters/tap.ts';
import { renderTerminal } from '../../lab/reporters/terminal.ts';
import { makeClass } from './class-example.ts';
import { dangerous, makeBadReport } from './reports.ts';

const options = { columns: 100, color: false };
const bad = makeBadReport();
const wrong = bad.grade?.criteria.find(({ outcome, extra }) => outcome === 'fail' && !extra);
if (!wrong || !bad.grade) throw new Error('the example has no criterion that failed');
const { id } = wrong;
const give = (reason: string) => [{ criterion: id, points: 5, reason }];
const override = (reason: string) => {
  if (!bad.grade) throw new Error('no grade');
  return { ...bad, grade: overrideGrade(bad.grade, give(reason), rubric) };
};
const words = '5 of 10 by hand (lab: 0): it says so in French';
const total = new RegExp(`criterion ${id} by hand`);

t.test('a run: each form has both marks, and its sum says so', async (t) => {
  const report = override('it says so in French');
  for (const render of [renderTap, renderSummary, renderHtml, renderGradescope]) {
    const text = render(report);
    t.ok(text.includes(words), render.name);
    t.match(text, total, render.name);
    t.notMatch(render(bad), /by hand \(/, render.name);
  }
  const text = renderTerminal(report, options);
  t.match(text, /^✗ +\d+ .* ✎ \.+ 5\/10$/m);
  t.ok(text.includes(`      ${words}\n      the lab: `), text);
  t.match(text, total);
  const { grade } = JSON.parse(renderJson(report));
  t.match(
    grade.criteria.find((one: { id: number }) => one.id === id),
    { points: 5, because: wrong.because, override: { lab: { points: 0, outcome: 'fail' } } },
  );
  const { tests, score } = JSON.parse(renderGradescope(report));
  t.equal(score, (bad.grade?.points ?? 0) + 5);
  t.match(
    tests.find((one: { number: string }) => one.number === `${id}`),
    { score: 5, max_score: 10, tags: ['fail', 'by hand'], extra_data: { lab: { points: 0 } } },
  );
});

t.test('what a person wrote is text in every form', async (t) => {
  const report = override('\u001b[2J<script>alert(1)</script>\u202e ]]>');
  for (const render of [renderTap, renderSummary, renderHtml, renderGradescope, renderJson]) {
    t.notMatch(render(report).replaceAll('\n', ''), dangerous, render.name);
  }
  t.notMatch(renderTerminal(report, options), dangerous);
  for (const text of [renderHtml(report), renderSummary(report)]) {
    t.notOk(text.includes('<script>alert'));
  }
});

const mine = rubricSchema.parse({
  ...{ name: 'mine', title: 'Mine' },
  criteria: makeClass().criteria.map((one) => ({ ...one, checks: ['handshake'] })),
});

/** Eve's second criterion is 12 of 20, and what was open of Open is decided. */
function makeMarkedClass(reason = '=1+1 in French'): ClassReport {
  const whole = makeClass();
  const given = [
    [],
    [{ criterion: 2, points: 12, reason }],
    [{ criterion: 1, points: 10, reason }],
  ];
  const submissions = whole.submissions.map((marked, index) => {
    const overrides = given[index] ?? [];
    const { grade } = marked;
    return grade ? { ...marked, grade: overrideGrade(grade, overrides, mine) } : marked;
  });
  return { ...whole, submissions };
}

t.test('a class: table, CSV, JSON, JUnit and page have both marks', async (t) => {
  const report = makeMarkedClass();
  const table = renderClass(report, options);
  t.match(table, /^Open +✎✓ +✓ +\? +30\/30 \(criterion 1 by hand\)$/m);
  t.match(table, /^✎ Open, 1: 10 of 10 by hand \(lab: undecided\): =1\+1 in French$/m);
  const csv = renderClassCsv(report);
  t.match(csv, /^\ufeffname,.*,"by hand"\r\n/);
  t.match(csv, /,fail,10,12,\?,22,30,0,8,0,/, 'a part is earned, a part lost');
  t.match(csv, /,"2: 12 of 20 by hand \(lab: 0\): =1\+1 in French"\r\n/);
  t.notOk(renderClassCsv(makeClass()).includes('by hand'), 'no column that nobody has');
  t.match(JSON.parse(renderClassJson(report)).submissions[1].grade.criteria[1], {
    ...{ points: 12, override: { reason: '=1+1 in French', lab: { points: 0, outcome: 'fail' } } },
  });
  const xml = renderClassJunit(report);
  t.match(xml, 'name="byHand.1" value="10 of 10 by hand (lab: undecided): =1+1 in French"');
  t.match(xml, /message="12 of 20 by hand \(lab: 0\): =1\+1 in French; the lab: /);
  const page = renderClassHtml(report);
  t.match(page, '<li>✎ 2: 12 of 20 by hand (lab: 0): =1+1 in French</li>');
  t.match(page, '2 Order &lt;of&gt; arrival: failed (by hand)"');
  t.match(page, '<b>30</b>/30 <span class="note">✎<span class="hidden"> by hand</span></span>');
  t.notMatch(renderClassHtml(makeClass()), /✎|\(by hand\)/);
});

t.test('who could not be played has a person’s points beside the reason', async (t) => {
  const conclusion = {
    ...{ submission: {}, reasons: [], needs: [] },
    sources: { server: [], X: [], Y: [] },
  };
  const refusal = { because: 'javac is not here', lastLines: ['+javac'] };
  const lacking: Marking = { name: 'a', outcome: 'unsupported', conclusion, flags: [], refusal };
  const overrides = [{ criterion: 1, points: 7, reason: 'it ran on mine' }];
  const marking = overrideMarking(lacking, overrides, rubric);
  const text = renderMarking(marking, options);
  t.match(text, /^unsupported: javac is not here$/m);
  t.match(text, /7 of 10 by hand \(lab: undecided\): it ran on mine/);
  t.match(text, /^7\/100 \+ 90 undecided \(criterion 1 by hand\)/m);
  t.match(JSON.parse(renderMarkingsJson([marking], 1)).submissions[0].grade, { points: 7 });
  const document = JSON.parse(renderGradescopeMarking(marking, 1_000));
  t.match(document, { score: 7, output: 'javac is not here\n+javac' });
  t.match(document.tests[0], { score: 7, output: /7 of 10 by hand \(lab: undecided\)/ });
  const trouble = renderGradescopeMarking({ ...marking, outcome: 'trouble' }, 1);
  t.notOk('score' in JSON.parse(trouble), 'trouble of the lab is no mark');
  t.match(trouble, /7 of 10 by hand/, 'what a person decided is said all the same');
  const whole = makeClass();
  const [, , , refused] = whole.submissions;
  if (!refused || !marking.grade) return t.fail('nobody was refused');
  const { grade } = marking;
  const report = { ...whole, submissions: [{ ...refused, grade }] };
  t.match(renderClass(report, options), /7\/100, 90 undecided \(criterion 1 by hand\); x\.zip/);
  t.match(
    renderClassCsv(report),
    /,"x\.zip could not be read: it is encrypted; 1: 7 of 10 by hand/,
  );
  t.match(renderClassHtml(report), '<li>x.zip could not be read: it is encrypted</li>');
});
