/** What people are told while networks are built. */
import { mock } from 'node:test';
import t from 'tap';
import { parseEnvironment } from '../../lab/stage/protocol.ts';
import { makeBuildTeller } from '../../lab/stage/tell-build.ts';
import { request } from './real-stage.ts';

const host = { netns: 'net:[1]', interface: 'h1-eth0', addresses: ['10.0.0.1'] };
/** What a stage says of its network, whose hosts the topology may call otherwise. */
const describe = (lent: readonly string[] = []) =>
  parseEnvironment(
    {
      ...{ mininet: '2.3.0', kernel: '6', python: '3.11.2', switchKind: 'lxbr', stageNetns: '1' },
      hosts: ['h1', 'h2', 'h3'].map((name, index) => ({ ...host, name, lent: lent[index] })),
    },
    request,
  );

t.test('hosts that are lent are told, once', (t) => {
  const said: string[] = [];
  const { tellLent } = makeBuildTeller((line) => said.push(line));
  tellLent(request, describe());
  t.same(said, [], 'the plan’s own names are no news');
  const asked = { ...request, roles: ['X', 'Y'] };
  tellLent(asked, describe(['server', 'clientX', 'clientY']));
  tellLent(asked, describe(['server', 'clientX', 'clientY']));
  t.same(said, [
    'Topology xy has its own names for hosts: the server is on server, X on clientX, Y on clientY',
  ]);
  t.end();
});

t.test('a network is spoken of once it takes long, and then now and then', (t) => {
  const said: string[] = [];
  const { watch } = makeBuildTeller((line) => said.push(line));
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  t.teardown(() => mock.timers.reset());
  const sink = watch(request);
  for (let second = 0; second < 12; second++) {
    sink({ text: `link h${second}-s1`, done: second, of: 12 });
    mock.timers.tick(1000);
  }
  t.same(said, [
    'Building the network xy: 5 of 12 steps done, now link h5-s1',
    'Building the network xy: 10 of 12 steps done, now link h10-s1',
  ]);
  t.end();
});
