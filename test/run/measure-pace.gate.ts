/** The pace of a box: measured by Mininet's own loading, and never a reason not to play. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { openLocalBox } from '../../lab/boxes/local.ts';
import { measurePace, parsePace, usualPace } from '../../lab/run/measure-pace.ts';

t.test('a box is measured', async (t) => {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  // A Mininet that loads at once: what is measured is then Python's own start.
  const folder = await mkdtemp(path.join(tmpdir(), 'lab-pace-test-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, 'mininet'));
  await writeFile(path.join(folder, 'mininet/net.py'), 'sum(range(1_000_000))\n');
  const python = path.join(folder, 'python');
  await writeFile(python, `#!/bin/sh\nPYTHONPATH='${folder}' exec python3 "$@"\n`);
  await chmod(python, 0o755);
  const pace = await measurePace(box, python);
  t.not(pace, usualPace);
  t.ok(pace.loadMs > 0 && pace.stretch >= 1, JSON.stringify(pace));
});

t.test('one that cannot be measured counts as a usual one', async (t) => {
  const box = await openLocalBox();
  t.teardown(() => box.close());
  t.same(await measurePace(box, '/no/such/python'), usualPace);
  for (const text of ['', 'null', '{}', '{"loadMs":0,"stretch":1}', '{"loadMs":1,"stretch":0.5}']) {
    t.same(parsePace(text), usualPace, text);
  }
  t.same(parsePace('{"loadMs":700,"stretch":2.5}'), { loadMs: 700, stretch: 2.5 });
});
