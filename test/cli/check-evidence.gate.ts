/** zx lab/check.mjs on runs of which something was lost or changed: open, with the reason told. */
import { execFileSync } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { renderResult } from '../../lab/reporters/json.ts';
import { ScenarioWriter } from '../../lab/store/run-store.ts';
import { root, runLab, slowMachineMs } from '../box/lab-command.ts';
import { journals, readStored } from '../journals/read-journals.ts';
import { makeReport, makeRun } from '../reporters/reports.ts';

t.setTimeout(slowMachineMs);

const names = ['x-connects-x-sends', 'x-connects-y-sends'] as const;
type Change = (run: string) => unknown;

/** Recorded plays, stored as one run of this lab; `asFaults`: as plays that earn no grade. */
async function storeRun(t: Test, { asFaults = false } = {}): Promise<string> {
  const run = t.testdir();
  const reports = [];
  for (const name of names) {
    const stored = await readStored(name);
    const plan = asFaults ? { ...stored.plan, faults: [], robustness: true } : stored.plan;
    const writer = new ScenarioWriter(run, plan);
    writer.addFile('h1.pcap', await readFile(path.join(journals, name, 'h1.pcap')));
    writer.finish(stored.events);
    const { checksum = '' } = writer;
    reports.push({ ...makeRun({ plan, events: stored.events }), checksum });
  }
  await writeFile(path.join(run, 'result.json'), renderResult(makeReport(reports)));
  return run;
}

function check(run: string, flags: readonly string[] = []) {
  const command = [process.execPath, path.join(root, 'lab/check.mjs')];
  return runLab([run, ...flags], { folder: path.dirname(run), command });
}

const [first, second] = names;

const changes: readonly [what: string, change: Change, said: RegExp][] = [
  [
    'a folder that is gone',
    (run) => rm(path.join(run, second), { recursive: true }),
    /\? x-connects-y-sends {2}The folder of the scenario is missing/,
  ],
  ['a capture that is gone', (run) => rm(path.join(run, first, 'h1.pcap')), /h1\.pcap.* missing/s],
  [
    'an entry of the wire that was removed',
    async (run) => {
      const file = path.join(run, first, 'journal.jsonl');
      const lines = (await readFile(file, 'utf8')).split('\n');
      const at = lines.findIndex(
        (line) => line.includes('"witness":"wire"') && line.includes('"kind":"data"'),
      );
      if (at < 0) throw new Error('no data on the wire');
      await writeFile(file, lines.toSpliced(at, 1).join('\n'));
    },
    /journal\.jsonl/,
  ],
];

t.test('a whole run is as it was', async (t) => {
  const { status, stdout } = await check(await storeRun(t));
  t.equal(status, 0);
  t.notMatch(stdout, /missing/);
});

for (const [what, change, said] of changes) {
  t.test(what, async (t) => {
    const run = await storeRun(t);
    await change(run);
    const { status, stdout } = await check(run);
    t.equal(status, 2);
    t.match(stdout.replaceAll(/\s+/g, ' '), new RegExp(said.source.replaceAll(' {2}', ' '), 's'));
    t.notMatch(stdout, /✗/, 'nobody failed');
  });
}

t.test('a capture that was saved as pcapng still shows the same', async (t) => {
  const run = await storeRun(t);
  const file = path.join(run, first, 'h1.pcap');
  execFileSync('editcap', ['-F', 'pcapng', file, `${file}.new`], { stdio: 'pipe' });
  await rename(`${file}.new`, file);
  const { status, stdout } = await check(run);
  t.equal(status, 0);
  t.notMatch(stdout, /[✗?] /);
});

t.test('a folder that is gone from a run without a grade', async (t) => {
  const run = await storeRun(t, { asFaults: true });
  await rm(path.join(run, second), { recursive: true });
  const { status, stdout } = await check(run);
  t.equal(status, 2);
  const document = JSON.parse((await check(run, ['--json'])).stdout);
  t.same([document.outcome, document.grade, document.missing], ['unknown', null, [second]]);
  t.match(stdout, /^\? x-connects-y-sends {2}The folder of the scenario is missing/m);
});
