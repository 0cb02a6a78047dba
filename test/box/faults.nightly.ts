/** Faults on real Mininet: the plays that faults.gate.ts leaves out (fault-cases.ts). */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { getImageFolder } from '../../lab/boxes/qemu-image.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { netemCases, netemTimes, nightCases } from './fault-cases.ts';
import { playCases, readJournal } from './fault-plays.ts';
import { makeLabFolder, runForDocument } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { assertNetemRefused, hasNetem } from './netem.ts';

t.setTimeout(1_500_000);

t.test('who is told what under each fault, and who ends how', (t) => playCases(t, nightCases));

/** More than the buffers of the sockets hold: the server must wait for Y, and Y loses nothing. */
const slowReader = {
  name: 'slow-reader',
  title: 'in a chat, Y reads in 5 % of the time',
  chat: true,
  clients: [
    {
      ...{ role: 'X', name: 'Alice', connectMs: 0, sendMs: 300 },
      acts: [
        { atMs: 900, line: `line {n} ${'x'.repeat(600)}`, times: 1000 },
        { atMs: 3000, line: 'Bye' },
      ],
    },
    { role: 'Y', name: 'Bob', connectMs: 0, sendMs: 500 },
  ],
  faults: ['slow Y 5% at 700 for 2300'],
  checks: ['no-wrong-verdict', 'nobody-hangs', 'chat-relayed-in-order'],
  limitMs: 20_000,
};

t.test('a slow reader in a chat gets every line once, in order', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  await writeFile(path.join(folder, 'slow-reader.json'), JSON.stringify(slowReader));
  const { document, stderr } = await runForDocument(['slow-reader.json'], { folder });
  const [run] = document.runs;
  if (!run) throw new Error(`nothing was played: ${stderr}`);
  const failed = run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs);
  t.same(failed, []);
  const exits = getEvents(await readJournal(folder, run), 'exited');
  t.same(
    exits.map(({ status }) => status),
    [0, 0, 0],
  );
  await assertNothingLeft(t, before);
});

t.test('what a kernel with netem does to links, here or on the box of our own', async (t) => {
  if (await hasNetem()) return playCases(t, netemCases, { times: netemTimes, limitMs: 600_000 });
  for (const fault of Object.values(netemCases).flatMap(({ faults }) => faults)) {
    await assertNetemRefused(t, ['x-connects-y-sends', '--fault', fault]);
  }
  return playCases(t, netemCases, {
    flags: ['--box', 'qemu', '--stages', '1'],
    env: { LAB_BOX_IMAGE: getImageFolder() },
    times: netemTimes,
    limitMs: 1_200_000,
  });
});
