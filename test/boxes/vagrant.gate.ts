/**
 * The Vagrant box over a real sshd. Vagrant itself is a stand-in here, a script that prints what
 * Vagrant 2.3.4 prints: the real one needs a hypervisor, and is played by test/box/vagrant.nightly.ts.
 */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { haltVagrant, openVagrantBox, type VagrantOptions } from '../../lab/boxes/vagrant.ts';
import { findVagrantFolder, isVagrantRunning } from '../../lab/boxes/vagrant-command.ts';
import { makeKey, startSshd } from './sshd.ts';

const sshd = await startSshd();
t.teardown(() => sshd.stop());
const inherited = process.env.PATH ?? '';
t.afterEach(() => {
  process.env.PATH = inherited;
});

/** A folder with a Vagrantfile and a stand-in for Vagrant that is first on the PATH. */
async function makeFolder(t: Test, { up = 'true' } = {}) {
  const folder = t.testdir({ Vagrantfile: '', bin: {} });
  const made = path.join(folder, '.vagrant/machines/default/virtualbox');
  const script = `#!/bin/sh
echo "$*" >>'${folder}/calls'
case "$1" in
  up) echo '==> default: Booting VM...'; echo '    default: SSH address: …'
    { ${up}; } && mkdir -p '${made}' && echo first >'${made}/id' && touch '${folder}/runs' ;;
  halt) rm '${folder}/runs' ;;
  ssh-config) [ -e '${folder}/runs' ] || { echo 'not yet ready for SSH' >&2; exit 1; }
    printf 'Host default\\n  HostName 127.0.0.1\\n  User root\\n  Port ${sshd.port}\\n'
    printf '  UserKnownHostsFile /dev/null\\n  IdentityFile "%s"\\n' '${sshd.keyPath}' ;;
  status) env >'${folder}/env'; cat '${folder}/status' ;;
  ssh) echo 'Welcome!'; cat '${folder}/keys' ;;
  *) exit 64 ;;
esac
`;
  await writeFile(path.join(folder, 'bin/vagrant'), script);
  await chmod(path.join(folder, 'bin/vagrant'), 0o755);
  await writeFile(path.join(folder, 'keys'), await readFile(`${sshd.hostKeyPath}.pub`));
  process.env.PATH = `${folder}/bin:${inherited}`;
  const said: string[] = [];
  const options: VagrantOptions = {
    folder,
    say: (line) => said.push(line),
  };
  const takeCalls = async () => {
    const calls = await readFile(path.join(folder, 'calls'), 'utf8').catch(() => '');
    await rm(path.join(folder, 'calls'), { force: true });
    return calls.trim().split('\n');
  };
  return { folder, made, options, said, takeCalls };
}

t.test('it is brought up once, its keys are read once, and it goes on running', async (t) => {
  const { folder, made, options, said, takeCalls } = await makeFolder(t);
  await t.rejects(openVagrantBox({ ...options, strict: true }), {
    code: 'BOX_UNTRUSTED',
    hint: /box\.mjs up --box vagrant/,
  });
  await rm(path.join(folder, 'runs'));
  said.length = 0;
  await takeCalls();
  const box = await openVagrantBox(options);
  t.equal(box.name, 'vagrant');
  t.equal(box.kind, 'vagrant');
  t.equal((await box.run(['echo', 'in'])).stdout, 'in\n');
  await box.close();
  const read = 'ssh -c cat /etc/ssh/ssh_host_*_key.pub';
  t.same(await takeCalls(), ['ssh-config', 'up', 'ssh-config', read]);
  const pins = path.join(made, 'lab_known_hosts.first');
  t.same(said, [
    `Bringing up the Vagrant box of ${folder}`,
    'Vagrant: Booting VM...',
    `First use of this Vagrant box: its host keys are now in ${pins}`,
  ]);
  said.length = 0;
  await (await openVagrantBox({ ...options, strict: true })).close();
  t.same(await takeCalls(), ['ssh-config'], 'what is known is not asked for again');
  t.same(said, []);
  await haltVagrant(options);
  t.same(await takeCalls(), ['halt']);
});

t.test('the same machine with another key is refused, another machine is not', async (t) => {
  const { folder, options, made } = await makeFolder(t);
  await (await openVagrantBox(options)).close();
  const pins = path.join(made, 'lab_known_hosts.first');
  t.match(await readFile(pins, 'utf8'), /^vagrant ssh-ed25519 \S+\n$/, 'at whatever address');

  const other = path.join(folder, 'other');
  await makeKey(other);
  const [type = '', key = ''] = (await readFile(`${other}.pub`, 'utf8')).split(' ');
  await writeFile(pins, `vagrant ${type} ${key}\n`);
  await t.rejects(openVagrantBox(options), {
    code: 'BOX_UNTRUSTED',
    hint: /lab_known_hosts\.first/,
  });
  await writeFile(path.join(made, 'id'), 'second');
  await (await openVagrantBox(options)).close();
  t.pass('after destroy and up it is another machine, with keys of its own');
});

t.test('troubles: the command, its exit status, its last words, what to do', async (t) => {
  const failing = await makeFolder(t, { up: "echo 'No usable default provider' >&2; exit 7" });
  await t.rejects(openVagrantBox(failing.options), {
    code: 'COMMAND_FAILED',
    message: /`vagrant up` ended with exit status 7[\s\S]*stderr:\n {2}No usable default provider/,
    hint: /VirtualBox.*libvirt.*provision\.sh --vagrant/,
  });
  const silent = await makeFolder(t);
  await writeFile(path.join(silent.folder, 'keys'), 'no key\n');
  await t.rejects(openVagrantBox(silent.options), {
    code: 'COMMAND_FAILED',
    message: /`vagrant ssh -c/,
  });
  const { folder, options } = await makeFolder(t);
  process.env.PATH = path.join(folder, 'nothing');
  await t.rejects(openVagrantBox(options), {
    code: 'BOX_LACKS',
    message: /no program `vagrant`/,
    hint: /provision\.sh --vagrant/,
  });
});

t.test('the folder is the one that Vagrant itself would take', async (t) => {
  const folder = t.testdir({ Vagrantfile: '', deep: { er: {} }, other: {} });
  t.equal(findVagrantFolder(path.join(folder, 'deep/er')), folder);
  await mkdir(path.join(folder, 'deep/Vagrantfile.d'));
  process.env.VAGRANT_CWD = path.join(folder, 'other');
  t.teardown(() => {
    delete process.env.VAGRANT_CWD;
  });
  t.equal(findVagrantFolder(path.join(folder, 'deep/er')), path.join(folder, 'other'));
  delete process.env.VAGRANT_CWD;
  t.equal(findVagrantFolder('/'), path.resolve('.'), 'else that of the lab');
});

t.test('whether it runs is read from what is made for machines, or not at all', async (t) => {
  const { folder, options } = await makeFolder(t);
  t.equal(await isVagrantRunning(folder), false, 'none was made');
  await (await openVagrantBox(options)).close();
  const ask = async (text: string) => {
    await writeFile(path.join(folder, 'status'), text);
    return isVagrantRunning(folder);
  };
  const head = '1637000000,default,metadata,provider,virtualbox\n';
  t.equal(await ask(`${head}1637000001,default,state,running\n`), true);
  t.equal(await ask(`${head}1637000001,default,state,poweroff\n`), false);
  t.equal(await ask(`1637000001,a,state,not_created\n1637000001,b,state,running\r\n`), true);
  for (const text of [
    'Current machine states:\n\ndefault                   running (virtualbox)\n',
    'Aktueller Zustand:\n\ndefault     läuft (virtualbox)\n',
    `1637000001,default,state,\x1b[32mrunning\x1b[0m\n`,
    '',
  ]) {
    const expected = { code: 'COMMAND_FAILED', message: /does not say the state: "/ };
    await t.rejects(ask(text), expected, JSON.stringify(text));
  }
  const environment = await readFile(path.join(folder, 'env'), 'utf8');
  t.match(environment, /^VAGRANT_NO_COLOR=1$/m);
  t.match(environment, /^LC_ALL=C\.UTF-8$/m);
});
