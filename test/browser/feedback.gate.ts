/** Pages of feedback in a real browser, without a script: judged by axe-core, and printed. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { renderFeedback } from '../../lab/reporters/feedback.ts';
import { makeClass } from '../reporters/class-example.ts';
import { judgeLook, type Look, openBrowser, openFile, screenshots } from './chromium.ts';

const folder = t.testdir({});
const browser = await openBrowser();
t.teardown(() => browser.close());
const files = renderFeedback(makeClass()).map(({ html }, at) => {
  const file = path.join(folder, `${at}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
});

const looks: { name: string; at: number; look: Look }[] = [
  { name: 'feedback-light', at: 1, look: {} },
  { name: 'feedback-dark', at: 2, look: { colorScheme: 'dark' } },
  { name: 'feedback-refused', at: 3, look: {} },
  { name: 'feedback-phone', at: 1, look: { width: 360, height: 740 } },
];

for (const { name, at, look } of looks) {
  t.test(`${name}: axe-core finds nothing, nothing sticks out`, async (t) => {
    const { page, complaints } = await openFile(browser, files[at] ?? '', look);
    await judgeLook(t, page, name);
    t.same(complaints, [], 'no complaint, no request');
    await page.close();
  });
}

t.test('it is read without a script, and fits a sheet of paper', async (t) => {
  const { page } = await openFile(browser, files[1] ?? '', { javaScriptEnabled: false });
  t.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  t.equal(await page.locator('.criteria>li').count(), 3);
  const pdf = await page.pdf({ format: 'A4', path: path.join(screenshots, 'feedback.pdf') });
  t.equal((`${pdf.toString('latin1')}`.match(/\/Type ?\/Page\b/g) ?? []).length, 1);
  await page.close();
});
