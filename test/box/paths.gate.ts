/** Paths with spaces and signs of the shell, wherever a path can be said, in one play. */
import { chmod, copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { makeLabFolder, root, runForDocument, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

const scenario = `name: mine
title: paths with spaces
topology: xy
checks: [both-told-same, clean-end]
clients:
  - {role: X, name: Alice, sendMs: 4000, type: 'X: Alice'}
  - role: Y
    name: Bob
    sendMs: 5000
    type: 'Y: Bob'
    command: sh -c 'cd "my clients" && exec python3 "exec client (y).py" {host} {port}'
`;

t.test('paths with spaces', async (t) => {
  const folder = await makeLabFolder(t);
  const at = (name: string) => path.join(folder, name);
  const right = (name: string) => path.join(root, 'test/right', name);
  for (const name of ['my clients', 'my nets', 'my reports']) await mkdir(at(name));
  await copyFile(right('textbook-server.py'), at('cd here; my server.py'));
  await writeFile(at('my server'), `#!/bin/sh\nexec python3 'cd here; my server.py' "$@"\n`);
  await chmod(at('my server'), 0o755);
  await copyFile(right('textbook-client.py'), at("my clients/it's x.py"));
  await copyFile(right('textbook-client.py'), at('my clients/exec client (y).py'));
  await copyFile(path.join(root, 'topologies/xy.py'), at('my nets/my net.py'));
  await writeFile(at('my scenario.yaml'), scenario);
  const before = await takeSnapshot([folder]);
  const { status, stderr, document } = await runForDocument(
    [
      'my scenario.yaml',
      ...['--server', "'./my server'"],
      ...['--client-x', `python3 "my clients/it's x.py" {host} {port}`],
      ...['--topology', 'my nets/my net.py:XY'],
      ...['--html', 'my reports/my page.html', '--junit', 'my reports/my & units.xml'],
    ],
    { folder },
  );
  t.equal(status, 0, stderr);
  t.match(document.runs, [{ scenario: 'mine', outcome: 'pass' }]);
  t.match(await readFile(at('my reports/my & units.xml'), 'utf8'), /<testsuite/);
  t.ok((await stat(at('my reports/my page.html'))).size > 1000);
  const journal = await readFile(
    at(path.join(document.runs[0]?.directory ?? '', 'journal.jsonl')),
    'utf8',
  );
  t.match(journal, /"path":"my clients\/it's x\.py"/, 'its source is judged');
  await assertNothingLeft(t, before);
});
