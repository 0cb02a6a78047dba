/** A network in which the clients cannot reach the server: seen before any play, after 15 s. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { assertNothingLeft } from '../box/leftovers.ts';
import { markProcesses, openRealStage, request } from './real-stage.ts';

const source = `from mininet.topo import Topo

class Mine(Topo):
    def build(self):
        for name in ("h1", "h2", "h3"):
            self.addLink(self.addHost(name), self.addSwitch(name.replace("h", "s")))
`;

t.test('hosts that cannot reach each other are seen before any play', async (t) => {
  const { folder, before } = await markProcesses(t);
  const file = path.join(folder, 'apart.py');
  await writeFile(file, source);
  const stage = await openRealStage(t);
  await t.rejects(
    stage.build({ ...request, topology: { label: 'a', file, class: 'Mine', args: '' } }),
    {
      code: 'STAGE_FAILED',
      message: /h2 did not reach h1/,
    },
  );
  await stage.close();
  await assertNothingLeft(t, before);
});
