/** Stored sweeps judged in threads: the same records as in this one, and the same refusals. */
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { judgePacks } from '../../lab/cli/judge-packs.ts';
import { listPacks } from '../../lab/store/sweep-store.ts';
import { judgePack } from '../../lab/sweep/judge-stored.ts';
import { makeTrialJudge } from '../../lab/sweep/judge-trial.ts';
import { assignment, settings } from '../sweep/settings.ts';
import { writeSweep } from '../sweep/stored.ts';

t.test('many packs, judged in threads', async (t) => {
  const folder = await writeSweep(t.testdir(), settings, 6);
  const packs = await listPacks(folder);
  const expected = [];
  for (const pack of packs) expected.push(await judgePack(pack, makeTrialJudge(assignment)));
  t.same(await judgePacks(packs), expected, 'in the order of the packs');
  t.same(await judgePacks(packs.slice(0, 1)), expected.slice(0, 1), 'one pack, in this thread');
  await appendFile(path.join(folder, 'series-4.jsonl'), 'no line\n');
  const refusal = { code: 'RUN_UNREADABLE', message: /series-4.jsonl, line \d/ };
  await t.rejects(judgePacks(packs), refusal, 'a thread refuses as we do');
});
