/** The sources of commands that submission.yaml says, whose words are a shell's. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSources } from '../../lab/grade/find-sources.ts';

const text = 'import socket\nsocket.create_server(("", 12000)).accept()\n';
const files = ['server.py', 'my server.py', 'src/exec me; now.py'].map((path) => {
  return { path, text, isExecutable: false };
});

const commands: readonly [server: string, source: string][] = [
  ['python3 server.py', 'server.py'],
  ["python3 'my server.py' {port}", 'my server.py'],
  ['python3 ./my\\ server.py', 'my server.py'],
  ['python3 "src/exec me; now.py"', 'src/exec me; now.py'],
  [`sh -c 'exec python3 "my server.py"'`, 'my server.py'],
  ["sh -c 'exec python3 server.py'", 'server.py'],
];

for (const [server, source] of commands) {
  t.test(server, async (t) => {
    const found = findSources('server', { submission: { server }, files, wanted: firstReceived });
    t.same(found?.paths, [source]);
    t.match(found?.because, /^it is called as /);
  });
}
