/** An argument that names a role gets the word that the program knows; else others are tried. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findUsageExit } from '../../lab/grade/describe-ends.ts';
import { answerUsage, findAlternatives } from '../../lab/grade/find-alternatives.ts';
import { findChoices, pickChoice, readUsage } from '../../lab/grade/find-choices.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { SubmissionRole } from '../../lab/model/submission.ts';

const connect = '\ns.connect(("10.0.0.1", 12000))\n';

function find(name: string, text: string) {
  const files = [
    { path: name, text, isExecutable: false },
    { path: 'server.py', text: 's.bind(("", 12000))\ns.listen(2)', isExecutable: false },
  ];
  return findSubmission(files, firstReceived);
}

t.test('what an argument is compared with is given', async (t) => {
  const cases: [string, string, string, string][] = [
    ['c.py', `if sys.argv[1] not in ("X", "Y"):\n    sys.exit()${connect}`, 'X', 'Y'],
    [
      'c.py',
      `who = sys.argv[1]\nif who == "x":\n    n = 1\nelif who == "y":\n    n = 2${connect}`,
      'x',
      'y',
    ],
    ['c.py', `if sys.argv[1] == "1":\n    n = "Alice"\nelse:\n    n = "Bob"${connect}`, '1', '2'],
    ['c.py', `if int(sys.argv[1]) == 1:\n    n = 3${connect}`, '1', '2'],
    [
      'c.py',
      `if sys.argv[1].lower() in ["client1", "client2"]:\n    pass${connect}`,
      'client1',
      'client2',
    ],
    ['c.py', `p.add_argument("which", choices=["alice", "bob"])${connect}`, 'alice', 'bob'],
    ['c.c', 'int main() { if (!strcmp(argv[1], "x")) n = 1; else n = 2; connect(s); }', 'x', 'y'],
    [
      'C.java',
      'class C { void main() { if (args[0].equals("X")) n(); new Socket("h", 1); } }',
      'X',
      'Y',
    ],
    [
      'c.js',
      "switch (process.argv[2]) { case 'X': break; case 'Y': }\nnet.connect(1, 'h')",
      'X',
      'Y',
    ],
  ];
  for (const [name, text, x, y] of cases) {
    const { X, Y } = find(name, text).submission;
    t.same(
      [X, Y].map((line) => line?.split(' ').at(-1)),
      [x, y],
      text,
    );
  }
  const flag = `p.add_argument("--role", required=True, choices=("X", "Y"))${connect}`;
  t.equal(find('c.py', flag).submission.Y, 'python3 c.py --role Y');
});

t.test('an argument that is compared with something else keeps its meaning', async (t) => {
  const cases: [string, string][] = [
    [`h = sys.argv[1]\nif h == "localhost":\n    pass${connect}`, 'python3 c.py {host}'],
    [`port = int(sys.argv[1])\nif port == 0:\n    pass${connect}`, 'python3 c.py 12000'],
    [`name = sys.argv[1]\nif name == "--help":\n    pass${connect}`, 'python3 c.py {name}'],
  ];
  for (const [text, X] of cases) t.equal(find('c.py', text).submission.X, X, text);
  t.same(findChoices('sys.argv[1]', 'if sys.argv[2] == "X":\n    pass'), []);
  t.equal(pickChoice(['tcp', 'udp'], 'X', { roles: ['X', 'Y'] }), undefined);
});

t.test('a usage text says what a program wants', async (t) => {
  const texts: [string, string[]][] = [
    ['usage: python3 client.py HOST PORT <X|Y>', ['HOST', 'PORT', 'X|Y']],
    ['Usage: ./client <server ip> <port>', ['server ip', 'port']],
    ['usage: client.py [-h] --name NAME', ['--name', 'NAME']],
    ['Usage: java TCPClient <hostname>', ['hostname']],
    ['usage: client HOST', ['HOST']],
    ['USAGE %s name', ['name']],
  ];
  for (const [line, words] of texts) t.same(readUsage(line), words, line);
  t.equal(readUsage('The usual order of messages'), undefined);
  t.equal(readUsage('X: Alice received before Y: Bob'), undefined);
});

const options = (role: SubmissionRole, code = '') => {
  const first = 'python3 c.py';
  return { role, command: first, first, code, port: 5000, wanted: firstReceived };
};

t.test('other command lines are tried in an order, and the first guess not again', async (t) => {
  const code = 'if len(sys.argv) < 4:\n    print("usage: c.py <port> <host> <x|y>")';
  const found = findAlternatives(options('Y', code));
  t.equal(found[0], 'python3 c.py 5000 {host} y');
  t.notOk(found.includes('python3 c.py'));
  t.equal(new Set(found).size, found.length);
  t.ok(found.includes('python3 c.py {role}'));
  t.equal(findAlternatives(options('server'))[0], 'python3 c.py 5000');
  t.equal(answerUsage('usage: c.py {1,2}', options('Y')), 'python3 c.py 2');
  t.equal(answerUsage('Bye', options('Y')), undefined);
  t.ok(find('c.py', `x = sys.argv[1]${connect}`).alternatives?.X?.length);
});

t.test('an end with a usage is told from another', async (t) => {
  const stage = { atNs: 0, witness: 'stage' } as const;
  const exit: JournalEvent = {
    ...stage,
    kind: 'exited',
    role: 'X',
    status: 2,
    signal: null,
    byStage: false,
  };
  const line = (text: string): JournalEvent => {
    return { atNs: 0, witness: 'printed', kind: 'line', role: 'X', text, complete: true };
  };
  t.equal(findUsageExit('X', { events: [line('Usage: c HOST'), exit] }), 'Usage: c HOST');
  t.ok(findUsageExit('X', { events: [line('IndexError: list index out of range'), exit] }));
  t.equal(findUsageExit('X', { events: [line('NameError: x'), exit] }), undefined);
  t.equal(findUsageExit('X', { events: [line('Usage: c HOST')] }), undefined, 'it has not ended');
  t.equal(findUsageExit('Y', { events: [line('Usage: c HOST'), exit] }), undefined);
});

t.test('a usage that has a line for the server and one for clients is read for each', async (t) => {
  const line = 'usage: chat.py server | chat.py X|Y NAME [ADDRESS]';
  const ask = (role: SubmissionRole, text = line) =>
    answerUsage(text, { role, command: 'python3 chat.py', port: 12000, wanted: firstReceived });
  t.equal(ask('server'), 'python3 chat.py server');
  t.equal(ask('X'), 'python3 chat.py X {name} {host}');
  t.equal(ask('Y', 'usage: ./pa2 serve PORT or ./pa2 client <X|Y>'), 'python3 chat.py client Y');
  t.equal(ask('X', 'usage: client.py X|Y'), 'python3 chat.py X', 'choices are not lines');
});
