/** Debian's chromium, driven by playwright-core, and the reports that it opens from files. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
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
