/** Debian's chromium, driven by playwright-core, and the reports that it opens from files. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Test } from 'tap';
import type { Report } from '../../lab/model/report.ts';
import { renderHtml } from '../../lab/reporters/html/page.ts';

const executablePath = '/usr/bin/chromium';

/** Screenshots are kept here for whoever changes how the report looks; git ignores them. */
export const screenshots = path.join(import.meta.dirname, '../../.lab/screenshots');

export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`no ${executablePath}: sh lab/boxes/provision.sh --test installs it`);
  }
  mkdirSync(screenshots, { recursive: true });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  args.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
  return chromium.launch({ executablePath, args });
}

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  javaScriptEnabled?: boolean;
}

/** A page and all that it complained of. */
export interface OpenReport {
  page: Page;
  complaints: string[];
}

/** Writes the report into a file, opens that, and collects whatever the page complains of. */
export async function openReport(
  browser: Browser,
  report: Report,
  file: string,
  look: Look = {},
): Promise<OpenReport> {
  writeFileSync(file, renderHtml(report));
  return openFile(browser, pathToFileURL(file).href, look);
}

/** Opens a page, and collects whatever it complains of. */
export async function openFile(
  browser: Browser,
  url: string,
  { width = 1280, height = 900, colorScheme = 'light', javaScriptEnabled = true }: Look = {},
): Promise<OpenReport> {
  const page = await browser.newPage({
    viewport: { width, height },
    ...{ colorScheme, javaScriptEnabled, reducedMotion: 'reduce' },
  });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** Holds a page to it: axe-core finds nothing, nothing sticks out at a side; keeps a picture. */
export async function judgeLook(t: Test, page: Page, name: string): Promise<void> {
  // Evaluated outside the page's own policy.
  await page.evaluate(axe.source);
  const found: string[] =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
      id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`);
  t.same([...new Set(found)], []);
  const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  const [whole = 0, seen = 0] = widths as number[];
  t.ok(whole <= seen, `${whole} <= ${seen}`);
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
}
