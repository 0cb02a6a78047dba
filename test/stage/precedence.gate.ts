/** Our clients' main threads run before what else wants their core; nobody else's do. */
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

t.test('a client of ours has precedence from the epoch on', { skip }, async (t) => {
  await markProcesses(t);
  const stage = await openRealStage(t);
  await stage.build(request);
  const ask = 'chrt -p $$ | sed -n "s/.*policy: //p"';
  const waits = `echo '{"what":"armed","monoNs":"1"}' >> "$LAB_JOURNAL"
read epoch < "$LAB_EPOCH"; ${ask}`;
  const { events, trouble } = await stage.play(
    makePlay(
      [
        makeServerAfter('ready'),
        { ...makeProgram('X', 'h2', waits), ours: true },
        makeProgram('Y', 'h3', `touch ready; ${ask}`),
      ],
      [],
    ),
  );
  t.equal(trouble, undefined);
  t.same(getLines(events, 'X'), ['SCHED_FIFO']);
  t.same(getLines(events, 'Y'), ['SCHED_OTHER']);
});
