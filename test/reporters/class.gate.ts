/** A class as a table, CSV, JSON, JUnit and a page: whole, and harmless whatever names are in it. */
import t from 'tap';
import { splitPoints } from '../../lab/model/class.ts';
import { findTwins, flagTwins } from '../../lab/model/copies.ts';
import { renderClassCsv } from '../../lab/reporters/class-csv.ts';
import { renderClassJson } from '../../lab/reporters/class-json.ts';
import { renderClassJunit } from '../../lab/reporters/class-junit.ts';
import { renderClass } from '../../lab/reporters/class-terminal.ts';
import {
  renderGradescopeMarking,
  renderNotMarked,
} from '../../lab/reporters/gradescope-marking.ts';
import { renderClassHtml } from '../../lab/reporters/html/class-page.ts';
import { hostileName, makeClass } from './class-example.ts';

/** RFC 4180, as a spreadsheet reads it: behind the byte order mark that tells it of UTF-8. */
function parseCsv(text: string): string[][] {
  return text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))
        .slice(0, 20),
    );
}

t.test('CSV: no cell is a formula, and what is open is no zero', async (t) => {
  const [head, ada, hostile, open, refused] = parseCsv(renderClassCsv(makeClass()));
  t.same(head?.slice(0, 10), [
    ...['name', 'outcome', 'criterion 1', 'criterion 2', 'criterion 3'],
    ...['total', 'of', 'extra', 'lost', 'undecided'],
  ]);
  t.same(ada?.slice(0, 10), ['Ada King', 'pass', '10', '20', '5', '30', '30', '5', '0', '0']);
  t.ok(hostile?.[0]?.startsWith("'=cmd|"));
  t.same(hostile?.slice(1, 10), ['fail', '10', '0', '?', '10', '30', '0', '20', '0']);
  t.same(open?.slice(2, 10), ['?', '20', '?', '20', '30', '0', '0', '10']);
  t.same([refused?.[0], refused?.[2], refused?.[5]], ["'-2+3", '0', '0'], 'as in a gradebook');
  t.match(refused?.[10], /encrypted/, 'what was wrong');
  t.equal(open?.[10], '', 'nothing was wrong');
  t.match(open?.[11], /^1: @SUM/, 'what was not decided stands in a column of its own');
  for (const cell of parseCsv(renderClassCsv(makeClass())).flat()) {
    t.notMatch(cell, /^\s*[=+\-@]|[\p{Cc}]/u, cell.slice(0, 30));
  }
});

t.test(
  'CSV: accents for Excel, a line for each member of a group, ids for importers',
  async (t) => {
    const whole = makeClass();
    const [ada, hostile, open, refused] = whole.submissions;
    if (!ada || !hostile || !open || !refused) throw new Error('the example has four');
    const zoe = { name: 'Zoë Müller', id: '902', sid: '007', email: 'zoe@uni.example' };
    const submissions = [
      { ...ada, name: 'Zoë Müller and 12', people: [zoe, { name: '12', id: '902' }] },
      { ...hostile, people: [{ name: hostileName, id: '=1+1', sid: '@SUM(1)' }] },
      { ...open, people: [{ name: 'Open', id: 'Participant 12' }] },
      refused,
    ];
    const text = renderClassCsv({ ...whole, submissions });
    t.equal(Buffer.from(text).subarray(0, 3).toString('hex'), 'efbbbf', 'UTF-8 for Excel');
    const [head, first, second, third, fourth, fifth] = parseCsv(text);
    t.same(head?.slice(14, 19), ['review', 'id', 'sid', 'email', 'group']);
    const known = ['902', '007', 'zoe@uni.example', 'Zoë Müller and 12'];
    t.same([first?.[0], ...(first?.slice(15, 19) ?? [])], ['Zoë Müller', ...known]);
    t.same([second?.[0], ...(second?.slice(15, 19) ?? [])], ['12', '902', '', '', known[3]]);
    t.same(second?.slice(1, 14), first?.slice(1, 14), 'a group has the same marks');
    t.same(third?.slice(15, 17), ["'=1+1", "'@SUM(1)"], 'an id is no formula');
    t.same([fourth?.[0], fourth?.[15], fourth?.[18]], ['Open', 'Participant 12', '']);
    t.same([fifth?.[0], fifth?.[15]], ["'-2+3", ''], 'nobody vanishes');
    t.notOk(parseCsv(renderClassCsv(whole))[0]?.includes('id'), 'no column that nobody has');
    t.match(JSON.parse(renderClassJson({ ...whole, submissions })).submissions[0], {
      people: [zoe],
    });
  },
);

t.test('the table has a sign for each criterion, and says who shares a text', async (t) => {
  const text = renderClass(makeClass(), { columns: 100, color: false });
  t.match(text, /^Ada King +✓ +✓ +✓ +30\/30 and 5 extra$/m);
  t.match(text, /^Open +\? +✓ +\? +20\/30, 10 undecided$/m);
  t.match(text, /^-2\+3 +fail +0\/30; x\.zip could not be read/m);
  t.match(text, /1 of 5 are not marked yet: --resume/);
  t.match(text, /same text in 2 submissions: server\.py of Ada King, main\.py of =cmd/);
  t.match(text, /no proof of anything/);
  t.notOk(text.includes('\u001b'), 'nothing drives the terminal');
});

t.test('extra credit that no scenario asked of anybody has no column', async (t) => {
  const whole = makeClass();
  const submissions = whole.submissions.map(({ grade, ...marked }) => {
    const criteria = grade?.criteria.filter(({ extra }) => !extra) ?? [];
    return { ...marked, grade: grade && { ...grade, extra: 0, criteria } };
  });
  const report = { ...whole, submissions };
  const text = renderClass(report, { columns: 100, color: false });
  t.match(text, /^name +1 {2}2 {2}points$/m);
  t.match(text, /^Ada King +✓ {2}✓ {2}30\/30$/m);
  t.notOk(renderClassCsv(report).includes('criterion 3'));
  t.notOk(renderClassHtml(report).includes('>Chat'));
  t.match(renderClass(whole, { columns: 100, color: false }), /^name +1 {2}2 {2}3 {2}points$/m);
});

t.test('what a person should look at is told by the table, the CSV and the page', async (t) => {
  const whole = makeClass();
  const submissions = whole.submissions.map(({ grade, ...marked }) => {
    const criteria = grade?.criteria.map((one) => ({ ...one, review: one.id !== 1 })) ?? [];
    return { ...marked, grade: grade && { ...grade, criteria } };
  });
  const report = { ...whole, submissions };
  const text = renderClass(report, { columns: 100, color: false });
  t.match(text, /^⚑ a person should look at 2 and 3 of all as well$/m);
  const some = report.submissions.map((one, at) => {
    const before = whole.submissions[at];
    return at === 0 || !before ? one : before;
  });
  const alone = renderClass({ ...whole, submissions: some }, { columns: 100, color: false });
  t.match(alone, /^⚑ a person should look at 2 and 3 of Ada King as well$/m);
  const [head, ada, , , refused] = parseCsv(renderClassCsv(report));
  t.same([head?.[14], ada?.[14], refused?.[14]], ['review', '2; 3', '']);
  const html = renderClassHtml(report);
  t.match(html, '>2 <span aria-hidden="true">⚑</span>');
  t.equal(html.match(/⚑ a person should look as well/g)?.length, 2, 'and its key says what');
  t.notMatch(renderClassCsv(whole), /⚑|2; 3/);
  t.notMatch(renderClassHtml(whole), /⚑|2; 3/);
});

t.test('twins: two are flags of both, what most have is no flag', async (t) => {
  const { submissions } = makeClass();
  const [ada] = submissions;
  if (!ada) return;
  t.equal(flagTwins(ada, findTwins(submissions)).length, 1);
  const many = Array.from({ length: 6 }, (_, index) => ({ ...ada, slug: `s${index}` }));
  const twins = findTwins(many);
  t.match(twins, [{ count: 6, isCommon: true }]);
  t.same(flagTwins(many[0] ?? ada, twins), []);
  t.same(ada.grade && splitPoints(ada.grade), { earned: 30, lost: 0, open: 0 });
});

t.test('alike pairs are told: ten on a screen, all in documents', async (t) => {
  const report = makeClass();
  const side = (name: string) => ({ name, slug: name, path: 's.py', fromLine: 1, toLine: 40 });
  const ada = report.submissions[0]?.slug ?? '';
  const alike = Array.from({ length: 12 }, (_, index) => ({
    ...{ share: 0.9, sides: [{ ...side('ada'), slug: ada }, side(`s${index}`)] as const },
  }));
  const text = renderClass({ ...report, alike }, { columns: 100, color: false });
  t.equal(text.match(/! 90 % alike: ada and s\d+, most of all s\.py/g)?.length, 10);
  t.match(text, /and 2 more pairs: --html and --json list them/);
  t.match(text, /changes no mark/);
  const document = JSON.parse(renderClassJson({ ...report, alike }));
  t.equal(document.alike.length, 12);
  t.equal(document.submissions[0].flags.filter((flag: string) => /alike/.test(flag)).length, 12);
  t.notMatch(renderClass(report, { columns: 100, color: false }), /alike/);
});

t.test('JSON and JUnit parse, and keep wrong and undecided apart', async (t) => {
  const document = JSON.parse(renderClassJson(makeClass()));
  t.match(document, { outcome: 'fail', planned: 5, rubric: 'mine' });
  t.equal(document.submissions[1].name, hostileName);
  t.match(document.submissions[3], { because: /encrypted/, lastLines: ['+error'], grade: null });
  t.match(document.twins, [
    { isCommon: false, files: [{ name: 'Ada King', path: 'server.py' }, {}] },
  ]);
  const xml = renderClassJunit(makeClass());
  t.equal(xml.match(/<failure /g)?.length, 2);
  t.equal(xml.match(/<error /g)?.length, 3);
  t.notOk(xml.includes('<script>'));
});

t.test('the page links each cell to what decided it, and a name is only text', async (t) => {
  const html = renderClassHtml(makeClass());
  t.match(html, /<a href="ada-king\/report\.html#d1-7"/);
  t.equal(html.match(/<script/g)?.length, 3, 'its own scripts and data, and it gets no other');
  t.match(html, /&lt;script&gt;/);
  t.match(html, /1 of 5 are not marked yet/);
});

t.test('Gradescope: no score where nothing was marked', async (t) => {
  const none = JSON.parse(renderNotMarked('no Mininet here: \u001b[2J'));
  t.notOk('score' in none);
  t.same(none.tests, []);
  t.match(none.output, /^Not marked, which is no fault of the submission: no Mininet here/);
  t.notOk(none.output.includes('\u001b'));
  const conclusion = {
    ...{ submission: {}, reasons: [], needs: [], framing: 'raw' as const },
    sources: { server: [], X: [], Y: [] },
  };
  const refusal = { because: 'it does not build', lastLines: ['error'] };
  const marking = { name: 'a', conclusion, flags: [], refusal };
  const built = JSON.parse(renderGradescopeMarking({ ...marking, outcome: 'fail' }, 1_000));
  t.match(built, { score: 0, output: 'it does not build\nerror' });
  const lacking = JSON.parse(renderGradescopeMarking({ ...marking, outcome: 'unsupported' }, 1));
  t.notOk('score' in lacking, 'a runtime that is not here is nobody’s zero');
});

t.test('what many of a class share is said once in each form, and harmlessly', async (t) => {
  const report = { ...makeClass(), notes: ['2 of 3 fail 2: \u001b[2J<b>'] };
  const text = renderClass(report, { columns: 80, color: false });
  t.match(text, /^ {2}! 2 of 3 fail 2: /m);
  t.notOk(text.includes('\u001b'));
  t.same(JSON.parse(renderClassJson(report)).notes.length, 1);
  const page = renderClassHtml(report);
  t.match(page, /Many of the class<\/h3><ul><li>2 of 3 fail 2: /);
  t.notOk(page.includes('\u001b') || page.includes('2J<b>'));
  t.notMatch(renderClassHtml(makeClass()), /Many of the class/);
});

t.test('a flag of one submission stands at its cell, in its notes and in the table', async (t) => {
  const report = makeClass();
  const [first] = report.submissions;
  const [criterion] = first?.grade?.criteria ?? [];
  if (!criterion) return t.fail('no criterion');
  Object.assign(criterion, { review: true, reviewBecause: 'the server greeted X' });
  t.match(renderClassCsv(report), /look at 1: the server greeted X/);
  const page = renderClassHtml(report);
  t.match(page, /✓⚑/);
  t.match(page, /<li>look at 1: the server greeted X<\/li>/);
});
