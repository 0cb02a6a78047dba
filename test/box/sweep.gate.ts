/** A sweep on real Mininet, as a user gives the command: its answer, its evidence, and a rerun. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import * as z from 'zod';
import { makeLabFolder, root, runLab, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

const command = [process.execPath, path.join(root, 'lab/sweep.mjs')];
const check = [process.execPath, path.join(root, 'lab/check.mjs')];

/** The document of `sweep --json`. */
const documentSchema = z.object({
  outcome: z.enum(['pass', 'fail', 'unknown', 'trouble']),
  trials: z.int(),
  planned: z.int(),
  resolutionMs: z.number().nullable(),
  wallMs: z.number(),
  gaps: z.array(
    z.object({
      ...{ gapMs: z.number(), trials: z.int(), agreed: z.int(), unknown: z.int() },
      ...{ disagreed: z.int(), inOrder: z.int(), seen: z.int() },
    }),
  ),
  examples: z.array(z.object({ because: z.string().nullable(), troubled: z.boolean() })),
  directory: z.string().nullable(),
});
const read = (text: string) => documentSchema.parse(JSON.parse(text));

/** So often at most is played again what the machine disturbed (lab/sweep/run-sweep.ts). */
const maxRepeats = 2;

/** The trials that are stored so far. */
async function countStored(folder: string): Promise<number> {
  const runs = path.join(folder, '.lab/runs');
  const names = await readdir(runs, { recursive: true }).catch(() => [] as string[]);
  const packs = names.filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(packs.map((name) => readFile(path.join(runs, name), 'utf8')));
  // What the machine disturbed is played again, so that a trial may stand in two packs.
  const numbers = texts.flatMap((text) =>
    [...text.matchAll(/^\{"trial":\{"number":(\d+).*\n/gm)].map(([, number]) => number),
  );
  return new Set(numbers).size;
}

t.test('a sweep says from which gap on the order holds, and is judged again', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = ['--gaps', '0,250', '--repeat', '5', '--stages', '2', '--csv', 'trials.csv'];
  const { stdout, stderr, status } = await runLab([...flags, '--json'], { folder, command });
  const document = read(stdout);
  t.equal(document.trials, 40, stderr);
  t.equal(document.planned, 40);
  const [none, long] = document.gaps;
  t.match(none, { gapMs: 0, trials: 20 });
  t.match(long, { gapMs: 250, trials: 20, seen: 20 });
  // On a machine that others keep busy a program may be stopped for longer than any gap.
  t.ok((long?.agreed ?? 0) >= 17, `${long?.agreed} of 20 agreed at 250 ms`);
  t.ok((long?.inOrder ?? 0) >= 17, `${long?.inOrder} of 20 were in order at 250 ms`);
  t.equal(document.resolutionMs, long?.inOrder === 20 ? 250 : null);
  t.equal(status, { pass: 0, fail: 1, unknown: 2, trouble: 3 }[document.outcome]);
  t.equal((await readFile(path.join(folder, 'trials.csv'), 'utf8')).split('\r\n').length, 42);
  const again = await runLab(['--json'], { folder, command: check });
  t.same(pickAnswer(read(again.stdout)), pickAnswer(document), 'judged again it is the same');
  t.equal(again.status, status);
  const files = await readdir(path.join(folder, document.directory ?? ''));
  const packs = files.filter((name) => name.endsWith('.jsonl'));
  t.equal(files.length, 2 + 2 * packs.length, 'a journal and a capture for each pack');
  // One for each stage, whatever the trials; and for what the machine disturbed, one a repetition.
  const repetitions = packs.length - 2;
  t.ok(repetitions >= 0 && repetitions <= maxRepeats, `${packs.length} packs`);
  await assertNothingLeft(t, before);
});

/** What does not depend on when and where it is told. */
function pickAnswer({ gaps, outcome, examples }: z.infer<typeof documentSchema>) {
  return { gaps, outcome, examples };
}

t.test('a client that dies costs its trial, a stage that dies no more', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = ['--gaps', '30', '--repeat', '30', '--stages', '2', '--json'];
  const lab = startLab(flags, { folder, command });
  const kill = async (what: string) => {
    const pid = await waitFor(what, async () => {
      const found = await findMarked([folder]);
      return found.find((each) => each.command.includes(what))?.pid;
    });
    process.kill(pid, 'SIGKILL');
  };
  const waitForTrials = (count: number) =>
    waitFor(`${count} trials`, async () =>
      (await countStored(folder)) >= count ? true : undefined,
    );
  await waitForTrials(5);
  await kill('--role X');
  await waitForTrials(30);
  await kill('stage.py');
  const { stdout, stderr, status } = await lab.ended;
  const document = read(stdout);
  t.equal(document.trials, 120, `every trial is accounted for: ${stderr}`);
  const troubled = document.examples.filter((each) => each.troubled);
  t.equal(troubled.length, 2, JSON.stringify(document.examples));
  t.ok(
    troubled.some(({ because }) => /^X ended in the middle of it, by SIGKILL/.test(`${because}`)),
  );
  t.ok(troubled.some(({ because }) => /The stage ended by itself/.test(`${because}`)));
  t.not(status, 0, 'what was lost is no pass');
  await assertNothingLeft(t, before);
});

t.test('Ctrl-C keeps what was played, --resume plays the rest', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const flags = ['--gaps', '40', '--repeat', '15', '--stages', '2', '--json'];
  const lab = startLab(flags, { folder, command });
  await waitFor('10 trials', async () => ((await countStored(folder)) >= 10 ? true : undefined));
  lab.send('SIGINT');
  const cut = await lab.ended;
  t.equal(cut.status, 130);
  const first = read(cut.stdout);
  t.ok(first.trials >= 10 && first.trials < 60, `${first.trials} trials are reported`);
  t.equal(first.trials, await countStored(folder), 'and stored');
  await assertNothingLeft(t, before);
  const { stdout, stderr } = await runLab(['--resume', '--stages', '2', '--json'], {
    ...{ folder, command },
  });
  t.match(read(stdout), { trials: 60, planned: 60, directory: first.directory }, stderr);
  await assertNothingLeft(t, before);
});
