/**
 * Our clients' main threads and the stage's own run before what else wants their core; nobody
 * else's do, those of programs that the stage starts meanwhile neither.
 */
import t from 'tap';
import { slowMachineMs } from '../box/lab-command.ts';
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

const skip = process.getuid?.() === 0 ? false : 'the kernel gives precedence to root only';

t.test('a client of ours and the stage have precedence from the epoch on', { skip }, async (t) => {
  await markProcesses(t);
  const stage = await openRealStage(t);
  await stage.build(request);
  const ask = 'chrt -p $$ | sed -n "s/.*policy: //p"';
  // Process 1 of its namespaces is the stage; all its threads are asked for.
  const stagesOwn = `chrt -a -p 1 | sed -n "s/.*policy: \\(.*RESET.*\\)/\\1/p"`;
  const waits = `echo '{"what":"armed","monoNs":"1"}' >> "$LAB_JOURNAL"
read epoch < "$LAB_EPOCH"; ${ask}; ${stagesOwn}`;
  const { events, trouble } = await stage.play(
    makePlay(
      [
        makeServerAfter('ready'),
        { ...makeProgram('X', 'h2', waits), ours: true },
        makeProgram('Y', 'h3', `touch ready; ${ask}`),
        { ...makeProgram('Z', 'h3', `${ask}; ${stagesOwn}`), startMs: 50 },
      ],
      [{ atMs: 50, do: 'start', role: 'Z' }],
    ),
  );
  t.equal(trouble, undefined);
  const reset = 'SCHED_FIFO|SCHED_RESET_ON_FORK';
  t.same(getLines(events, 'X'), ['SCHED_FIFO', reset, reset], 'the client, the stage, its sampler');
  t.same(getLines(events, 'Z'), ['SCHED_OTHER', reset, reset], 'started by a step');
  t.same(getLines(events, 'Y'), ['SCHED_OTHER']);
});
