/** From what a user calls a topology to what the stage loads. */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { findTopology } from '../../lab/run/topology.ts';

const root = process.cwd();

t.test('every file of topologies/ has its name', async (t) => {
  const files = (await readdir('topologies')).filter((name) => name.endsWith('.py'));
  t.ok(files.length >= 2);
  for (const file of files) {
    const name = file.replace('.py', '');
    const expected = { label: name, file: path.join(root, 'topologies', file), name };
    t.same(await findTopology(root, name), expected);
  }
});

t.test('a class of a module or of a file, with arguments', async (t) => {
  t.same(await findTopology(root, 'mininet.topolib:TreeTopo(2, fanout=2)'), {
    label: 'mininet.topolib:TreeTopo(2, fanout=2)',
    module: 'mininet.topolib',
    class: 'TreeTopo',
    args: '2, fanout=2',
  });
  t.match(await findTopology(root, 'mininet.topo:MinimalTopo'), { class: 'MinimalTopo', args: '' });
  const file = path.join(t.testdir(), 'my net.py');
  await writeFile(file, '');
  const label = `${path.relative('', file)}:Mine(")")`;
  t.same(await findTopology(root, label), { label, file, class: 'Mine', args: '")"' });
});

for (const [label, message] of [
  ['none', /There is no topology none in topologies\//],
  ['none.py:Mine', /There is no file none\.py/],
  ['mininet.topolib', /is no topology/],
  ['mininet.topolib:TreeTopo(2', /is no topology/],
  ['mininet.topolib:Tree-Topo', /is no topology/],
  ['../topologies/xy', /is no topology/],
  ['', /"" is no topology/],
] as const) {
  t.test(`${JSON.stringify(label)} is refused`, async (t) => {
    await t.rejects(findTopology(root, label), {
      code: 'TOPOLOGY_WRONG',
      message,
      hint: /^A topology is a name of topologies\/, or module:Class\(args\)/,
    });
  });
}
