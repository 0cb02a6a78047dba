/** Stored sweeps judged in threads: the same records as in this one, and the same refusals. */
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { judgePacks } from '../../lab/cli/judge-packs.ts';
import { listPacks } from '../../lab/store/sweep-store.ts';
import { judgePack } from '../../lab/sweep/judge-stored.ts';
import { makeTrialJudge } from '../../lab/sweep/judge-trial.ts';
import { own, ownLabel, ownSettings } from '../sweep/own.ts';
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

t.test('each thread loads the assignment that was played', async (t) => {
  const folder = await writeSweep(t.testdir(), ownSettings, 6, own);
  const packs = await listPacks(folder);
  const expected = [];
  for (const pack of packs) expected.push(await judgePack(pack, makeTrialJudge(own)));
  // The entries are those of X and Y, so that its own checker finds that A was silent.
  t.match(expected[0]?.[0], { order: 'unknown', because: 'names-the-first: A sent nothing' });
  t.same(await judgePacks(packs, ownLabel), expected, 'in threads');
  t.same(await judgePacks(packs.slice(0, 1), ownLabel), expected.slice(0, 1), 'in this one');
  const [[record] = []] = await judgePacks(packs);
  t.equal(record?.because, 'names-the-first: there is no checker named names-the-first');
  const lost = { code: 'ASSIGNMENT_WRONG', message: "There is no assignment '/gone'" };
  await t.rejects(judgePacks(packs, '/gone'), lost, 'a thread says why');
});
