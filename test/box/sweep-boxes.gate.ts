/** A sweep on two boxes at once: this machine, and an sshd of our own that vanishes in its midst. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import * as z from 'zod';
import { startSshd } from '../boxes/sshd.ts';
import { startWay } from './bad-way.ts';
import { makeLabFolder, root, slowMachineMs, startLab, waitFor } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

const command = [process.execPath, path.join(root, 'lab/sweep.mjs')];
const documentSchema = z.object({
  ...{ outcome: z.string(), box: z.string(), trials: z.int(), planned: z.int(), stages: z.int() },
  examples: z.array(z.object({ because: z.string().nullable(), troubled: z.boolean() })),
  directory: z.string(),
});

/** The numbers of the trials in each pack of the only sweep, by its name. */
async function readStored(folder: string): Promise<Map<string, string[]>> {
  const runs = path.join(folder, '.lab/runs');
  const names = await readdir(runs, { recursive: true }).catch(() => [] as string[]);
  const packs = names.filter((name) => name.endsWith('.jsonl'));
  const read = packs.map(async (name) => {
    const text = await readFile(path.join(runs, name), 'utf8');
    const lines = text.matchAll(/^\{"trial":\{"number":(\d+).*\n/gm);
    return [name, [...lines].map(([, number = '']) => number)] as const;
  });
  return new Map(await Promise.all(read));
}

t.test('a box that vanishes costs its trial; the other box plays the rest', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  const flags = ['--gaps', '20', '--repeat', '10', '--stages', '1', '--json'];
  const boxes = ['--box', 'local', '--box', sshd.address];
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder };
  const lab = startLab([...flags, ...boxes], { folder, command, env });
  await Promise.race([
    waitFor('trials from both boxes', async () => {
      const counts = [...(await readStored(folder)).values()].map(({ length }) => length);
      return counts.length === 2 && Math.min(...counts) >= 2 ? true : undefined;
    }),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  await sshd.stop();
  const { stdout, stderr } = await lab.ended;
  const document = documentSchema.parse(JSON.parse(stdout));
  t.match(document, { trials: 40, planned: 40, stages: 2 }, `every trial is told of: ${stderr}`);
  t.equal(document.box, `local, ${sshd.address}`);
  const troubled = document.examples.filter((each) => each.troubled);
  // The connection may break in a trial, or just between two.
  t.ok(troubled.length <= 1, JSON.stringify(troubled));
  for (const { because } of troubled) t.match(because, /^The connection to .* broke/);
  t.not(document.outcome, 'trouble', 'a box is left, so all was played');
  // What the machine disturbed is played again, so that a trial may stand in two packs.
  const stored = new Set([...(await readStored(folder)).values()].flat());
  t.equal(stored.size, 40, 'and stored');
  await assertNothingLeft(t, before);
});

t.test('where every box vanishes, what was played is kept and the rest is told', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  const flags = ['--gaps', '20', '--repeat', '25', '--stages', '1', '--json'];
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder };
  const lab = startLab([...flags, '--box', sshd.address], { folder, command, env });
  await Promise.race([
    waitFor('two trials', async () => {
      const [{ length: count } = []] = (await readStored(folder)).values();
      return count >= 2 ? true : undefined;
    }),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  await sshd.stop();
  const { stdout, status } = await lab.ended;
  const document = documentSchema.parse(JSON.parse(stdout));
  t.equal(status, 3);
  t.match(document, { outcome: 'trouble', planned: 100 });
  t.ok(document.trials >= 2 && document.trials < 100, `${document.trials} trials are told`);
  t.match(JSON.parse(stdout).trouble, { code: 'BOX_LOST' });
  await assertNothingLeft(t, before);
});

t.test('a connection that breaks before the first trial is made anew', async (t) => {
  const sshd = await startSshd();
  t.teardown(() => sshd.stop());
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  // The turns up to the eighth are the keys and who we are; then comes the look at the box.
  const way = await startWay(sshd.port, { mishap: { what: 'cut', atTurn: 9, only: 'first' } });
  t.teardown(() => way.stop());
  const flags = ['--gaps', '20', '--repeat', '1', '--stages', '1', '--json'];
  const env = { LAB_SSH_KEY: sshd.keyPath, HOME: folder };
  const box = ['--box', `ssh://root@127.0.0.1:${way.port}`];
  const { stdout, stderr } = await startLab([...flags, ...box], { folder, command, env }).ended;
  t.equal(way.getConnections(), 2, stderr);
  t.match(documentSchema.parse(JSON.parse(stdout)), { trials: 4, planned: 4, stages: 1 });
  await assertNothingLeft(t, before);
});
