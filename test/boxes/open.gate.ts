/** Names of boxes: what is understood, and that what is not is said in one sentence. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import t from 'tap';
import { openBox, parseBoxAddress } from '../../lab/boxes/open.ts';
import { LabError } from '../../lab/model/errors.ts';

t.test('addresses are read', async (t) => {
  t.same(parseBoxAddress('ssh://root@10.0.0.1:2222'), {
    user: 'root',
    host: '10.0.0.1',
    port: 2222,
  });
  t.same(parseBoxAddress('ssh://box'), { host: 'box', port: 22 });
  t.same(parseBoxAddress('ssh://a.b-c_d.example.org/'), { host: 'a.b-c_d.example.org', port: 22 });
  t.same(parseBoxAddress('ssh://me@[::1]:22'), { user: 'me', host: '::1', port: 22 });
  t.same(parseBoxAddress('ssh://[fe80::1%eth0]'), { host: 'fe80::1%eth0', port: 22 });
});

t.test('what is no address is refused', async (t) => {
  const wrong = [
    'ssh://',
    'ssh://root@',
    'ssh://@host',
    'ssh://host:',
    'ssh://host:0',
    'ssh://host:65536',
    'ssh://host:22x',
    'ssh://host/path',
    'ssh://::1',
    'ssh://[host]',
    'ssh://-oProxyCommand=x',
    'ssh://ho st',
    'http://host',
    'host',
    '',
  ];
  for (const text of wrong) {
    t.throws(() => parseBoxAddress(text), { code: 'FLAG_WRONG', hint: /ssh:\/\/user@host/ }, text);
  }
  try {
    parseBoxAddress('ssh://me:hunter2@host');
    t.fail('a password was taken');
  } catch (error) {
    t.ok(error instanceof LabError && error.code === 'FLAG_WRONG');
    t.notMatch(`${error} ${JSON.stringify(error)}`, /hunter2/);
  }
});

t.test('kinds of boxes', async (t) => {
  const local = await openBox('local');
  t.equal(local.kind, 'local');
  await local.close();
  await t.rejects(openBox('locl'), { code: 'FLAG_WRONG', hint: /local.*vagrant/ });
});

t.test('a local box does not load SSH', async (t) => {
  const source = `
    import { openBox } from ${JSON.stringify(path.resolve('lab/boxes/open.ts'))};
    import { createRequire } from 'node:module';
    openBox('local').then((box) => box.close()).then(() => {
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.log(loaded.filter((file) => file.includes('node_modules/ssh2/')).length);
    });
  `;
  const words = ['--import=tsx', '--input-type=module', '--eval', source];
  t.equal(execFileSync(process.execPath, words, { encoding: 'utf8' }).trim(), '0');
});
