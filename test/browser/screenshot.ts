/**
 * Makes the screenshot that the docs show (`make screenshot`): of a report's first scenario that
 * failed, from its name to the end of its diagram, with what is wrong selected.
 *
 *     tsx test/browser/screenshot.ts REPORT.html SCREENSHOT.png
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './chromium.ts';

const [report, picture] = process.argv.slice(2);
if (report === undefined || picture === undefined) {
  throw new Error('wanted: the report to open, and the picture to write');
}

const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  await page.goto(pathToFileURL(path.resolve(report)).href);
  // What follows the reader on the screen would hide what is below it.
  await page.addStyleTag({ content: '.tools, .panel { position: static !important }' });
  const scene = page.locator('details.scenario.fail').first();
  await scene.locator('svg .it.strong').first().click();
  await page.mouse.move(0, 0);
  const [from, to] = [await scene.boundingBox(), await scene.locator('.stage').boundingBox()];
  if (!from || !to) throw new Error(`${report} shows no scenario that failed`);
  const top = from.y + (await page.evaluate(() => scrollY));
  const height = to.y + to.height - from.y + 16;
  const clip = { x: from.x - 24, y: top, width: from.width + 48, height };
  await page.screenshot({ path: picture, clip, fullPage: true });
} finally {
  await browser.close();
}
console.log(`${picture}: ${statSync(picture).size} bytes`);
