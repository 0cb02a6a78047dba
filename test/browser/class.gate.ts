/** A class's page in a real browser: judged by axe-core, and its cells lead to the diagrams. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { renderClassHtml } from '../../lab/reporters/html/class-page.ts';
import { makeClass } from '../reporters/class-example.ts';
import { judgeLook, type Look, openBrowser, openFile } from './chromium.ts';

const folder = t.testdir({});
const browser = await openBrowser();
t.teardown(() => browser.close());
const file = path.join(folder, 'index.html');
writeFileSync(file, renderClassHtml(makeClass()));
mkdirSync(path.join(folder, 'ada-king'));
writeFileSync(path.join(folder, 'ada-king/report.html'), '<title>Ada</title><p id="d1-7">here</p>');

const looks: { name: string; look: Look }[] = [
  { name: 'class-light', look: {} },
  { name: 'class-dark', look: { colorScheme: 'dark', javaScriptEnabled: true } },
  { name: 'class-phone', look: { width: 360, height: 740 } },
];

for (const { name, look } of looks) {
  t.test(`${name}: axe-core finds nothing, nothing sticks out`, async (t) => {
    const { page, complaints } = await openFile(browser, pathToFileURL(file).href, look);
    await judgeLook(t, page, name);
    t.same(complaints, [], 'no complaint, no request');
    await page.close();
  });
}

const cell = { name: 'Ada King, 2 Order <of> arrival: passed' };

t.test('a cell opens the diagram that decided it at the side, from the file beside', async (t) => {
  const { page, complaints } = await openFile(browser, pathToFileURL(file).href);
  t.equal(await page.locator('tbody tr').count(), 4);
  await page.getByRole('link', cell).click();
  const frame = page.frameLocator('#diagram');
  t.equal(await frame.locator('#d1-7').textContent(), 'here');
  t.match(await page.locator('#side-told').textContent(), /^2 Order <of> arrival: ✓ passed, 20 of/);
  await page.reload();
  t.equal(await frame.locator('#d1-7').textContent(), 'here', 'a reload has it, too');
  t.equal(await page.locator('#mark, #forms').count(), 0, 'it is read only');
  await page.keyboard.press('Escape');
  t.notOk(await page.locator('#side').isVisible());
  t.same(complaints, [], 'no complaint, no request but to files');
  await page.close();
});

t.test('without its script a cell leads to the page of the submission', async (t) => {
  const look = { javaScriptEnabled: false };
  const { page } = await openFile(browser, pathToFileURL(file).href, look);
  t.equal(await page.locator('tbody tr:visible').count(), 4);
  t.notOk(await page.locator('.tools').isVisible());
  await page.getByRole('link', cell).click();
  t.match(page.url(), /ada-king\/report\.html#d1-7$/);
  t.equal(await page.title(), 'Ada');
  await page.close();
});
