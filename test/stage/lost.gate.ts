/** A stage that dies in the midst of a play: the trouble, what was witnessed, and nothing left. */
import t from 'tap';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft, findMarked } from '../box/leftovers.ts';
import { runAsRoot } from '../boxes/sshd.ts';
import {
  getLines,
  makePlay,
  makeProgram,
  makeServerAfter,
  markProcesses,
  openRealStage,
  request,
} from './real-stage.ts';

t.setTimeout(slowMachineMs);

const victims = [
  ['stage.py', /^\S*python3?\S* .*stage\.py/],
  ['the process that made its namespaces', /^unshare .*stage\.py/],
] as const;

for (const [name, victim] of victims) {
  t.test(`SIGKILL of ${name} loses the play, not what was witnessed`, async (t) => {
    const { folder, before } = await markProcesses(t);
    const stage = await openRealStage(t);
    await stage.build(request);
    const script = 'echo here; touch ready; exec sleep 600';
    const play = makePlay([makeServerAfter('ready'), makeProgram('X', 'h2', script)]);
    const found = await findMarked([folder]);
    const { pid } = found.find(({ command }) => victim.test(command)) ?? {};
    t.ok(pid, `it is among ${found.length} processes`);
    const result = await stage.play(play, {
      onEvent: (event) => {
        if (event.kind !== 'phase' || event.name !== 'epoch') return;
        void runAsRoot(['kill', '-KILL', String(pid)]);
      },
    });
    t.match(result.trouble, { code: 'STAGE_LOST', message: /ended by itself/ });
    t.same(getLines(result.events, 'X'), ['here'], 'the entries so far are there');
    t.notOk(result.events.some(({ kind }) => kind === 'exited'));
    t.match(stage.lost, { code: 'STAGE_LOST' });
    const again = await stage.play(play);
    t.same([again.events, again.trouble?.code], [[], 'STAGE_LOST']);
    await assertNothingLeft(t, before);
  });
}

t.test('a stage whose host goes away ends by itself', async (t) => {
  const { folder, before } = await markProcesses(t);
  const stage = await openRealStage(t);
  await stage.build(request);
  t.ok((await findMarked([folder])).length > 3);
  stage.kill();
  t.match(stage.lost, { code: 'STAGE_LOST' });
  await assertNothingLeft(t, before);
});
