/**
 * The whole suite through an sshd of our own, as root and as an ordinary user with sudo: the same
 * verdicts as on this machine itself, and nothing left there.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { suiteNames } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getScenarioOfPlay } from '../../lab/model/play-names.ts';
import { makeSudoUser, startSshd } from '../boxes/sshd.ts';
import {
  makeLabFolder,
  runForDocument,
  runLab,
  slowMachineMs,
  startLab,
  waitForPhase,
} from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';
import { assertNothingLeft, findMarked, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const user = await makeSudoUser();
t.teardown(() => user.remove());

const trust = { LAB_SSH_KEY: sshd.keyPath };
/** Root's home in these sessions, and what sudo tells of who called it, mark the processes. */
const marks = { root: sshd.home, [user.name]: user.name };

/** A class of the topology's own, in a package beside it. */
const hostModule = `from mininet.node import Node

class Own(Node):
    """As any other."""
`;
const topologyModule = `from mininet.topo import Topo
from near import NAMES
from parts.host import Own

class Mine(Topo):
    def build(self):
        self.addSwitch("s1")
        for name in NAMES:
            self.addLink(self.addHost(name, cls=Own), "s1")
`;

async function playSuite(t: Test, name: string): Promise<void> {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, marks[name] ?? name]);
  const address = sshd.address.replace('root', name);
  const env = { ...trust, HOME: folder };
  const { status, document, stderr } = await runForDocument(['--box', address], { folder, env });
  t.equal(document.box, address);
  t.same(
    getLastPlays(document.runs).map((run) => [getScenarioOfPlay(run.scenario), run.outcome]),
    [...suiteNames].map((scenario) => [scenario, 'pass']),
    stderr,
  );
  t.same([document.grade?.points, document.grade?.of], [100, 100]);
  t.equal(status, 0);
  await assertNothingLeft(t, before);
}

t.test('the suite as root', async (t) => playSuite(t, 'root'));

t.test('the suite as an ordinary user with sudo', async (t) => playSuite(t, user.name));

t.test('a topology goes there with what is beside it, and lends its hosts', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  const nets = path.join(folder, 'nets');
  await mkdir(path.join(nets, 'parts'), { recursive: true });
  await writeFile(path.join(nets, 'names.json'), '["clientY", "clientX", "server"]');
  await writeFile(
    path.join(nets, 'near.py'),
    'import json\nNAMES = json.load(open("names.json"))\n',
  );
  await writeFile(path.join(nets, 'parts/__init__.py'), '');
  await writeFile(path.join(nets, 'parts/host.py'), hostModule);
  await writeFile(path.join(nets, 'net.py'), topologyModule);
  const flags = ['--topology', 'nets/net.py:Mine', '--delay-y', '100', '--box', sshd.address];
  const env = { ...trust, HOME: folder };
  const { status, stdout, stderr } = await runLab([...flags, '--json'], { folder, env });
  t.equal(status, 0, stderr);
  t.match(JSON.parse(stdout).runs, [
    { outcome: 'pass', hosts: { server: 'server', X: 'clientX', Y: 'clientY' } },
  ]);
  await rm(path.join(nets, 'near.py'));
  const lacking = await runLab(flags, { folder, env });
  t.equal(lacking.status, 64);
  t.match(lacking.stderr, /No module named 'near' \(line 2\)/);
  await assertNothingLeft(t, before);
});

t.test('Ctrl-C leaves nothing on the box', async (t) => {
  const folder = await makeLabFolder(t);
  const mark = marks[user.name] ?? '';
  const before = await takeSnapshot([folder, mark]);
  const flags = ['--delay-y', '60000', '--box', sshd.address.replace('root', user.name)];
  const lab = startLab(flags, { folder, env: { ...trust, HOME: folder } });
  await Promise.race([
    waitForPhase(folder, 'epoch'),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  t.ok((await findMarked([mark])).length > 0, 'it is there');
  lab.send('SIGINT');
  t.equal((await lab.ended).status, 130);
  await assertNothingLeft(t, before);
});

t.test('the connection breaks in the midst of a play', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder, sshd.home]);
  const flags = ['--delay-y', '60000', '--box', sshd.address, '--json'];
  const lab = startLab(flags, { folder, env: { ...trust, HOME: folder } });
  await Promise.race([
    waitForPhase(folder, 'epoch'),
    lab.ended.then(({ stderr }) => Promise.reject(new Error(`it ended by itself: ${stderr}`))),
  ]);
  for (const pid of await sshd.getSessions()) process.kill(pid, 'SIGKILL');
  const { status, stdout } = await lab.ended;
  t.equal(status, 3, 'trouble of the lab');
  const document = JSON.parse(stdout);
  t.match(document, { outcome: 'trouble', runs: [{ trouble: { code: 'BOX_LOST' } }] });
  const criteria: { outcome: string }[] = document.grade.criteria;
  t.notOk(
    criteria.some(({ outcome }) => outcome === 'fail'),
    'no fault of the program under test',
  );
  await assertNothingLeft(t, before);
});
