/** A run on a terminal with room for one letter: it plays, says all, and draws nothing over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import { getEnvironment, makeLabFolder, root, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

t.test('a run on one column', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const lab = [process.execPath, path.join(root, 'lab/run.mjs'), '--delay-y', '50'];
  const words = [path.join(root, 'test/box/terminal.py'), '24', '1', ...lab];
  const child = spawn('/usr/bin/python3', words, {
    cwd: folder,
    env: { ...getEnvironment(folder), TERM: 'xterm', CI: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const [status] = await once(child, 'close');
  t.equal(status, 0, text);
  t.match(text, /100\/100/);
  t.notMatch(text, '\u001b[K');
  await assertNothingLeft(t, before);
});
