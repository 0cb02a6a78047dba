/**
 * A class with --open, end to end: the address is printed, the page fills while real plays go on, a
 * person gives a mark there, Ctrl-C ends it; and --resume --override has the same marks.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { openBrowser } from '../browser/chromium.ts';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs, startLab, waitFor } from './lab-command.ts';

t.setTimeout(slowMachineMs);
const limitMs = 240_000;
const command = [process.execPath, path.join(root, 'lab/grade.mjs')];

t.test('a class is marked, seen, corrected and closed in a browser', async (t) => {
  const folder = await makeLabFolder(t);
  const where = path.join(folder, 'class');
  await mkdir(where);
  await cp(path.join(corpus, 'python-select'), path.join(where, 'ada'), { recursive: true });
  await cp(path.join(corpus, 'wrong-no-build'), path.join(where, 'noel'), { recursive: true });
  const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
  const lab = startLab(['class', '--open', '--csv', 'marks.csv'], {
    ...{ folder, command, limitMs, env },
  });
  const url = await waitFor('the address', async () => {
    return /^The instructor's page: (http:\S+)$/m.exec(lab.said.stderr)?.[1];
  });
  const browser = await openBrowser();
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  t.equal(await page.locator('#rows tr').count(), 2);
  await page.locator('#row-noel', { hasText: 'does not build' }).waitFor({ timeout: limitMs });
  await page.locator('#row-noel a').click();
  await page.locator('#mark-criterion').selectOption('9');
  await page.locator('#mark-points').fill('4');
  await page.locator('#mark-reason').fill('Its comment says why.');
  await page.locator('#mark button[type=submit]').click();
  await page.locator('#row-noel', { hasText: /4\/100.*by hand/ }).waitFor();
  await page.locator('#row-ada .cell').first().waitFor({ timeout: limitMs });
  await page.locator('#state', { hasText: 'All is marked' }).waitFor({ timeout: limitMs });
  await page.locator('#row-ada a[data-c="3"]').click();
  await page.frameLocator('#diagram').locator('svg .it.sel').first().waitFor();
  await page.locator('#mark-points').fill('3');
  await page.locator('#mark-reason').fill('Seen: it sorts.');
  await page.keyboard.press('Control+Enter');
  await page.locator('#row-ada', { hasText: 'by hand' }).waitFor();
  await page.frameLocator('#diagram').locator('.by-hand').first().waitFor();
  const kept = page.waitForResponse((response) => response.url().endsWith('/draft'));
  await page.locator('#mark-points').fill('2');
  t.equal((await kept).status(), 200);
  t.same(complaints, []);

  lab.send('SIGINT');
  const { status, stderr } = await lab.ended;
  t.equal(status, 1, stderr);
  t.match(stderr, /No browser was opened: there is no/);
  t.match(stderr, /All is marked\. The page stays until Ctrl-C/);
  await page.locator('#state.lost').waitFor();
  const stored = path.join(folder, '.lab/latest');
  const marks = parse(await readFile(path.join(stored, 'marks.yaml'), 'utf8'));
  t.same(marks, [
    { name: 'noel', criterion: 9, points: 4, reason: 'Its comment says why.' },
    { name: 'ada', criterion: 3, points: 3, reason: 'Seen: it sorts.' },
  ]);
  const csv = await readFile(path.join(folder, 'marks.csv'), 'utf8');
  t.match(csv, /3 of \d+ by hand \(lab: \d+\): Seen: it sorts\./, 'what is named follows');
  t.match(await readFile(path.join(stored, 'drafts.json'), 'utf8'), /"points": "2"/);
  t.ok(existsSync(path.join(stored, 'ada/by-hand.html')));
  t.match(await readFile(path.join(stored, 'index.html'), 'utf8'), 'ada/by-hand.html');

  const resume = async (...flags: string[]) => {
    const result = await runLab(['class', '--resume', '--json', ...flags], {
      ...{ folder, command, limitMs },
    });
    return { ...result, submissions: JSON.parse(result.stdout).submissions };
  };
  await cp(path.join(stored, 'marks.yaml'), path.join(folder, 'mine.yaml'));
  const again = await resume('--override', 'mine.yaml');
  const grades = again.submissions.map((one: { grade: { points: number } }) => one.grade);
  t.match(grades[1], { points: 4 });
  t.match(grades[0].criteria[2], { points: 3, override: { reason: 'Seen: it sorts.' } });
  const without = await resume();
  t.same(without.submissions, again.submissions, 'the class’s own file counts by itself');
  t.match(without.stderr, /Marks that a person gave count, too: .*marks\.yaml/);
});
