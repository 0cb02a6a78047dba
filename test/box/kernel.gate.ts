/**
 * The kernel traced and sampled in the same plays: the two never contradict, the trace decides what
 * the samples leave open, and costs less; and where there is none, the same points come out.
 */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import { corpus } from '../submissions/table.ts';
import { comparePlay, readJournals } from './kernel-plays.ts';
import { makeLabFolder, root, runForDocument, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

const grade = [process.execPath, path.join(root, 'lab/grade.mjs')];

t.test('our own programs, in every scenario', async (t) => {
  const folder = await makeLabFolder(t);
  const { document } = await runForDocument([], { folder, env: { LAB_KERNEL: 'both' } });
  t.equal(document.outcome, 'pass');
  const journals = await readJournals(path.join(folder, '.lab/latest'));
  t.ok(journals.length > 8);
  for (const journal of journals) comparePlay(t, journal.plan.scenario, journal);
});

t.test('submissions: one that forks, and one that receives before its second accept', async (t) => {
  const folder = await makeLabFolder(t);
  const names = ['c-fork', 'wrong-recv-before-second-accept'];
  await mkdir(path.join(folder, 'class'));
  for (const name of names) {
    await cp(path.join(corpus, name), path.join(folder, 'class', name), { recursive: true });
  }
  const env = { LAB_KERNEL: 'both' };
  const marked = await runLab(['class'], { folder, env, command: grade });
  t.equal(marked.status, 1, marked.stderr);
  const journals = await readJournals(path.join(folder, '.lab/latest'));
  const pairs = journals.flatMap((journal) => comparePlay(t, journal.plan.scenario, journal));
  const onlyExact = pairs.filter(
    ({ exact, sampled }) => exact !== 'unknown' && sampled === 'unknown',
  );
  const onlySampled = pairs.filter(
    ({ exact, sampled }) => exact === 'unknown' && sampled !== 'unknown',
  );
  t.ok(onlyExact.length > 0, `${onlyExact.length} of ${pairs.length} only the trace decides`);
  t.ok(onlyExact.length > onlySampled.length, `${onlySampled.length} only the samples`);
});

t.test('each alone: the same points, and a quarter of the cost at most', async (t) => {
  const spent: Record<string, number> = {};
  for (const kind of ['exact', 'sampled']) {
    const folder = await makeLabFolder(t);
    const flags = ['x-connects-x-sends', 'y-connects-x-sends', 'simultaneous'];
    const { document } = await runForDocument(flags, { folder, env: { LAB_KERNEL: kind } });
    t.equal(document.outcome, 'pass', kind);
    const journals = await readJournals(path.join(folder, '.lab/latest'));
    const told = journals.flatMap(({ events }) => getEvents(events, 'tracing'));
    t.same(
      told.map(({ exact }) => exact),
      journals.map(() => kind === 'exact'),
    );
    spent[kind] =
      journals.reduce((sum, { events }) => sum + getShare(events, kind === 'exact'), 0) /
      journals.length;
  }
  const { exact = 0, sampled = 0 } = spent;
  t.ok(exact > 0 && exact <= sampled / 4, `${exact} of a core, sampled ${sampled}`);
});

/**
 * The share of a core that the witness took, from the first of its entries on. Who samples is kept
 * from it on a busy machine, and costs less there: what counts is a sample in 2 ms, as it is meant.
 */
function getShare(events: readonly JournalEvent[], isExact: boolean): number {
  const own = events.filter(({ witness }) => witness === 'kernel');
  const told = getEvents(events, 'sampling');
  const spentNs = told.reduce((sum, { cpuNs = 0 }) => sum + cpuNs, 0);
  if (isExact) return spentNs / ((own.at(-1)?.atNs ?? 0) - (own[0]?.atNs ?? 0));
  return spentNs / (told.reduce((sum, { samples }) => sum + samples, 0) * sampleEveryNs);
}

/** As lab/stage/stage_sampler.py has it. */
const sampleEveryNs = 2_000_000;

t.test('what LAB_KERNEL may be is said', async (t) => {
  const folder = await makeLabFolder(t);
  const played = await runLab(['x-at-once'], { folder, env: { LAB_KERNEL: 'most' } });
  t.equal(played.status, 64);
  t.match(played.stderr, /LAB_KERNEL is one of auto, exact, sampled, both, not 'most'/);
});
