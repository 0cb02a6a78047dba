/**
 * The page of a class as an instructor works with it, in a real browser: 200 submissions, served by
 * the real server while they are marked, then from the disk. What a person waits for is measured
 * within the page; each state is judged by axe-core; nothing that was typed is lost.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import t from 'tap';
import { parse } from 'yaml';
import { renderClassHtml } from '../../lab/reporters/html/class-page.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { openTestDesk } from '../serve/desk.ts';
import { makeBigClass, makeStudentPage, writeStudentPages } from './big-class.ts';
import { openBrowser, screenshots } from './chromium.ts';

t.setTimeout(slowMachineMs);
const limitMs = 200;
const mostRounds = 6;
const folder = t.testdir({});
const { html, places } = await makeStudentPage();
const { server, all, add, board } = await openTestDesk(folder, { count: 200, places });
writeStudentPages(folder, all, html);
const browser = await openBrowser();
t.teardown(async () => {
  await browser.close();
  await server.close();
});
const marksFile = path.join(folder, 'marks.yaml');
const readMarks = () => parse(readFileSync(marksFile, 'utf8'));

interface Visit {
  page: Page;
  complaints: string[];
}

/** A page, and what it complains of or asks of others. */
async function visit(url: string, dark = false): Promise<Visit> {
  const page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    ...{ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' },
  });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    const isOwn = protocol === 'file:' || host === new URL(server.url).host;
    if (!isOwn) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('html:not(.loading)').waitFor();
  return { page, complaints };
}

/** What axe-core finds in the page itself; the diagram's own page has a test of its own. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run({ exclude: [['#diagram']] }, { iframes: false })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' +
      (any[0]?.message ?? ''))))`);
}

/**
 * What each act takes until it has been painted, in ms: the least of all, since what a machine does
 * besides only ever adds to it. An act is text for the page; more are tried until one is in time.
 */
async function measure(page: Page, acts: readonly string[]): Promise<number> {
  let leastMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds && leastMs >= limitMs; round += 1) {
    for (const act of acts) {
      const tookMs: number = await page.evaluate(`(async () => {
        const startedMs = performance.now();
        await (${act})();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - startedMs;
      })()`);
      leastMs = Math.min(leastMs, tookMs);
    }
  }
  return leastMs;
}

/** From the start of a navigation until something is painted. */
async function measurePaint(page: Page): Promise<number> {
  let leastMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 * mostRounds && leastMs >= limitMs; round += 1) {
    await page.reload();
    await page.locator('html:not(.loading)').waitFor();
    const paintMs: number = await page.evaluate(`new Promise((done) =>
      new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
        .observe({ type: 'paint', buffered: true }))`);
    leastMs = Math.min(leastMs, paintMs);
  }
  return leastMs;
}

/** What this machine leaves to one who spins, of a processor: 1 where nobody else wants it. */
function measureShare(): number {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - startedMs < 150);
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1_000 / (performance.now() - startedMs));
}

const press = (selector: string) => `() => document.querySelector('${selector}').click()`;
/** Opens what decided a criterion, and waits until its page has come into the frame. */
const open = (slug: string, id: number) => `() => new Promise((done) => {
  document.getElementById('diagram').addEventListener('load', done, { once: true });
  document.querySelector('#row-${slug} a[data-c="${id}"]').click();
})`;

t.test('it fills while the class is marked, without a reload', async (t) => {
  const { page, complaints } = await visit(server.url);
  t.equal(await page.locator('#rows tr').count(), 200);
  t.match(await page.locator('#top').textContent(), /200 of 200 are not marked yet/);
  t.match(await page.locator('#state').textContent(), 'The marking goes on.');
  t.same(await findViolations(page), [], 'while nothing is marked');
  await page.locator('#row-ada-costa a').focus();
  for (const marked of all.slice(0, 60)) add(marked);
  await page.locator('#top', { hasText: '140 of 200' }).waitFor();
  t.equal(await page.locator('.chip[data-kind=waiting] .count').textContent(), '140');
  t.equal((await page.locator('#row-ada-costa .cell').count()) > 9, true);
  const focused = await page.evaluate('document.activeElement?.closest("tr")?.id');
  t.equal(focused, 'row-ada-costa', 'the keyboard stays where it was');
  await page.screenshot({ path: path.join(screenshots, 'class-open-marking.png') });
  for (const marked of all.slice(60)) add(marked);
  server.finish();
  await page.locator('#state', { hasText: 'All is marked.' }).waitFor();
  t.equal(await page.locator('#rows tr:has(.why.note)').count(), 0);
  t.same(complaints, []);
  await page.close();
});

t.test(`first paint, filter and diagram, each within ${limitMs} ms`, async (t) => {
  const { page } = await visit(server.url);
  const before = measureShare();
  const paintMs = await measurePaint(page);
  const kinds = ['fail', 'open', 'all', 'look', 'all'];
  const chips = kinds.map((kind) => press(`.chip[data-kind=${kind}]`));
  const filterMs = await measure(page, chips);
  const type = (text: string) => `() => {
    const field = document.getElementById('find');
    field.value = '${text}';
    field.dispatchEvent(new Event('input'));
  }`;
  const findMs = await measure(page, ['a', 'ad', 'zz', ''].map(type));
  const slugs = ['ada-bauer', 'ada-eder', 'ada-haddad', 'bo-bauer', 'bo-eder'];
  const diagramMs = await measure(
    page,
    slugs.map((slug) => open(slug, 3)),
  );
  const share = Math.min(before, measureShare());
  for (const [what, ms] of Object.entries({ paintMs, filterMs, findMs, diagramMs })) {
    const told = `${what}: ${ms.toFixed(0)}, with ${share.toFixed(2)} of a processor`;
    t.ok(ms * share < limitMs, told);
    t.comment(told);
  }
  t.equal(
    (await page
      .frames()
      .find((one) => one.url().includes('bo-eder'))
      ?.title()) !== '',
    true,
  );
  await page.close();
});

t.test('keys: find, walk, open, filter, and back', async (t) => {
  const { page, complaints } = await visit(server.url, true);
  const getPlace = () =>
    page.evaluate(`[document.activeElement?.closest('tr')?.id,
      document.activeElement?.dataset.c ?? null]`);
  await page.keyboard.press('/');
  await page.keyboard.type('costa');
  t.equal(await page.locator('#rows tr:visible').count(), 17);
  t.equal(await page.locator('#shown').textContent(), '17 of 200 shown');
  await page.keyboard.press('Enter');
  t.same(await getPlace(), ['row-ada-costa', null]);
  for (const key of ['j', 'l', 'l', 'ArrowRight', 'h']) await page.keyboard.press(key);
  t.same(await getPlace(), ['row-bo-costa', '2']);
  await page.keyboard.press('Enter');
  await page.frameLocator('#diagram').locator('details.scenario[open]').first().waitFor();
  t.match(await page.locator('#side-told').textContent(), /^2 /);
  await page.keyboard.press('j');
  t.equal(await page.locator('#side-name').textContent(), 'Chen Costa', 'the side goes along');
  await page.frameLocator('#diagram').locator('h1').waitFor();
  await page.keyboard.press('k');
  t.same(await getPlace(), ['row-bo-costa', '2'], 'the diagram takes no key away');
  t.same(await findViolations(page), [], 'with a diagram beside, dark');
  const inset = await page.evaluate(`(() => {
    const head = document.querySelector('#head th').getBoundingClientRect();
    document.querySelector('.board').scrollTop = 200;
    const later = document.querySelector('#head th').getBoundingClientRect();
    return later.top - head.top;
  })()`);
  t.equal(inset, 0, 'the heads stay where they are');
  await page.keyboard.press('?');
  t.ok(await page.locator('#help').isVisible());
  t.same(await findViolations(page), [], 'with the list of keys');
  await page.keyboard.press('Escape');
  t.ok(await page.locator('#side').isVisible(), 'one thing at a time is closed');
  await page.keyboard.press('Escape');
  t.notOk(await page.locator('#side').isVisible());
  await page.locator('#keys').click();
  await page.locator('#keys-on').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('#row-ada-costa a').first().focus();
  await page.keyboard.press('j');
  t.same(await getPlace(), ['row-ada-costa', null], 'keys of one letter can be switched off');
  await page.keyboard.press('ArrowDown');
  t.same(await getPlace(), ['row-bo-costa', null]);
  t.same(complaints, []);
  await page.close();
});

t.test('a mark of one’s own: kept as typed, saved, shown beside, taken back', async (t) => {
  const { page, complaints } = await visit(`${server.url}#find=bauer`);
  await page.locator('#row-ada-bauer a[data-c="3"]').click();
  await page.keyboard.press('o');
  t.equal(await page.evaluate('document.activeElement?.id'), 'mark-points');
  await page.keyboard.type('7');
  const kept = page.waitForResponse(
    (response) =>
      response.url().endsWith('/draft') && `${response.request().postData()}`.includes('French'),
  );
  await page.locator('#mark-reason').fill('It says it\nin French.');
  await kept;
  t.same(await findViolations(page), [], 'while a mark is typed');
  await page.reload();
  await page.locator('html:not(.loading)').waitFor();
  t.equal(await page.locator('#mark-points').inputValue(), '7', 'a reload has it');
  t.equal(await page.locator('#mark-reason').inputValue(), 'It says it\nin French.');
  await page.locator('#mark-reason').press('End');
  await page.keyboard.type(' Yes.');
  await page.reload();
  await page.locator('html:not(.loading)').waitFor();
  const typed = await page.locator('#mark-reason').inputValue();
  t.match(typed, ' Yes.', 'also what was typed in the moment before');
  await page.locator('#mark-reason').press('Control+Enter');
  await page.locator('#row-ada-bauer', { hasText: 'by hand' }).waitFor();
  t.same(readMarks(), [{ name: 'Ada Bauer', criterion: 3, points: 7, reason: typed }]);
  t.match(await page.locator('#mark-told').textContent(), 'Saved in marks.yaml.');
  t.match(await page.locator('#row-ada-bauer .number').first().textContent(), /^87\/100/);
  t.match(await page.locator('#side-reasons').textContent(), /7 of 10 by hand \(lab: 0\)/);
  t.match(await page.locator('#side-reasons').textContent(), /the lab: Y arrived/);
  t.match(await page.locator('#row-ada-bauer a[data-c="3"]').textContent(), '✎');
  await page.screenshot({ path: path.join(screenshots, 'class-open-mark.png') });
  const csv = await page.evaluate('fetch("forms/marks.csv").then((answer) => answer.text())');
  t.match(csv, /7 of 10 by hand/, 'the forms follow');
  await page.locator('#mark-points').fill('700');
  await page.locator('#mark button[type=submit]').click();
  t.equal(readMarks()[0].points, 7, 'too many points are not even sent');
  await page.locator('#mark-points').fill('7');
  await page.locator('#mark-undo').click();
  await page.locator('#mark-told', { hasText: 'Taken back' }).waitFor();
  await page.locator('#row-ada-bauer:not(:has-text("by hand"))').waitFor();
  t.same(readMarks(), []);
  t.match(board.getReport().submissions[1]?.grade, { points: 80 }, 'the lab’s own mark counts');
  t.equal(await page.locator('#mark-reason').inputValue(), typed, 'what was written is a draft');
  await page.locator('#forms summary').click();
  t.same(await findViolations(page), [], 'with the forms');
  const waiting = page.waitForEvent('download');
  await page.locator('#forms a', { hasText: 'workbook' }).click();
  t.equal((await waiting).suggestedFilename(), 'marks.xlsx');
  t.same(complaints, []);
  await page.close();
});

t.test('what was not played gets one mark for the whole', async (t) => {
  const unplayed = all.find(({ grade }) => grade === null);
  if (!unplayed) return t.fail('nobody failed to build');
  const { page, complaints } = await visit(server.url);
  const row = page.locator(`#row-${unplayed.slug}`);
  t.match(await row.textContent(), /error: expected ‘;’.*0\/100/, 'its first error, and 0');
  await row.locator('a').first().click();
  await page.keyboard.press('o');
  t.equal(await page.locator('#mark-criterion').inputValue(), '0');
  t.match(
    await page.locator('#mark-criterion option:checked').textContent(),
    /all but extra .*100/,
  );
  await page.locator('#mark-points').fill('45');
  await page.locator('#mark-reason').fill('By its sources.');
  await page.locator('#mark-reason').press('Control+Enter');
  await page.locator(`#row-${unplayed.slug}`, { hasText: '45/100' }).waitFor();
  const { name } = unplayed;
  const given = { name, criterion: 'all', points: 45, reason: 'By its sources.' };
  t.same(readMarks(), [given]);
  t.equal(await row.locator('a[data-c="3"]').textContent(), '✗✎', 'each has its share');
  writeFileSync(marksFile, '[]\n');
  t.same(complaints, []);
  await page.close();
});

t.test('a page that shows a stranger’s output can do nothing here', async (t) => {
  const bad = `<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src x">
<p id="was">nothing</p><script>document.getElementById('was').textContent = 'script'</script>
<img src=x onerror="document.getElementById('was').textContent = 'handler'">`;
  const [, victim] = all;
  if (!victim?.page) return t.fail('nobody');
  writeFileSync(path.join(folder, victim.page), bad);
  const { page } = await visit(server.url);
  await page.locator(`#row-${victim.slug} a`).first().click();
  const frame = page.frameLocator('#diagram');
  t.equal(await frame.locator('#was').textContent(), 'nothing');
  const inner = page.frames().find((one) => one.url().endsWith('report.html'));
  t.equal(await inner?.evaluate('origin'), 'null', 'an origin of its own');
  const token = new URL(server.url).pathname.replaceAll('/', '');
  t.notMatch(await inner?.evaluate('location.href + document.referrer'), token);
  const reach = `fetch('${server.url}').then(() => 'reached', () => 'refused')`;
  t.equal(await inner?.evaluate(reach), 'refused');
  t.equal(
    await inner?.evaluate(`(() => { try { return parent.document.title }
    catch { return 'refused' } })()`),
    'refused',
  );
  await page.close();
  writeFileSync(path.join(folder, victim.page), html);
});

t.test('small windows and large text', async (t) => {
  const { page } = await visit(`${server.url}#find=ada`);
  for (const [width, height] of [
    [683, 384],
    [360, 740],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.locator('#row-ada-bauer a[data-c="3"]').click();
    t.same(await findViolations(page), [], `${width} x ${height}, open`);
    await page.locator('#side-close').click();
    const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
    const [whole = 0, seen = 0] = widths as number[];
    t.ok(whole <= seen, `${width}: nothing sticks out, ${whole} <= ${seen}`);
    t.ok(await page.locator('#row-ada-abel').isVisible());
  }
  await page.close();
});

t.test('once the lab has ended the page says so, and what is typed stays in it', async (t) => {
  const { page } = await visit(server.url);
  await page.locator('#row-ada-bauer a[data-c="7"]').click();
  await server.close();
  await page.locator('#state.lost').waitFor();
  await page.locator('#mark-points').fill('3');
  await page.locator('#mark-reason').fill('typed too late');
  await page.locator('#mark-told.wrong', { hasText: 'does not answer' }).waitFor();
  t.equal(await page.locator('#mark-reason').inputValue(), 'typed too late');
  const isAsked = await page.evaluate(`(() => {
    const leaving = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
  })()`);
  t.ok(isAsked, 'whoever leaves is asked');
  await page.close();
});

t.test('from the disk the same page is read only, and needs nothing', async (t) => {
  const file = path.join(folder, 'index.html');
  writeFileSync(file, renderClassHtml(makeBigClass(200, places)));
  const { page, complaints } = await visit(pathToFileURL(file).href);
  t.equal(await page.locator('#rows tr').count(), 200);
  t.equal(await page.locator('#mark, #forms, #state').count(), 0);
  await page.locator('.chip[data-kind=flaky]').click();
  t.equal(await page.locator('#rows tr:visible').count(), 16);
  const slugs = ['ada-costa', 'bo-diaz', 'chen-eder', 'dara-fischer', 'ewa-garcia'];
  const diagramMs = await measure(
    page,
    slugs.map((slug) => open(slug, 3)),
  );
  t.ok(diagramMs * measureShare() < limitMs, `diagram: ${diagramMs.toFixed(0)} ms`);
  await page.keyboard.press('o');
  t.same(await findViolations(page), []);
  await page.reload();
  await page.locator('html:not(.loading)').waitFor();
  t.equal(await page.locator('#rows tr:visible').count(), 16, 'a reload keeps the filter');
  t.equal(await page.locator('#side-name').textContent(), 'Ewa Garcia', 'and what is open');
  t.same(complaints, []);
  await page.close();
});
