/** zx lab/check.mjs on recorded journals: judging again, comparing two, and refusing. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { type LabResult, root, runLab } from '../box/lab-command.ts';
import { journals, readExpected } from '../journals/read-journals.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-check-test-'));
t.teardown(() => rm(folder, { recursive: true }));
t.jobs = 3;

const check = (flags: readonly string[], env: Record<string, string> = {}): Promise<LabResult> =>
  runLab(flags, { folder, env, command: [process.execPath, path.join(root, 'lab/check.mjs')] });
const at = (name: string) => path.join(journals, name);

t.test('a stored run is judged as it was, and its outcome is the exit code', async (t) => {
  const codes = { 'x-at-once': 0, 'wrong-ack-to-one': 1, 'cut-capture': 2, killed: 3 };
  for (const [name, code] of Object.entries(codes)) {
    const { status, stdout, stderr } = await check([at(name), '--json']);
    t.equal(status, code, stderr);
    const { outcome, runs } = JSON.parse(stdout);
    const expected = readExpected(name);
    t.equal(outcome, expected.outcome);
    t.match(
      runs[0].verdicts,
      expected.verdicts.map(({ evidence: _, ...verdict }) => verdict),
    );
  }
});

t.test('two runs that agree', async (t) => {
  const { status, stdout } = await check([at('x-at-once'), at('x-at-once')]);
  t.equal(status, 0);
  t.match(stdout, /^A {2}pass .*\nB {2}pass .*\n\n= x-at-once {2}pass; gap 1300 ms planned, /);
  t.match(stdout, /\nThe runs agree in outcome and order \(1 scenario\)\n$/);
});

t.test('two runs that differ', async (t) => {
  const names = ['x-connects-y-sends', 'wrong-order-of-connection'] as const;
  const { status, stdout } = await check(names.map(at));
  t.equal(status, 1);
  t.match(stdout, /\n≠ x-connects-y-sends {2}pass → fail; gap 300 ms planned, /);
  t.match(stdout, /\n {4}order-follows-wire: pass → fail\n {6}A: Y arrived .*\n {6}B: Y arrived /);
  const json = await check([...names.map(at), '--json']);
  t.equal(json.status, 1);
  t.match(JSON.parse(json.stdout), {
    same: false,
    a: { outcome: 'pass', directory: String },
    b: { outcome: 'fail' },
    scenarios: [
      {
        scenario: 'x-connects-y-sends',
        same: false,
        outcome: { a: 'pass', b: 'fail' },
        order: { a: ['Y', 'X'], b: ['Y', 'X'], counts: true },
        wireGapMs: { a: Number, b: Number },
        messages: [
          { role: 'X', plannedMs: { a: 900, b: 900 }, wireMs: { a: Number, b: Number } },
          { role: 'Y', plannedMs: { a: 600, b: 600 }, wireMs: { a: Number, b: Number } },
        ],
      },
    ],
  });
  const quiet = await check([...names.map(at), '--quiet']);
  t.same([quiet.status, quiet.stdout, quiet.stderr], [1, '', '']);
});

t.test('flags that show one run are refused for two', async (t) => {
  const { status, stdout, stderr } = await check([at('x-at-once'), at('x-at-once'), '--tap']);
  t.same([status, stdout], [64, '']);
  t.match(stderr, /^lab: --tap shows one run, and two are named\n/);
});

t.test('a run of another version is refused, also beside a good one', async (t) => {
  const run = path.join(folder, 'newer');
  await cp(at('x-at-once'), run, { recursive: true });
  const plan = path.join(run, 'plan.json');
  await writeFile(plan, (await readFile(plan, 'utf8')).replace('"version": 1', '"version": 2'));
  for (const flags of [[run], [at('x-at-once'), run]]) {
    const { status, stdout, stderr } = await check(flags);
    t.same([status, stdout], [64, '']);
    t.match(
      stderr,
      /^lab: .*plan\.json is of version 2; this lab reads 1\n {5}Judge it with the lab/,
    );
  }
});

t.test('what a program wrote cannot drive the terminal, whoever says it', async (t) => {
  const run = path.join(folder, 'hostile');
  await cp(at('x-at-once'), run, { recursive: true });
  const journal = path.join(run, 'journal.jsonl');
  const hostile = 'X: Alice\\u001b[2J\\u009b1m\\u0007\\u202eevil ##[error]x \\n::error::y';
  const text = await readFile(journal, 'utf8');
  await writeFile(journal, text.replaceAll(/X: Alice(?=( received before|\\n|"))/g, hostile));
  for (const flags of [[run], [run, '--tap'], [run, '--json'], [run, at('x-at-once')]]) {
    const { stdout, stderr } = await check(flags, { FORCE_COLOR: '0' });
    t.ok(stdout.length > 200, 'there is a report');
    t.notMatch(stdout + stderr, /[^\P{Cc}\n]|[\u202a-\u202e]|##\[/u);
  }
  await writeFile(journal, text.replace('"kind":"clock"', '"kind":"\\u001b]0;x\\u0007"'));
  const { status, stderr } = await check([run]);
  t.equal(status, 64);
  t.notMatch(stderr, /[^\P{Cc}\n]/u);
});

t.test('--gradescope writes its file', async (t) => {
  const file = path.join(folder, 'results.json');
  const { status, stdout } = await check([at('wrong-ack-to-one'), '--quiet', '--gradescope', file]);
  t.same([status, stdout], [1, '']);
  const { score, tests } = JSON.parse(await readFile(file, 'utf8'));
  t.equal(score, 90);
  t.match(tests[3], { score: 0, max_score: 10, status: 'failed', number: '4' });
});

t.test('--override shows the marks of a person beside the lab’s', async (t) => {
  const file = path.join(folder, 'marks.yaml');
  await writeFile(file, '[{criterion: 4, points: 6, reason: both were told}]');
  const run = at('wrong-ack-to-one');
  const { status, stdout } = await check([run, '--override', file, '--html', 'hand.html']);
  t.equal(status, 1, 'the outcome is that of the plays');
  t.match(stdout, /^ +6 of 10 by hand \(lab: 0\): both were told\n +the lab: X got no/m);
  t.match(stdout, /^96\/100 \(criterion 4 by hand\)/m);
  const page = await readFile(path.join(folder, 'hand.html'), 'utf8');
  t.match(page, '6 of 10 by hand (lab: 0): both were told');
  await writeFile(file, '[{name: Eve, criterion: 4, points: 6, reason: both were told}]');
  const eve = await check([run, '--override', file]);
  t.equal(eve.status, 64);
  t.match(
    eve.stderr,
    /no submission is called "Eve"\n +Names of submissions: "wrong-ack-to-one"\./,
  );
  t.match(
    (await check([run, run, '--override', file])).stderr,
    /--override shows one run, and two/,
  );
});

t.test('on GitHub it annotates, and adds to the summary of the step', async (t) => {
  const summary = path.join(folder, 'summary.md');
  await writeFile(summary, 'before\n');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const text = await check([at('wrong-ack-to-one')], env);
  const [, token = ''] = /^::stop-commands::([\w-]{20,})\n/.exec(text.stdout) ?? [];
  const end = text.stdout.indexOf(`\n::${token}::\n`);
  t.ok(token !== '' && end > 500, 'what is for people stands between a stop and its token');
  const after = text.stdout.slice(end + token.length + 6);
  t.match(after, /^::error title=x-connects-x-sends%3A both-told-same::X got no acknowledgement\n/);
  t.match(after, /\n::notice::mininet-lab: 90\/100\n$/);
  t.match(await readFile(summary, 'utf8'), /^before\n## ❌ mininet-lab 90\/100\n/);
  const json = await check([at('wrong-ack-to-one'), '--json'], env);
  t.equal(JSON.parse(json.stdout).outcome, 'fail', 'a document stays one');
  t.match(json.stderr, /^::error title=/);
  const quiet = await check([at('wrong-ack-to-one'), '--quiet'], env);
  t.same([quiet.stdout, quiet.stderr], ['', '']);
  t.equal((await readFile(summary, 'utf8')).split('## ❌').length, 4, 'each run added its own');
});

t.test('a summary that is full, or cannot be written, does not change the outcome', async (t) => {
  const full = path.join(folder, 'full.md');
  await writeFile(full, 'x'.repeat(1024 * 1024 - 100));
  for (const summary of [full, '/dev/full', path.join(folder, 'none/summary.md')]) {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const { status, stderr } = await check([at('x-at-once'), '--json'], env);
    t.equal(status, 0);
    if (summary !== full) t.match(stderr, /Cannot write the summary of the step/);
  }
  t.ok((await readFile(full)).length <= 1024 * 1024);
});
