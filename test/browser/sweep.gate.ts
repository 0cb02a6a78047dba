/**
 * A sweep's report in a real browser: light, dark, printed, at a phone's width, without its script;
 * judged by axe-core. What is drawn is looked for in the pixels of the canvas.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import t from 'tap';
import type { SweepReport } from '../../lab/model/sweep.ts';
import { readPlotLibrary } from '../../lab/output/sweep-html.ts';
import { renderSweepHtml } from '../../lab/reporters/html/sweep-page.ts';
import { makeSweepExample } from '../reporters/sweep-example.ts';
import { judgeLook, type Look, openBrowser, openFile } from './chromium.ts';

const folder = t.testdir({});
const browser = await openBrowser();
t.teardown(() => browser.close());
const library = await readPlotLibrary();

let count = 0;

async function visit(
  t: Pick<typeof import('tap').t, 'same'>,
  look: Look,
  act: (page: Page) => Promise<void>,
  report: SweepReport = makeSweepExample(),
): Promise<void> {
  count += 1;
  const file = path.join(folder, `${count}.html`);
  writeFileSync(file, renderSweepHtml(report, library));
  const { page, complaints } = await openFile(browser, pathToFileURL(file).href, look);
  try {
    await act(page);
    t.same(complaints, [], 'no complaint, no request');
  } finally {
    await page.close();
  }
}

/** How many pixels of the plot have about the colour of a variable of the page. */
async function countPixels(page: Page, name: string): Promise<number> {
  return page.evaluate((variable) => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.color = `var(--${variable})`;
    const wanted = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
    probe.remove();
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) {
      const isIt = [0, 1, 2].every(
        (part) => Math.abs((data[at + part] ?? 0) - (wanted[part] ?? 0)) < 9,
      );
      if (isIt && (data[at + 3] ?? 0) > 200) found += 1;
    }
    return found;
  }, name);
}

/** Whether the plot has more than so many of them; it is drawn anew a while after a change. */
async function hasPixels(page: Page, name: string, atLeast: number): Promise<boolean> {
  const deadline = performance.now() + 20_000;
  while ((await countPixels(page, name)) <= atLeast) {
    if (performance.now() > deadline) return false;
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  return true;
}

const looks: { name: string; look: Look }[] = [
  { name: 'sweep-light', look: {} },
  { name: 'sweep-dark', look: { colorScheme: 'dark' } },
  { name: 'sweep-phone', look: { width: 360, height: 740 } },
];

for (const { name, look } of looks) {
  t.test(`${name}: the plot is drawn, axe-core finds nothing, nothing sticks out`, (t) =>
    visit(t, look, async (page) => {
      await page.locator('#plot canvas').waitFor();
      t.ok(await hasPixels(page, 'accent', 100), 'the points, in the colour of the theme');
      t.ok(await hasPixels(page, 'ink', 50), 'the intervals');
      await judgeLook(t, page, name);
    }),
  );
}

t.test('printed from a dark screen it is drawn for paper', (t) =>
  visit(t, { colorScheme: 'dark' }, async (page) => {
    await page.locator('#plot canvas').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.waitForFunction('matchMedia("print").matches');
    t.ok(await hasPixels(page, 'accent', 100), 'in the colours of paper');
    t.equal(
      await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
      'rgb(255, 255, 255)',
    );
  }),
);

t.test('it follows the theme and the width while it is open', (t) =>
  visit(t, {}, async (page) => {
    await page.locator('#plot canvas').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    t.ok(await hasPixels(page, 'accent', 100));
    await page.setViewportSize({ width: 400, height: 700 });
    await page.waitForFunction('document.querySelector("canvas").clientWidth < 400');
    t.equal(await page.locator('canvas').count(), 1, 'one plot, not one for each drawing');
  }),
);

t.test('without its script, and for who does not see it, the table says the same', (t) =>
  visit(t, { javaScriptEnabled: false }, async (page) => {
    const [gap] = makeSweepExample().gaps;
    const row = await page
      .locator('table.gaps tbody tr')
      .first()
      .locator('td, th')
      .allTextContents();
    t.same(row.slice(0, 3), [`${gap?.gapMs}`, `${gap?.trials}`, `${gap?.agreed}`]);
    t.match(await page.locator('#plot').getAttribute('aria-label'), /% at 0\.1 ms.*table below/);
    t.notOk(await page.locator('#plot').isVisible());
  }),
);

t.test('what a program said is text, and nothing else', async (t) => {
  const report = makeSweepExample();
  const because = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>';
  const examples = report.examples.map((example) => ({ ...example, because }));
  const hostile = { ...report, examples, command: because, box: because };
  const act = async (page: Page) => {
    t.not(await page.title(), 'owned');
    t.equal(await page.locator('img').count(), 0);
  };
  await visit(t, {}, act, hostile);
});
