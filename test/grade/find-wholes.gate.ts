/** Several submissions where one was named; and what only looks so. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findWholes } from '../../lab/grade/find-wholes.ts';

const server = 's.bind(("", 5000))\ns.listen(2)\n';
const client = 's.connect(("10.0.0.1", 5000))\n';

function find(files: Record<string, string>): string[] {
  const all = Object.entries(files).map(([path, text]) => ({ path, text, isExecutable: false }));
  return findWholes(all, firstReceived);
}

t.test('folders with a server and clients each are wholes', async (t) => {
  const files = { 'a/server.py': server, 'a/client.py': client, 'b/src/s.py': server };
  t.same(find({ ...files, 'b/src/c.py': client }), ['a', 'b']);
  t.same(find({ ...files, 'lib/common.py': 'x = 1\n' }), ['a'], 'b has no client');
});

t.test('parts of one program are none', async (t) => {
  t.same(find({ 'server/main.py': server, 'client/main.py': client }), []);
  t.same(find({ 'server.py': server, 'client.py': client }), []);
});
