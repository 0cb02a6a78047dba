/** A topology's file with what is beside it, within limits, and its way to a box. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { sendTopologies } from '../../lab/run/send-topologies.ts';
import { packLimits, packTopology } from '../../lab/run/topology-pack.ts';

const getNames = (text: string): string[] => Object.keys(JSON.parse(text)).sort();

t.test(
  'modules, packages and data are packed; what is not the topology’s own is not',
  async (t) => {
    const folder = t.testdir({
      'net.py': 'import near, pkg.sub',
      'near.py': 'x = 1',
      pkg: { '__init__.py': '', 'sub.py': '', deep: { 'names.json': '["h1"]' } },
      'data.csv': 'h1,h2',
      '.secret': 'no',
      '.git': { config: '' },
      __pycache__: { 'near.pyc': '' },
      mine: { 'pyvenv.cfg': '', lib: { 'server.py': '' } },
    });
    await symlink(path.join(folder, 'near.py'), path.join(folder, 'linked.py'));
    const { text, left } = packTopology(path.join(folder, 'net.py'));
    t.same(getNames(text), [
      ...['data.csv', 'linked.py', 'near.py', 'net.py'],
      ...['pkg/__init__.py', 'pkg/deep/names.json', 'pkg/sub.py'],
    ]);
    t.same(left, []);
    t.equal(Buffer.from(JSON.parse(text)['data.csv'], 'base64').toString(), 'h1,h2');
    t.equal(packTopology(path.join(folder, 'net.py')).text, text, 'the same is the same');
  },
);

t.test('what is too much is left out, data before modules, and said', async (t) => {
  const folder = t.testdir({ 'net.py': '' });
  for (let number = 0; number < packLimits.files + 5; number++) {
    await writeFile(path.join(folder, `row${number}.csv`), '');
  }
  await writeFile(path.join(folder, 'huge.bin'), Buffer.alloc(packLimits.bytesOfOne + 1));
  await mkdir(path.join(folder, 'far'));
  await writeFile(path.join(folder, 'far/module.py'), '');
  const { text, left } = packTopology(path.join(folder, 'net.py'));
  const names = getNames(text);
  t.equal(names.length, packLimits.files);
  t.ok(names.includes('net.py') && names.includes('far/module.py'));
  t.ok(left.includes('huge.bin'));
  t.equal(left.length, 1 + 5 + 2);
  const said: string[] = [];
  const file = path.join(folder, 'net.py');
  const topology = { label: 'net.py:A', file, class: 'A', args: '' };
  const sending = await sendTopologies({ kind: 'ssh' }, [topology], (line) => said.push(line));
  await sending.clear();
  t.match(said, [/beside the topology net\.py:A: 8 files are not sent to the box \(/]);
});

t.test('here it is loaded where it lies; elsewhere its pack is sent', async (t) => {
  const folder = t.testdir({ 'net.py': '', 'near.py': '' });
  const file = path.join(folder, 'net.py');
  const mine = { label: 'net.py:A', file, class: 'A', args: '' };
  const ours = { label: 'xy', file: '/topologies/xy.py', name: 'xy' };
  const module = { label: 'm:T', module: 'm', class: 'T', args: '' };
  const here = await sendTopologies({ kind: 'local' }, [mine, module, ours]);
  t.same(here.files, [file, ours.file]);
  t.same(here.place(here.files), [mine, module, ours]);
  const there = await sendTopologies({ kind: 'ssh' }, [mine, module, ours]);
  const [pack = '', other] = there.files;
  t.equal(other, ours.file);
  t.same(getNames(await readFile(pack, 'utf8')), ['near.py', 'net.py']);
  t.same(there.place(['/cache/1/topology.json', '/cache/2/xy.py']), [
    { ...mine, file: 'net.py', pack: '/cache/1/topology.json' },
    module,
    { ...ours, file: '/cache/2/xy.py' },
  ]);
  await there.clear();
  await t.rejects(readFile(pack), { code: 'ENOENT' });
});
