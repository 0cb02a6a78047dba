/** What a stage says of its network, at the border: each planned host with an address, or trouble. */
import t from 'tap';
import { parseEnvironment } from '../../lab/stage/protocol.ts';

const host = (name: string, addresses: unknown = [`10.0.0.${name.slice(1)}`]) => ({
  ...{ name, netns: 'net:[1]', interface: `${name}-eth0` },
  addresses,
});
const environment = (hosts: unknown = [host('h1'), host('h2'), host('h3')]) => ({
  ...{ mininet: '2.3.0', kernel: '6.1', python: '3.13.5', switchKind: 'lxbr' },
  ...{ stageNetns: 'net:[2]', hosts },
});
const wanted = { server: 'h1', clients: ['h2', 'h3'] };

t.test('a network as it was asked for', async (t) => {
  const { hosts } = parseEnvironment(environment(), wanted);
  t.equal(hosts[0].addresses[0], '10.0.0.1');
  const both = [host('h1', ['10.0.0.1', 'fe80::1']), host('h2', ['fd00::2']), host('h3')];
  t.equal(parseEnvironment(environment(both), wanted).hosts[1]?.addresses[0], 'fd00::2');
});

t.test('anything else is trouble of the lab, in one line that says what was read', async (t) => {
  const [h2, h3] = [host('h2'), host('h3')];
  const cases: readonly [hosts: unknown, message: RegExp][] = [
    [[host('h1', []), h2, h3], /hosts\.0\.addresses\S* is (\[\]|nothing) /],
    [[host('h1', ['']), h2, h3], /hosts\.0\.addresses\.0 is "" /],
    [
      [host('h1'), host('h2', ['\x1b[35m10.0.0.2']), h3],
      /hosts\.1\.addresses\.0 is "\\u001b\[35m10/,
    ],
    [[host('h1'), host('h2', ['10.0.0.2/8']), h3], /addresses\.0 is "10\.0\.0\.2\/8" /],
    [[host('h1'), host('h2', 'Adresse: 10.0.0.2'), h3], /addresses is "Adresse: 10/],
    [[{ ...host('h1'), interface: '' }, h2, h3], /hosts\.0\.interface is "" /],
    [[], /hosts\S* is (\[\]|nothing) /],
    [undefined, /hosts is nothing /],
    [[host('h1'), h2], /the hosts were to be h1, h2, h3, and are h1, h2$/],
    [[h2, host('h1'), h3], /the hosts were to be h1, h2, h3, and are h2, h1, h3$/],
  ];
  for (const [hosts, message] of cases) {
    const read = { ...environment(), hosts };
    t.throws(() => parseEnvironment(read, wanted), { code: 'STAGE_LOST', message });
    t.throws(() => parseEnvironment(read, wanted), { message: /^[^\n]+$/ });
  }
  t.throws(() => parseEnvironment(null, wanted), { code: 'STAGE_LOST' });
});
