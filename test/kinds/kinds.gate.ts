/** Each kind of the table has one test, and its code is there; a test without a row does not compile. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { root } from '../docs/read-docs.ts';
import { findShown, listKinds } from './list.ts';

t.test('each kind is shown by one test', async (t) => {
  const rows = listKinds();
  const shown = findShown();
  for (const { name, title, code } of rows) {
    t.equal(shown.get(name)?.length, 1, `${name}, ${title}`);
    t.ok(existsSync(path.join(root, 'lab', code)), code);
  }
  t.same([...shown.keys()].sort(), rows.map(({ name }) => name).sort());
});
