/**
 * A network that is not the planned one is trouble of the lab, before anything is started; and no
 * tool's words decide what it is. Real networks, with an `ip` that colours and a user whose language
 * is another one.
 */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { getEvents } from '../../lab/model/journal.ts';
import type { ProgramRequest } from '../../lab/stage/protocol.ts';
import { slowMachineMs } from '../box/lab-command.ts';
import { assertNothingLeft } from '../box/leftovers.ts';
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
const { folder, before } = await markProcesses(t);

/** Three hosts; what `h2` does once Mininet has configured it. */
const source = `from mininet.node import Node
from mininet.topo import Topo


class Odd(Node):
    def config(self, act="true", **params):
        super().config(**params)
        self.cmd(act)


class Mine(Topo):
    def build(self, act="true", ip="10.0.0.2/8"):
        switch = self.addSwitch("s1")
        self.addLink(self.addHost("h1", ip="10.0.0.1/8"), switch)
        self.addLink(self.addHost("h2", cls=Odd, act=act, ip=ip), switch)
        self.addLink(self.addHost("h3", ip="10.0.0.3/8"), switch)
`;
const file = path.join(folder, 'odd.py');
await writeFile(file, source);

/** The request for that network; a string of JSON is a literal of Python, too. */
const makeOdd = (act: string, more = '') => ({
  ...request,
  topology: { label: 'odd', file, class: 'Mine', args: `${JSON.stringify(act)}${more}` },
});

const wrong: readonly [what: string, act: string, message: RegExp][] = [
  [
    'no address',
    'ip addr flush dev h2-eth0 scope global',
    /^h2-eth0 on h2 was to have the address 10\.0\.0\.2\/8, and has (no address|fe80[^ ]*)$/,
  ],
  [
    'another address',
    'ifconfig h2-eth0 10.0.7.7/8',
    /^h2-eth0 on h2 was to have the address 10\.0\.0\.2\/8, and has 10\.0\.7\.7\/8/,
  ],
  [
    'another netmask',
    'ifconfig h2-eth0 netmask 255.255.255.0',
    /^h2-eth0 on h2 was to have the address 10\.0\.0\.2\/8, and has 10\.0\.0\.2\/24/,
  ],
  ['no interface', 'ip link del h2-eth0', /^h2 has no interface h2-eth0: No such device$/],
];

for (const [what, act, message] of wrong) {
  t.test(`${what} is trouble of the stage, in one sentence`, async (t) => {
    const stage = await openRealStage(t);
    await t.rejects(stage.build(makeOdd(act)), { code: 'STAGE_FAILED', message, hint: /topology/ });
  });
}

t.test('more addresses than planned do no harm, and the planned one comes first', async (t) => {
  const stage = await openRealStage(t);
  const act =
    'ip addr flush dev h2-eth0; ip addr add 10.9.9.9/24 dev h2-eth0;' +
    ' ip addr add 10.0.0.2/30 dev h2-eth0; ip addr add fd00::2/64 dev h2-eth0 nodad';
  const { hosts } = await stage.build(makeOdd(act, ', ip="10.0.0.2/30"'));
  const addresses: readonly string[] = hosts[1]?.addresses ?? [];
  t.same(addresses.slice(0, 2), ['10.0.0.2', '10.9.9.9']);
  t.ok(addresses.includes('fd00::2'));
});

t.test('a host that lost its address between two plays plays no more', async (t) => {
  const stage = await openRealStage(t);
  await stage.build(request);
  const vandal = makeProgram('server', 'h1', 'ip addr flush dev h1-eth0');
  t.equal((await stage.play(makePlay([vandal]))).trouble, undefined);
  const { events, trouble } = await stage.play(makePlay([makeProgram('server', 'h1', 'true')]));
  t.match(trouble, { code: 'STAGE_FAILED', message: /10\.0\.0\.1\/8, and has no address/ });
  t.same(getEvents(events, 'started'), [], 'nothing was started');
});

t.test('nothing is started with an empty argument, nor on a host that is not there', async (t) => {
  const stage = await openRealStage(t);
  await stage.build(request);
  const server = { ...makeProgram('server', 'h1', 'true'), ours: true };
  const client = { ...makeProgram('X', 'h2', 'true'), ours: true };
  const wrong: readonly [programs: ProgramRequest[], message: RegExp][] = [
    [
      [server, { ...client, argv: ['node', 'client.mjs', '--role', 'X', '--host', ''] }],
      /^The program X was to be started with an empty argument behind --host$/,
    ],
    [[{ ...server, argv: ['node', 'server.mjs', '--port', ''] }], /empty argument behind --port$/],
    [[{ ...server, argv: [] }], /no command/],
    [[server, { ...client, role: '' }], /has no role/],
    [[server, { ...client, host: 'h9' }], /run on 'h9'; the hosts are h1, h2, h3$/],
  ];
  for (const [programs, message] of wrong) {
    const { events, trouble } = await stage.play(makePlay(programs));
    t.match(trouble, { code: 'STAGE_FAILED', message });
    t.same(getEvents(events, 'started'), []);
  }
  const series = { port: 12_000, listenMs: 20_000, over: 'x', programs: [server, client] };
  const sink = { onEvent() {}, onFile() {}, onTrial: () => t.fail('no trial is played') };
  const trials = [{ number: 1, limitMs: 1000, clients: { X: ['--message', ''] } }];
  t.match(await stage.series({ ...series, trials }, sink), {
    code: 'STAGE_FAILED',
    message: /X was to be started with an empty argument behind --message/,
  });
  const own = makeProgram('server', 'h1', 'exec /usr/bin/python3 -c "print(7)" ""');
  const played = await stage.play(makePlay([own]));
  t.equal(played.trouble, undefined, "an empty word of a user's own command is the user's");
  t.same(getLines(played.events, 'server'), ['7']);
});

/** As Debian 13 builds it: `ip` colours for a terminal unless it is told not to. */
t.test('an ip that colours, for a user of another language, changes nothing', async (t) => {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const real = '/usr/sbin:/usr/bin:/sbin:/bin';
  const script = (name: string, how: string) => `#!/bin/sh
env >>'${folder}/tools.env'
PATH=${real}; ${how} exec ${name} "$@"
`;
  await writeFile(path.join(bin, 'ip'), script('ip', '[ "$NO_COLOR" ] || set -- -c=always "$@";'));
  await writeFile(path.join(bin, 'ifconfig'), script('ifconfig', ''));
  for (const name of ['ip', 'ifconfig']) await chmod(path.join(bin, name), 0o755);
  const user = {
    LANGUAGE: 'de:fr',
    LC_ALL: 'zh_CN.UTF-8',
    CLICOLOR_FORCE: '1',
    TERM: 'xterm-kitty',
  };
  const kept = { ...process.env };
  t.teardown(() => {
    process.env = kept;
  });
  Object.assign(process.env, user);
  const stage = await openRealStage(t);
  const { hosts } = await stage.build(request);
  t.same(
    hosts.map(({ addresses }) => addresses[0]),
    ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
  );
  const tools = await readFile(path.join(folder, 'tools.env'), 'utf8');
  t.match(tools, /^LC_ALL=C\.UTF-8$/m);
  t.match(tools, /^NO_COLOR=1$/m);
  t.match(tools, /^TERM=dumb$/m);
  t.notMatch(tools, /^(LANGUAGE|CLICOLOR_FORCE)=|zh_CN|kitty/m);
  const programs = [makeServerAfter('ready'), makeProgram('X', 'h2', 'env; touch ready')];
  const { events } = await stage.play(makePlay(programs));
  const said = getLines(events, 'X').join('\n');
  t.match(said, /^TERM=xterm$/m, 'a program has the terminal that it always had');
  t.notMatch(said, /^(NO_COLOR|LC_ALL|PAGER)=/m, 'and nothing of the environment of tools');
});

t.test('nothing is left of any of them', { buffered: false }, async (t) => {
  await assertNothingLeft(t, before);
});
