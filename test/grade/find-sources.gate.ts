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

t.test('a script has for its sources what it loads, and no program of a like name', async (t) => {
  const forms: [string, string, string][] = [
    ['py', 'import common\nfor client in clients: client.listen()\n', 's.connect(a)'],
    [
      'py',
      'from lib import (\n  common,\n)\nimport common as c\nclient = s.accept()\n',
      's.connect(a)',
    ],
    ['rb', "require_relative 'common'\nclient = TCPServer.new(1).accept\n", 'TCPSocket.new(h, 1)'],
    ['pl', 'require "./common.pl";\nmy $client = $s->accept;\n', 'connect(S, $a)'],
    [
      'php',
      '<?php include "common.php";\n$client = socket_accept($s);\n',
      '<?php fsockopen($h, 1);',
    ],
    ['lua', 'local common = require("common")\nlocal client = s:accept()\n', 's:connect(h, 1)'],
    ['tcl', 'source common.tcl\nproc accept {client} {}\nsocket -server accept 1\n', 'socket h 1'],
    ['js', "const c = require('./common');\nnet.createServer((client) => 1)\n", 'net.connect(1)'],
  ];
  for (const [ending, server, client] of forms) {
    const all = [`server.${ending}`, `client.${ending}`, `common.${ending}`];
    const texts = [server, client, '1\n'];
    const found = findSources('server', {
      submission: { server: `run server.${ending}` },
      files: all.map((path, at) => ({ path, text: texts[at] ?? '', isExecutable: false })),
      wanted: firstReceived,
    });
    t.same(found?.paths, [all[0], all[2]], server);
  }
});
