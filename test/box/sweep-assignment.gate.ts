/**
 * An assignment outside the lab, swept and explored on real Mininet: its roles, its checkers, its
 * programs, which play no series; and judged again, by itself, from what was stored.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ownFolder, ownLabel } from '../sweep/own.ts';
import { explore } from './explore.ts';
import { makeLabFolder, root, runForDocument, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

const named = ['--assignment', ownFolder];
const sweep = [process.execPath, path.join(root, 'lab/sweep.mjs')];
const check = [process.execPath, path.join(root, 'lab/check.mjs')];

t.test('its trials are played one by one, and judged again by its checkers', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = [...named, '--gaps', '400', '--repeat', '1', '--connect-order', 'a', '--json'];
  const { stdout, stderr, status } = await runLab(flags, { folder, command: sweep });
  const { outcome, trials, gaps, settings } = JSON.parse(stdout);
  t.match({ outcome, trials }, { outcome: 'pass', trials: 2 }, stderr);
  t.equal(status, 0);
  t.match(gaps, [{ gapMs: 400, agreed: 2, seen: 2 }]);
  t.match(settings, { assignment: ownLabel, orders: ['A', 'B'], connects: ['A'], port: 12_200 });
  const again = await runLab(['--json'], { folder, command: check });
  t.equal(again.status, 0, again.stderr);
  t.same(JSON.parse(again.stdout).gaps, gaps);
  await assertNothingLeft(t, before);
});

t.test('a wrong server of it is found, made small, and played again', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const server = `node ${path.join(ownFolder, 'server.mjs')} --port 12200 always-a`;
  const flags = [...named, '--explore', '--schedules', '60', '--server', server];
  const { status, document, stderr } = await explore(flags, folder);
  t.equal(status, 1, stderr);
  t.match(document, { outcome: 'fail', fault: { check: 'names-the-first', isFlaky: false } });
  t.same(document.fault?.changes, [{ name: 'delayA', value: 600 }], 'A speaks after B in it');
  const { scenario = '', repeat } = document.fault ?? {};
  t.match(repeat, `${scenario} --assignment ${ownLabel}`);
  const file = path.join(folder, scenario);
  const played = await runForDocument([file, ...named], { folder });
  t.equal(played.status, 1, await readFile(file, 'utf8'));
  t.equal(played.document.runs[0]?.verdicts[0]?.check, 'names-the-first');
  const kept = path.join(path.dirname(file), 'smallest-1');
  const stored = await runLab(['--quiet', kept], { folder, command: check });
  t.equal(stored.status, 1, 'the journals that it kept name the assignment');
  await assertNothingLeft(t, before);
});
