/** What `vagrant ssh-config` prints, as Vagrant 2.3.4's template has it, and what is refused. */
import t from 'tap';
import { parseSshConfig } from '../../lab/boxes/vagrant-config.ts';

const usual = `Host default
  HostName 127.0.0.1
  User vagrant
  Port 2222
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no
  PasswordAuthentication no

  IdentityFile /home/ann/lab/.vagrant/machines/default/virtualbox/private_key

  IdentitiesOnly yes
  LogLevel FATAL

`;

t.test('the usual one', async (t) => {
  t.same(parseSshConfig(usual), {
    machine: 'default',
    host: '127.0.0.1',
    port: 2222,
    user: 'vagrant',
    identityFiles: ['/home/ann/lab/.vagrant/machines/default/virtualbox/private_key'],
  });
});

t.test('paths with blanks, several keys, other ways to write it (ssh_config(5))', async (t) => {
  const text = [
    '# made by Vagrant',
    'host box',
    '\tHOSTNAME = fe80::1%eth0',
    'User=me',
    '  IdentityFile "/home/ann lee/a \\"key\\" \\\\ b"',
    '  IdentityFile /second\r',
  ].join('\n');
  t.same(parseSshConfig(text), {
    machine: 'box',
    host: 'fe80::1%eth0',
    port: 22,
    user: 'me',
    identityFiles: ['/home/ann lee/a "key" \\ b', '/second'],
  });
});

t.test('what the lab cannot use is said in one sentence', async (t) => {
  for (const [text, message] of [
    [`${usual}${usual.replace('default', 'second')}`, /several machines \(default, second\)/],
    [`${usual}  ProxyCommand ssh -W %h:%p hypervisor\n`, /ProxyCommand/],
    [usual.replace('2222', '0'), /does not say where it is/],
    [usual.replace('2222', 'x'), /does not say where it is/],
    [usual.replace(/.*User .*\n/, ''), /does not say where it is/],
    ['', /does not say where it is/],
    [usual.replace('127.0.0.1', '\x1b[0m127.0.0.1\x1b[0m'), /no plain text: ".*u001b.*127/],
    [usual.replace('Host default', '\x1b[1mHost default'), /no plain text/],
    [usual.replace('HostName', 'Rechnername'), /does not say where it is:\nHost default/],
  ] as const) {
    t.throws(() => parseSshConfig(text), { code: 'COMMAND_FAILED', message, hint: /./ });
  }
  t.ok(parseSshConfig(`${usual}  ProxyCommand none\n`), 'none is no proxy');
});
