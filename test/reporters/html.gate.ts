/** The HTML report: whole, small, and deaf to whatever a program printed. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { renderHtml } from '../../lab/reporters/html/page.ts';
import { cutWords, wrapWords } from '../../lab/reporters/html/words.ts';
import { add, makeGap, makeJournal, makeLine, makePlan } from '../checkers/journal-builder.ts';
import { judgeJournal } from '../journals/read-journals.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  makeReport,
  makeRun,
  makeWatchedReport,
} from './reports.ts';

const suite = async () => makeReport(await Promise.all([...scenarios.keys()].map(judgeJournal)));

/** The page without what is ours: what is left could only be foreign. */
function getElements(html: string): string[] {
  const body = html.replace(/<style>.*?<\/style>/s, '').replace(/<script>.*?<\/script>/s, '');
  return [...body.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name ?? '');
}

t.test('the recorded suite fits into 400 KB, stands alone, and names every scenario', async (t) => {
  const html = renderHtml(await suite());
  t.ok(Buffer.byteLength(html) <= 400 * 1024, `${Buffer.byteLength(html)} bytes`);
  t.notMatch(html, /(src|href)="(?!#)/, 'no other file, no network');
  t.notMatch(html, /url\(|@import|<link|<img|<iframe/);
  for (const name of scenarios.keys()) t.ok(html.includes(name), name);
  t.match(html, /<b>100<\/b>/, 'the points');
});

t.test('how the kernel was a witness is said, and why it was not traced', async (t) => {
  const about = (exact: boolean, because?: string) => {
    const end = { witness: 'kernel', kind: 'tracing', atNs: 9e9 } as const;
    const told = exact ? { events: 1200 } : { because: because ?? '' };
    const journal = add(makeJournal(makePlan('x-at-once')), { ...end, exact, ...told });
    return renderHtml(makeReport([makeRun(journal)]));
  };
  t.match(about(true), /<dt>Kernel<dd>exact: it was traced, 1200 events/);
  t.match(about(false, 'no tracefs'), /<dd>sampled, 900 times, .*?; no tracefs/);
  const old = renderHtml(makeReport([makeRun(makeJournal(makePlan('x-at-once')))]));
  t.match(old, /<dd>sampled, 900 times, at most 2.4 ms apart</);
});

t.test('every link leads to an element of the page, and every id is there once', async (t) => {
  const watched = makeWatchedReport();
  for (const report of [await suite(), watched, makeBadReport(), makeHostileReport()]) {
    const html = renderHtml(report);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    t.equal(new Set(ids).size, ids.length, 'ids are unique');
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    t.same(
      [...new Set(targets)].filter((id) => !ids.includes(id)),
      [],
    );
    t.ok(targets.length > 20);
  }
});

t.test('what was watched is a section of its own, and deaf to what a program wrote', async (t) => {
  const html = renderHtml(makeWatchedReport(hostile, hostile));
  const [, section = ''] = /<section class="watching"(.*?)<\/section>/s.exec(html) ?? [];
  t.match(section, /They were played twice before anything was marked/);
  t.notMatch(section.replaceAll('\n', ''), dangerous);
  t.notMatch(section, /<script|<\/bdi><script/);
  t.equal(html.match(/watched, marks nothing/g)?.length, 4, 'in the index, and at each play');
  t.notMatch(renderHtml(makeGoodReport()), /its own programs showed/);
});

t.test('only the script of the page may run, by its hash', async (t) => {
  const html = renderHtml(makeBadReport());
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(html) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  t.match(html, `script-src 'sha256-${hash}'`);
  t.match(html, /default-src 'none'/);
  t.equal(html.split('<script').length, 2, 'one script');
  t.notMatch(html, / on[a-z]+="/, 'no handlers in attributes');
  t.doesNotThrow(() => new Function(script));
});

t.test('hostile text becomes neither markup nor a hidden control', async (t) => {
  const evil = [
    hostile,
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></title></textarea><!-- ]]> --><![CDATA[',
    '\u202etxet desrever\u2066 \u2028 \u2029 \ud800 \u0000 🐧👩‍👩‍👧 שלום مرحبا',
    'javascript:alert(1)',
  ];
  const known = new Set(getElements(renderHtml(makeBadReport())));
  for (const text of evil) {
    const html = renderHtml(makeHostileReport(text));
    const strange = getElements(html).filter((name) => !known.has(name));
    t.same(strange, [], 'no element but ours');
    t.equal(html.split('<script').length, 2);
    const outside = html.replace(/"[^"]*"/g, '""');
    t.notOk(/<[^>]* on(error|load|mouseover)=/.test(outside), 'no handlers');
    t.notOk(dangerous.test(html), 'no control characters');
  }
  const html = renderHtml(makeHostileReport('a\u202eb'));
  t.match(html, '<bdi>a\\u202eb</bdi>', 'a turned reading direction is shown, and isolated');
});

t.test('a line of 1 MB, and a flood of lines, stay small', async (t) => {
  const run = makeRun(makeJournal(makePlan('x-connects-x-sends')));
  const long = makeRun(add(run, makeLine('server', 910, '<b>'.repeat(350_000))));
  const html = renderHtml(makeReport([long]));
  t.ok(html.length < 200_000, `${html.length}`);
  t.match(html, '(1050000 characters)');
  const flood = Array.from({ length: 5_000 }, (_, index) =>
    makeLine('server', 910 + index / 1000, `spam ${index} X: Alice`),
  );
  const flooded = makeRun(add(run, ...flood));
  const many = renderHtml(makeReport(Array.from({ length: 9 }, () => flooded)));
  t.ok(many.length < 700_000, `${many.length}`);
  t.match(many, /more lines are in the folder/);
});

t.test('each outcome is told by a sign and a word, and what failed comes opened', async (t) => {
  const html = renderHtml(makeBadReport());
  t.match(html, /aria-label="failed">✗/);
  t.match(html, /aria-label="undecided">\?/);
  t.match(renderHtml(makeHostileReport()), /class="score"><b>\?<\/b>\/10</, 'open is no zero');
  t.match(html, /aria-label="the lab was in trouble">!/);
  t.match(html, /<details class="scenario fail" id="s1" open>/);
  t.match(html, /STAGE_LOST/);
  t.match(html, /class="callout fail"/);
  const good = renderHtml(makeGoodReport());
  t.notMatch(good, /class="callout/);
});

t.test('timings, drift, gaps, the box and the command are told', async (t) => {
  const run = makeRun(add(makeJournal(makePlan('x-connects-y-sends')), makeGap('kernel')));
  const html = renderHtml({ ...makeReport([run]), command: "npx zx lab/run.mjs --server 'a b'" });
  t.match(html, 'npx zx lab/run.mjs --server &#39;a b&#39;');
  t.match(html, /Clock drift<dd>/);
  t.match(html, 'kernel: the kernel witness was lost');
  t.match(html, /Mininet 2/);
  t.match(html, /X connects<td>0 ms<td>0\.030 ms<td>\+0\.030 ms/);
});

t.test('a report without runs, without a grade, or without events is a page too', async (t) => {
  const report = makeReport([]);
  t.match(renderHtml({ ...report, grade: null }), /^<!doctype html>/);
  const empty = makeRun({ plan: makePlan('simultaneous'), events: [] });
  t.match(renderHtml(makeReport([empty])), /Nothing was witnessed/);
});

t.test('the same report gives the same page', async (t) => {
  t.equal(renderHtml(makeBadReport()), renderHtml(makeBadReport()));
});

t.test('words are broken into lines that fit', async (t) => {
  t.same(wrapWords('one two three', 7, 3), ['one two', 'three']);
  t.same(wrapWords('abcdefghij', 4, 5), ['abcd', 'efgh', 'ij']);
  const cut = wrapWords('one two three four five six', 9, 2);
  t.equal(cut.length, 2);
  t.match(cut[1], /…$/);
  t.equal(cutWords('🐧🐧🐧🐧', 3), '🐧🐧…');
});
