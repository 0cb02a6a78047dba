/** Who plays on which host of a topology, by the names of its hosts (stage_roles.py). */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import t from 'tap';
import { root } from '../box/lab-command.ts';

interface Case {
  hosts: string[];
  clients?: string[];
  roles?: string[];
}

/** The hosts of the server, X, Y, …, or why there are none, for each case. */
function choose(cases: readonly Case[]): unknown[] {
  const usual = { clients: ['h2', 'h3'], roles: ['X', 'Y'] };
  const { stdout, stderr } = spawnSync(
    '/usr/bin/python3',
    ['-B', path.join(root, 'test/stage/choose_roles.py')],
    {
      input: JSON.stringify(cases.map((one) => ({ ...usual, ...one }))),
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: path.join(root, 'lab/stage') },
    },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as unknown[];
}

/** Hosts as they are declared, and the server's, X's and Y's. */
const lent: [hosts: string, chosen: string][] = [
  ['h1 h2 h3', 'h1 h2 h3'],
  ['h3 h2 server h1', 'h1 h2 h3'], // the documented names win
  ['clientX clientY server', 'server clientX clientY'],
  ['server clientY clientX', 'server clientX clientY'],
  ['client_y client-x web', 'web client-x client_y'],
  ['y x serveur', 'serveur x y'],
  ['hostY Servidor hostX', 'Servidor hostX hostY'],
  ['cy cx srv1 srv2', 'srv1 cx cy'],
  ['client2 client1 web', 'web client1 client2'],
  ['client10 client9 Server', 'Server client9 client10'],
  ['server h2 h3', 'server h2 h3'],
  ['h1 clientX h3', 'h1 clientX h3'],
  ['ada bob cyd', 'ada bob cyd'],
  ['zoe bob ada', 'zoe bob ada'],
  ['gw ada bob cyd', 'ada bob cyd'], // a router comes last
  ['gw ada bob', 'ada bob gw'],
  ['h1x1 h1x2 h1x3 h2x1', 'h1x1 h1x2 h1x3'], // TorusTopo: x is no role there
  ['Max Guy Lynx', 'Max Guy Lynx'], // nor here
];

t.test('hosts are lent by what their names tell, else in order', async (t) => {
  const chosen = choose(lent.map(([hosts]) => ({ hosts: hosts.split(' ') })));
  t.same(
    chosen,
    lent.map(([, expected]) => expected.split(' ')),
  );
});

t.test('roles of other letters, and in another order', async (t) => {
  const hosts = ['clientA', 'clientY', 'server', 'clientX'];
  const clients = ['h2', 'h3', 'h4'];
  t.same(choose([{ hosts, clients, roles: ['Y', 'X', 'A'] }]), [
    ['server', 'clientY', 'clientX', 'clientA'],
  ]);
});

t.test('too few hosts, or names of which only some are known', async (t) => {
  const [few, one, half] = choose([
    { hosts: ['ada', 'bob', 'cyd'], clients: ['h2', 'h3', 'h4'], roles: ['X', 'Y', 'Z'] },
    { hosts: ['h1'] },
    { hosts: ['h1', 'h2', 'bob'] },
  ]);
  t.match(few, {
    code: 'TOPOLOGY_WRONG',
    message: /4 are needed, 3 are there \(ada, bob, cyd\)/,
    hint: /clientX/,
  });
  t.match(one, { message: /has no host h2 and no h3; its hosts are h1: 3 are needed, 1 is there/ });
  t.match(half, { message: /has no host h3; its hosts are bob, h1, h2$/ });
});
