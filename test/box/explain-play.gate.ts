/**
 * --explain --play: a client whose source does not say that it adds its own letter. Only the play
 * shows it, and it is played again with the name alone; nothing is marked.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { corpus } from '../submissions/table.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';

t.setTimeout(slowMachineMs);

const client = `import socket, sys
s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
word = input('What: ')
s.sendall((sys.argv[3].upper() + ': ' + word).encode())
print(s.recv(1024).decode())
`;
const how = `server: python3 tcp_server.py 5005
X: python3 client.py {host} {port} x
Y: python3 client.py {host} {port} y
type: {X: ["{message}"], Y: ["{message}"]}
port: 5005
`;

t.test('what only a play shows is said with its reason, and nothing is marked', async (t) => {
  const folder = await makeLabFolder(t);
  const where = path.join(folder, 'class');
  const mine = path.join(where, 'adds-letter');
  await mkdir(where);
  await cp(path.join(corpus, 'python-select'), mine, { recursive: true });
  await writeFile(path.join(mine, 'client.py'), client);
  await writeFile(path.join(mine, 'submission.yaml'), how);
  const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
  const explain = (...flags: string[]) =>
    runLab(['--explain', '--play', ...flags], { folder, command, limitMs: 240_000 });

  const text = await explain(mine);
  t.equal(text.status, 0, text.stderr);
  t.match(text.stdout, /^ {2}try 1: as its sources say\n/m);
  t.match(
    text.stdout,
    /^ {2}try 2: .*the name alone is typed\n {4}all clients were answered; this/m,
  );
  t.match(text.stdout, /^ {2}type X +"\{name\}"$/m, 'the conclusion as revised');
  t.match(text.stdout, /^ {2}learnt: X sends “X: Alice”/m);
  t.notMatch(text.stdout, /\/100|criteri/, 'no mark');
  const kept = JSON.parse(await readFile(path.join(folder, '.lab/latest/result.json'), 'utf8'));
  t.equal(kept.grade, null);
  t.same(
    kept.runs.map(({ scenario }: { scenario: string }) => scenario),
    ['x-connects-y-sends-learning', 'x-connects-y-sends-learning-2'],
  );

  await cp(path.join(corpus, 'wrong-no-build'), path.join(where, 'noel'), { recursive: true });
  const both = await explain('class', '--json');
  t.equal(both.status, 2, 'one of them cannot be played');
  const [one, two] = JSON.parse(both.stdout);
  t.match(one, {
    ...{ name: 'adds-letter', submission: { type: { X: ['{name}'] } } },
    tries: [
      { scenario: 'x-connects-y-sends-learning', reasons: [], isTaken: false },
      {
        ...{ scenario: 'x-connects-y-sends-learning-2', isTaken: true },
        reasons: [/the name alone is typed/],
      },
    ],
    learnt: [/^X sends/, /^Y sends/],
  });
  t.match(two, { name: 'noel', because: /does not build/, tries: [], directory: null });
});
