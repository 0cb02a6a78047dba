/**
 * The HTML report in a real browser, opened from a file: light, dark, at a phone's width, without
 * its script; by pointer and by keyboard; with a hostile program's output; and judged by axe-core.
 */
import path from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { addClients } from '../../lab/assignments/first-received/add-clients.ts';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { overrideGrade } from '../../lab/model/override.ts';
import type { Report } from '../../lab/model/report.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { makeJournal } from '../checkers/journal-builder.ts';
import { judgeJournal } from '../journals/read-journals.ts';
import {
  hostile,
  makeBadReport,
  makeHostileReport,
  makeReport,
  makeRun,
  makeWatchedReport,
} from '../reporters/reports.ts';
import { judgeLook, type Look, openBrowser, openReport, screenshots } from './chromium.ts';

const folder = t.testdir({});
const browser = await openBrowser();
t.teardown(() => browser.close());

const read = async (names: readonly string[]) =>
  makeReport(await Promise.all(names.map(judgeJournal)));
const wrong = ['wrong-order-of-connection', 'wrong-recv-before-second-accept'];
const failing = await read(['x-connects-x-sends', ...wrong]);
const [, ...two] = failing.runs;
const wrongs = makeReport(two);
const passing = await read([...scenarios.keys()]);
const undecided = await read(['cut-capture']);

const eightClients = () => {
  const scenario = scenarioSchema.parse(scenarios.get('x-connects-y-sends'));
  const plan = planScenario(addClients(scenario, 8));
  const told = [{ atMs: 2_801, text: 'X: Alice received before Y: Bob\n' }];
  return makeReport([makeRun(makeJournal(plan, { told: { A: told, Z: told } }))]);
};

let count = 0;

/** Opens a report, does something with it, and expects that the page complained of nothing. */
async function visit(
  t: Pick<typeof import('tap').t, 'same'>,
  report: Report,
  look: Look,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  count += 1;
  const file = path.join(folder, `${count}.html`);
  const { page, complaints } = await openReport(browser, report, file, look);
  try {
    await act(page);
    t.same(complaints, [], 'no complaint, no request');
  } finally {
    await page.close();
  }
}

const { grade } = makeBadReport();
const reason = 'It states the order in French, which the assignment does not forbid.';
const byHand = {
  ...makeBadReport(),
  grade: grade && overrideGrade(grade, [{ criterion: 3, points: 5, reason }], rubric),
};
const phone = { width: 360, height: 740 };

/** Each look of the page; `tables` opens the tables of all entries too. */
const looks: { name: string; report: Report; look: Look; tables?: boolean }[] = [
  { name: 'failing-light', report: wrongs, look: {}, tables: true },
  { name: 'failing-dark', report: wrongs, look: { colorScheme: 'dark' } },
  { name: 'failing-phone', report: wrongs, look: { width: 360, height: 740 } },
  { name: 'undecided-dark', report: undecided, look: { colorScheme: 'dark' } },
  { name: 'eight-clients-light', report: eightClients(), look: {} },
  { name: 'eight-clients-phone', report: eightClients(), look: { width: 360, height: 740 } },
  { name: 'trouble-light', report: makeBadReport(), look: {} },
  { name: 'by-hand-light', report: byHand, look: {} },
  { name: 'by-hand-phone', report: byHand, look: phone },
  { name: 'watched-light', report: makeWatchedReport(), look: {} },
  { name: 'watched-dark', report: makeWatchedReport(), look: { colorScheme: 'dark' } },
  { name: 'watched-phone', report: makeWatchedReport(hostile, 'x'.repeat(900)), look: phone },
];

for (const { name, report, look, tables } of looks) {
  t.test(`${name}: axe-core finds nothing, nothing sticks out`, async (t) => {
    await visit(t, report, look, async (page) => {
      await page.locator(tables ? 'details' : 'details.scenario').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '');
      });
      await judgeLook(t, page, name);
    });
  });
}

t.test('every arrow is reached by Tab and by the arrow keys; Enter keeps it, Esc lets go', (t) =>
  visit(t, failing, {}, async (page) => {
    const getFocused = () =>
      page.evaluate('document.activeElement?.getAttribute("data-e") ?? ""') as Promise<string>;
    const all = page.locator('#s2 svg .it');
    const wanted = await all.evaluateAll((stops) => stops.map((one) => one.getAttribute('data-e')));
    t.ok(wanted.length > 10);
    await all.first().focus();
    const walked = [await getFocused()];
    for (const _ of wanted.slice(1)) {
      await page.keyboard.press('ArrowDown');
      walked.push(await getFocused());
    }
    t.same(walked, wanted, 'by the arrow keys');
    await page.locator('#s2 .drawing').focus();
    await page.keyboard.press('Tab'); // the link that skips the diagram
    const tabbed: string[] = [];
    for (const _ of wanted) {
      await page.keyboard.press('Tab');
      tabbed.push(await getFocused());
    }
    t.same(tabbed, wanted, 'by Tab');
    await page.keyboard.press('Enter');
    t.equal(await page.locator('#s2 svg .it.sel').count(), 1);
    t.match(await page.locator('#s2 .detail').textContent(), /ns since the epoch-?\d+/);
    const outline = await page
      .locator('#s2 svg .it:focus')
      .evaluate((one) => getComputedStyle(one).outlineStyle);
    t.equal(outline, 'solid', 'the focus is seen');
    await page.keyboard.press('Escape');
    t.equal(await page.locator('.sel').count(), 0);
    t.equal(await page.locator('#s2 .detail').textContent(), '');
  }),
);

t.test('selecting an arrow marks its lines, and the other way round', (t) =>
  visit(t, failing, {}, async (page) => {
    const arrow = page.locator('#s2 svg .it.message[data-g="X>1"]').first();
    await arrow.click();
    const marked = await page.locator('#s2 .ln.rel').allTextContents();
    t.ok(marked.length >= 2, 'at the client and at the server');
    t.ok(
      marked.every((line) => line.includes('X: Alice') && !line.includes('before')),
      marked.join(),
    );
    t.match(await page.locator('#s2 .detail').textContent(), /wire.*X: Alice.*frame \d+/);
    await page.screenshot({ path: path.join(screenshots, 'selected.png') });
    await page.locator('#s2 .ln', { hasText: 'before' }).first().click();
    const answers = await page.locator('#s2 svg .it.answer.rel').count();
    t.ok(answers >= 1, 'the answer that the line tells of');
    t.equal(await page.locator('#s2 svg .it.message.rel').count(), 0);
    t.match(await page.locator('#s2 .detail').textContent(), /printed.*logs\/\w+\.log, line \d/);
  }),
);

t.test('pointing shows an entry for as long as nothing is chosen', (t) =>
  visit(t, failing, {}, async (page) => {
    await page.locator('#s2 svg .it.strong').first().hover();
    t.match(await page.locator('#s2 .detail').textContent(), /order-follows-wire/);
    await page.mouse.move(2, 2);
    t.equal(await page.locator('#s2 .detail').textContent(), '');
  }),
);

t.test('each witness can be switched off, with and without the script', async (t) => {
  for (const javaScriptEnabled of [true, false]) {
    await visit(t, failing, { javaScriptEnabled }, async (page) => {
      const count = (name: string) => page.locator(`#s2 svg .w-${name}:visible`).count();
      for (const name of ['wire', 'kernel', 'printed']) {
        t.ok((await count(name)) > 0, `${name} is there`);
        await page.locator(`#show-${name}`).uncheck();
        t.equal(await count(name), 0, `${name} is away`);
        await page.locator(`#show-${name}`).check();
      }
    });
  }
});

t.test('search finds lines in all scenarios and goes from one to the next', (t) =>
  visit(t, failing, {}, async (page) => {
    await page.locator('#search').fill('ALICE');
    const found = await page.locator('.found').textContent();
    const lines = await page.locator('.ln.hit').count();
    t.equal(found, `${lines} lines in 3 scenarios`);
    await page.keyboard.press('Enter');
    t.equal(await page.locator('.ln.now').count(), 1);
    t.ok(await page.locator('.ln.now').isVisible(), 'its scenario was opened');
    t.match(await page.locator('.found').textContent(), /^1 of /);
    await page.locator('#search').fill('no such words');
    t.equal(await page.locator('.found').textContent(), 'none');
    t.equal(await page.locator('.ln.hit').count(), 0);
  }),
);

t.test('a criterion leads to the entry that decided it', (t) =>
  visit(t, failing, {}, async (page) => {
    await page.locator('.criterion.fail .deciders a').first().click();
    const chosen = page.locator('svg .it.sel');
    t.equal(await chosen.count(), 1);
    t.ok(await chosen.evaluate((one) => one.classList.contains('strong')));
    const box = await chosen.boundingBox();
    t.ok(box && box.y > 0 && box.y < 900, 'it is on the screen');
  }),
);

t.test('what its own programs showed stands before the scenarios, each try with its play', (t) =>
  visit(t, makeWatchedReport(), {}, async (page) => {
    const section = page.getByRole('region', { name: 'What its own programs showed' });
    const tries = section.locator('.tries li');
    t.match(await tries.allTextContents(), [
      /^learning as its sources say not all clients were answered$/,
      /^learning-play-2 the name alone is typed all clients were answered; this is how it is run$/,
    ]);
    t.same(await section.locator('.learnt li').allTextContents(), [
      ...['X sends “X: Alice”', 'Y sends “Y: Bob”'],
    ]);
    t.match(await page.locator('h1').textContent(), /All that was asked held|undecided/);
    const flagged = page.locator('details.watched');
    t.equal(await flagged.count(), 2, 'told apart from the plays that mark');
    t.equal(await page.locator('details.watched[open]').count(), 0);
    t.equal(await page.locator('details[open] h3').textContent(), '✓ simultaneous');
    await section.getByRole('link', { name: 'learning-play-2' }).click();
    t.ok(await page.locator('#s2 svg').isVisible(), 'its diagram');
    await section.screenshot({ path: path.join(screenshots, 'watching.png') });
  }),
);

t.test('the theme, opening all, and copying the command', (t) =>
  visit(t, failing, {}, async (page) => {
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const light = await paper();
    await page.locator('#theme').click();
    t.equal(await paper(), light, 'light, as before');
    await page.locator('#theme').click();
    t.not(await paper(), light, 'dark');
    await page.locator('#open-all').click();
    t.equal(await page.locator('details.scenario:not([open])').count(), 0);
    await page.locator('.copy').click();
    await page.locator('.copied:not(:empty)').waitFor();
    t.match(await page.locator('.copied').textContent(), /Copied|Ctrl-C/);
  }),
);

t.test('without its script the page is read all the same', (t) =>
  visit(t, failing, { javaScriptEnabled: false }, async (page) => {
    t.ok(await page.locator('#s2 svg .callout').first().isVisible());
    t.equal(await page.locator('button:visible').count(), 0, 'no button that does nothing');
    await page.locator('#s2 svg .it.message').first().click();
    t.ok(await page.locator('#s2 tr:target').isVisible(), 'an arrow leads to its entry');
  }),
);

t.test('all scenarios are printed, the closed ones too, and no tools', (t) =>
  visit(t, passing, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    t.equal(await page.locator('.tools:visible, button:visible').count(), 0);
    const pdf = await page.pdf({ path: path.join(screenshots, 'print.pdf'), format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    t.ok(pages >= passing.runs.length, `${pages} pages`);
  }),
);

t.test('what a hostile program printed is text, and nothing else', async (t) => {
  const act = "document.title='owned'";
  const evil = `</script><script>${act}</script><img src=x onerror="${act}"><svg onload=${act}>`;
  for (const text of [evil, '\u202eevil\u2066 \u2028 "onfocus=alert(1) autofocus="']) {
    await visit(t, makeHostileReport(text), {}, async (page) => {
      await page.locator('#open-all').click();
      t.not(await page.title(), 'owned');
      t.equal(await page.locator('img, iframe, object, [autofocus]').count(), 0);
      const names = await page
        .locator('*')
        .evaluateAll((all) => all.flatMap((one) => one.getAttributeNames()));
      const handlers = names.filter((name) => name.startsWith('on'));
      t.same(handlers, []);
    });
  }
});
