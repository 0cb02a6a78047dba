/** The pool of real stages: how many at a time, which are used again, and every way to end. */
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { LabError } from '../../lab/model/errors.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { StagePool } from '../../lab/stage/pool.ts';
import type { BuildRequest } from '../../lab/stage/protocol.ts';
import type { Stage } from '../../lab/stage/stage.ts';
import { slowMachineMs, waitFor } from '../box/lab-command.ts';
import { assertNothingLeft, findMarked } from '../box/leftovers.ts';
import {
  getStageOptions,
  makePlay,
  makeServerAfter,
  markProcesses,
  request,
} from './real-stage.ts';

t.setTimeout(slowMachineMs);

const box = await openLocalBox();
t.teardown(() => box.close());
const options = await getStageOptions();
const makePool = (size: number): StagePool => new StagePool(box, options, size);

const small: BuildRequest = { ...request, clients: ['h2'] };

t.test('a warm stage is used again, for the same network only', async (t) => {
  const { folder, before } = await markProcesses(t);
  const pool = makePool(1);
  const use = (wanted: BuildRequest, keep = true) =>
    pool.use(wanted, { keep }, async ({ stage, environment }) => {
      t.equal(environment.hosts.length, 1 + wanted.clients.length);
      return stage;
    });
  const first = await use(request);
  t.equal(await use(request), first, 'the same network again');
  const other = await use(small);
  t.not(other, first, 'another network');
  t.match(first.lost, { code: 'STAGE_LOST' }, 'which needed the room of the first');
  t.equal(await use(small, false), other);
  t.not(await use(small), other, 'keep: false: not used again');
  const last = await use(small);
  last.kill();
  t.not(await use(small), last, 'one that is lost is replaced');
  const isStage = ({ command }: { command: string }) => /^\S*python\S* .*stage\.py/.test(command);
  t.equal((await findMarked([folder])).filter(isStage).length, 1, 'one stage is there');
  await pool.close();
  await pool.close();
  await t.rejects(use(small), { code: 'STAGE_LOST' });
  await assertNothingLeft(t, before);
});

t.test('a spare network stays for who plays on, while others take the place', async (t) => {
  const pool = new StagePool(box, options, 1, { spare: 1 });
  const use = (share: string) => pool.use(request, { keep: true, share }, async (built) => built);
  const [one, other] = [await use('one'), await use('other')];
  t.not(other.stage, one.stage);
  t.equal((await use('one')).stage, one.stage);
  t.equal((await use('other')).stage, other.stage);
  t.not((await use('third')).stage, one.stage);
  t.match(one.stage.lost, { code: 'STAGE_LOST' }, 'the one that was used longest ago made room');
  await pool.close();
});

t.test('plays that were late leave fewer places, and plays that were not give more', async (t) => {
  const pool = new StagePool(box, options, 3, { first: 1 });
  const lateness = (waitedMs: number) => [
    { kind: 'socket', waitedNs: waitedMs * 1e6 } as unknown as JournalEvent,
  ];
  /** Whoever plays stays until as many are there as are expected, and a moment longer. */
  const countAtOnce = async (expected: number) => {
    let now = 0;
    let most = 0;
    const play = () =>
      pool.use(request, { keep: true }, async () => {
        now += 1;
        most = Math.max(most, now);
        await waitFor('all', async () => (most >= expected ? true : undefined));
        await delay(200);
        now -= 1;
      });
    await Promise.all([play(), play(), play(), play()]);
    return most;
  };
  t.equal(await countAtOnce(1), 1);
  for (const waitedMs of [1, 1, 1, 1]) pool.follow(lateness(waitedMs));
  t.equal(await countAtOnce(3), 3);
  for (const waitedMs of [500, 500, 500]) pool.follow(lateness(waitedMs));
  t.equal(await countAtOnce(2), 2);
  await pool.close();
});

t.test('as many at a time as it may, in the order of asking', async (t) => {
  const { before } = await markProcesses(t);
  const pool = makePool(2);
  let now = 0;
  let most = 0;
  const begun: number[] = [];
  const stages = new Set<Stage>();
  await Promise.all(
    [0, 1, 2, 3, 4].map((number) =>
      pool.use(request, { keep: true }, async ({ stage }) => {
        now += 1;
        most = Math.max(most, now);
        begun.push(number);
        stages.add(stage);
        await stage.play(makePlay([makeServerAfter('/')], [], 100));
        now -= 1;
      }),
    ),
  );
  t.equal(most, 2);
  t.equal(stages.size, 2, 'two networks served five plays');
  t.same([...begun].sort(), [0, 1, 2, 3, 4]);
  await pool.close();
  await assertNothingLeft(t, before);
});

t.test('what fails in a play or a build leaves room for the next', async (t) => {
  const pool = makePool(1);
  await t.rejects(
    pool.use(request, { keep: true }, async () => {
      throw new Error('in the play');
    }),
    { message: 'in the play' },
  );
  const wrong: BuildRequest = { ...request, clients: ['h2', 'h77'] };
  wrong.topology = { label: 'x', module: 'mininet.topo', class: 'SingleSwitchTopo', args: '2' };
  await t.rejects(
    pool.use(wrong, { keep: true }, async () => {}),
    { code: 'TOPOLOGY_WRONG' },
  );
  t.equal(await pool.use(request, { keep: true }, async () => 'played'), 'played');
  await pool.close();
});

t.test('kill ends all at once: those that play, and those that wait', async (t) => {
  const { before } = await markProcesses(t);
  const pool = makePool(1);
  const reason = new LabError('INTERRUPTED', 'Interrupted by a test');
  const playing = pool.use(request, { keep: true }, async ({ stage }) =>
    stage.play(makePlay([makeServerAfter('/')]), {
      onEvent: (event) => {
        if (event.kind === 'phase' && event.name === 'epoch') pool.kill(reason);
      },
    }),
  );
  const waiting = pool.use(request, { keep: true }, async () => 'played');
  const [played, refused] = await Promise.allSettled([playing, waiting]);
  t.match(played, { status: 'fulfilled', value: { trouble: reason } });
  t.match(refused, { status: 'rejected', reason });
  await pool.close();
  await assertNothingLeft(t, before);
});
