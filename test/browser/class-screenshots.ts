/**
 * Makes the pictures of a class's page that the docs show (`make screenshot`): while the class is
 * marked, with a filter; and once it is, with a diagram beside and a person's mark.
 *
 *     tsx test/browser/class-screenshots.ts FOLDER
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTestDesk } from '../serve/desk.ts';
import { makeStudentPage, writeStudentPages } from './big-class.ts';
import { openBrowser } from './chromium.ts';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('wanted: the folder for the pictures');

const folder = mkdtempSync(path.join(os.tmpdir(), 'mininet-lab-pictures-'));
const { html, places } = await makeStudentPage();
const { server, all, add } = await openTestDesk(folder, { count: 40, places });
writeStudentPages(folder, all, html);
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const keep = async (name: string) => {
    const file = path.join(target, name);
    await page.screenshot({ path: file });
    console.log(`${file}: ${statSync(file).size} bytes`);
  };
  await page.goto(server.url);
  for (const marked of all.slice(0, 17)) add(marked);
  await page.locator('#top', { hasText: '23 of 40' }).waitFor();
  await keep('class-marking.png');
  for (const marked of all.slice(17)) add(marked);
  server.finish();
  await page.locator('#state', { hasText: 'All is marked.' }).waitFor();
  await page.locator('.chip[data-kind=fail]').click();
  await page.locator('#row-ada-bauer a[data-c="3"]').click();
  await page.frameLocator('#diagram').locator('svg .it.sel').first().waitFor();
  await page.locator('#mark-points').fill('7');
  await page.locator('#mark-reason').fill('It states the order, in French.');
  await page.locator('#mark-reason').press('Control+Enter');
  await page.locator('#row-ada-bauer', { hasText: 'by hand' }).waitFor();
  await keep('class-mark.png');
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
