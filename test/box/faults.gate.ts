/**
 * Faults on real Mininet, the short plays (fault-cases.ts): what the journal has, what was told to
 * whom, who exited how, that no verdict is against the wire, and that nobody hangs. A server that
 * cannot know who was first says so; and a fault that the kernel cannot make is refused.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { gateCases } from './fault-cases.ts';
import { getPrinted, playCases, readJournal } from './fault-plays.ts';
import { makeLabFolder, runForDocument, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';
import { assertNetemRefused, hasNetem } from './netem.ts';

t.setTimeout(slowMachineMs);

t.test('who is told what under each fault, and who ends how', (t) => playCases(t, gateCases));

/** The kernel stamps in ticks of up to 4 ms, and the server tells apart what is 12 ms apart. */
const sameMs = 4;
const mostTurns = 6;

/** Three segments each, the last ones at the same time, all while the server is stopped. */
const cannotTell = {
  name: 'cannot-tell',
  title: 'the server is stopped over two messages in pieces which end at the same time',
  clients: [
    { role: 'X', name: 'Alice', connectMs: 0, sendMs: 600, pieces: 3 },
    { role: 'Y', name: 'Bob', connectMs: 100, sendMs: 600, pieces: 3 },
  ],
  faults: ['pause server at 450 for 500'],
  checks: ['no-wrong-verdict', 'nobody-hangs'],
  informs: ['order-follows-wire', 'both-told-same'],
  robustness: true,
};

t.test('a server that cannot know who was first tells both so, and no order', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  await writeFile(path.join(folder, 'cannot-tell.json'), JSON.stringify(cannotTell));
  for (let turn = 1; turn <= mostTurns; turn += 1) {
    const { document, stderr } = await runForDocument(['cannot-tell.json'], { folder });
    const [run] = document.runs;
    if (!run) throw new Error(`nothing was played: ${stderr}`);
    const { verdicts, timing } = run;
    t.same(
      verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs),
      [],
      'no verdict is against the wire, and nobody hangs',
    );
    const gapMs = timing.wireGapMs ?? Number.POSITIVE_INFINITY;
    t.comment(`${gapMs} ms between the ends of the messages`);
    // On a busy machine they may come apart: then who was first is known, and told.
    if (gapMs > sameMs) continue;
    const events = await readJournal(folder, run);
    const unsure = /No verdict: .*kept from running .* and cannot tell which was first/;
    for (const role of ['X', 'Y']) t.match(getPrinted(events, role), unsure, `${role} is told so`);
    for (const role of ['X', 'Y', 'server']) t.notMatch(getPrinted(events, role), / before [XY]: /);
    const order = verdicts.find(({ check }) => check === 'order-follows-wire');
    t.match(order, { outcome: 'unknown' });
    await assertNothingLeft(t, before);
    return;
  }
  t.fail(`the messages never ended within ${sameMs} ms of each other`);
});

t.test('loss is refused, before anything is played, where the kernel has no netem', async (t) => {
  if (await hasNetem()) {
    t.comment('this kernel has netem: see faults.nightly.ts');
    return;
  }
  await assertNetemRefused(t, ['x-connects-y-sends', '--fault', 'loss Y 30% at 0']);
});
