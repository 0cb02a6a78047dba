/** A stage that is left waiting, as in a box that is frozen: the next client finds its network. */
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { Stage } from '../../lab/stage/stage.ts';
import { attach, describeStage, leaveWaiting } from '../../lab/stage/waiting.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
import { getStageOptions, makeProgram, markProcesses, request } from './real-stage.ts';

t.setTimeout(slowMachineMs);

t.test('the next client gets the network of the one before, and takes it along', async (t) => {
  const { before } = await markProcesses(t);
  const options = await getStageOptions();
  const first = await openLocalBox();
  const { words, folder } = await leaveWaiting(first, options, request);
  await first.close();
  t.equal(words, describeStage(options, request));
  t.not(words, describeStage(options, { ...request, links: { delayMs: 1 } }));

  const second = await openLocalBox();
  const stage = new Stage(await attach(second, folder), options);
  const { hosts } = await stage.build(request);
  t.same(
    hosts.map(({ name }) => name),
    ['h1', 'h2', 'h3'],
  );
  const { events, trouble } = await stage.play({
    programs: [makeProgram('server', 'h1', 'echo here')],
    steps: [],
    limitMs: 5_000,
    listenMs: 5_000,
  });
  t.equal(trouble, undefined);
  t.match(
    events.find(({ kind }) => kind === 'line'),
    { role: 'server', text: 'here' },
  );
  await second.close();
  await assertNothingLeft(t, before);
});

t.test('a client that goes without a word to the next ends the stage', async (t) => {
  const { before } = await markProcesses(t);
  const options = await getStageOptions();
  const box = await openLocalBox();
  const { folder } = await leaveWaiting(box, options, request);
  const client = await attach(box, folder);
  client.stdin.end();
  t.match(await client.ended, { status: 0 });
  await assertNothingLeft(t, before);
  await box.close();
});
