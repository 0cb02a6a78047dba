/** How a submission is run is found out from its files: many small ones, and those of the corpus. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { openSubmission } from '../../lab/grade/open-submission.ts';
import type { Wanted } from '../../lab/model/assignment.ts';
import type { SubmittedFile } from '../../lab/model/submission.ts';

const corpus = fileURLToPath(new URL('../submissions', import.meta.url));

function makeFiles(texts: Readonly<Record<string, string>>): SubmittedFile[] {
  return Object.entries(texts).map(([name, text]) => ({ path: name, text, isExecutable: false }));
}

function find(texts: Readonly<Record<string, string>>) {
  return findSubmission(makeFiles(texts), firstReceived);
}

const server = 's.bind(("", 12000))\ns.listen(2)\n';

t.test('roles are found by what a program does, and told apart by names', async (t) => {
  const pairs: [string, string][] = [
    ['clientX.py', 'clientY.py'],
    ['client_x.py', 'client_y.py'],
    ['x.py', 'y.py'],
    ['alice.py', 'bob.py'],
    ['client1.py', 'client2.py'],
    ['src/ClientX.py', 'src/ClientY.py'],
  ];
  for (const [x, y] of pairs) {
    const { submission } = find({ [y]: 's.connect(a)', [x]: 's.connect(a)', 'srv.py': server });
    t.same(
      [submission.server, submission.X, submission.Y],
      ['python3 srv.py', `python3 ${x}`, `python3 ${y}`],
    );
  }
});

t.test('where names say nothing, texts do', async (t) => {
  const { submission } = find({
    'first.py': 's.connect(a)\ns.send(b"Y: Bob")',
    'second.py': 's.connect(a)\ns.send(b"X: Alice")',
    'third.py': server,
  });
  t.same([submission.X, submission.Y], ['python3 second.py', 'python3 first.py']);
});

t.test('what stands in a comment is no code', async (t) => {
  const { submission } = find({
    'a.py': '"""\ns.listen()\n"""\n# s.accept()\ns.connect(a)',
    'b.py': server,
  });
  t.equal(submission.server, 'python3 b.py');
});

t.test('Python 2 is known by what Python 3 does not take', async (t) => {
  for (const text of ['print "ready"', 'x = raw_input("? ")', '#!/usr/bin/python2\npass']) {
    t.same(find({ 'server.py': `${text}\n${server}` }).needs, ['python2'], text);
  }
  const three = [
    'print("ready")',
    '"""\nprint the order\n"""',
    'try:\n    input = raw_input\nexcept NameError:\n    pass',
  ];
  for (const text of three) {
    t.same(find({ 'server.py': `${text}\n${server}` }).needs, ['python3'], text);
  }
});

t.test('clients without a server say its port', async (t) => {
  const forms: [string, string][] = [
    ['client.py', 's.connect((host, 5001))'],
    ['client.py', 'PORT = 5001\ns = socket.create_connection(("10.0.0.1", PORT))'],
    ['client.c', '#define P 5001\nint main() { a.sin_port = htons(P); connect(s, &a, n); }'],
    ['Client.java', 'class Client { void main() { Socket s = new Socket("10.0.0.1", 5001); } }'],
    ['client.go', 'package main\nfunc main() { c, e := net.Dial("tcp", "10.0.0.1:5001") }'],
    ['client.js', "const s = net.connect({ host: '10.0.0.1', port: 5001 })"],
    ['client.js', 'const s = net.createConnection(5001, host)'],
  ];
  for (const [name, text] of forms) t.equal(find({ [name]: text }).submission.port, 5001, text);
  const both = find({ 'server.py': server, 'client.py': 's.connect((host, 5001))' });
  t.equal(both.submission.port, undefined, 'where there is a server, it says where it listens');
});

t.test('the port stands in many forms', async (t) => {
  const forms: [string, string, number][] = [
    ['server.py', 'PORT = 5000\ns.bind(("", PORT))\ns.listen()', 5000],
    ['server.py', 's.bind(("0.0.0.0", 5001)); s.listen()', 5001],
    ['server.py', 'p = int(sys.argv[1]) if sys.argv[1:] else 5002\ns.bind(("", p))', 5002],
    ['server.c', '#define PORT 5003\nint main(){ a = htons(PORT); listen(s, 2); }', 5003],
    ['Server.java', 'void main() { int p = 5004; new ServerSocket(p); }', 5004],
    ['server.go', 'func main() { net.Listen("tcp", ":5005") }', 5005],
    ['server.js', 'const port = 5006;\nnet.createServer(f).listen(port)', 5006],
    ['server.js', 'net.createServer(f).listen({ port: 5007 })', 5007],
  ];
  for (const [name, text, port] of forms)
    t.equal(find({ [name]: text }).submission.port, port, text);
  t.equal(find({ 'server.py': server }).submission.port, undefined, 'the usual one is left out');
});

t.test('what has to be built is built, by its Makefile where that makes it', async (t) => {
  const c = {
    'server.c': 'int main(){ listen(s, 2); }',
    'util.c': 'int f(){}',
    'util.h': 'int f();',
  };
  const plain = find(c);
  t.equal(plain.submission.build, 'cc -O1 -pthread -o built-server server.c util.c');
  t.equal(plain.submission.server, './built-server');
  const made = find({ ...c, Makefile: 'srv: server.c util.c\n\tcc -o srv server.c util.c\n' });
  t.same([made.submission.build, made.submission.server], ['make', './srv']);
  const java = find({
    'Srv.java': 'package lab.a;\nclass Srv { void main() { new ServerSocket(1); } }',
  });
  t.match(java.submission.server, /lab\.a\.Srv$/);
});

t.test('a server that reads lines gets lines', async (t) => {
  t.equal(find({ 'server.py': server }).framing, 'raw');
  t.equal(find({ 'server.py': `${server}f = c.makefile("r")` }).framing, 'line');
});

t.test('where nothing can be run, it is said in one sentence', async (t) => {
  t.match(find({ 'report.pdf': 'x' }).unsupported, /no source .*report\.pdf/);
  t.match(find({ 'hello.py': 'print(1)' }).unsupported, /no server and no client/);
});

t.test('of every submission of the corpus a server and its reasons are found', async (t) => {
  for (const name of readdirSync(corpus, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    const { conclusion } = await openSubmission(path.join(corpus, name.name), firstReceived);
    t.type(conclusion.submission.server, 'string', name.name);
    t.ok(conclusion.reasons.some(({ about }) => about === 'server'));
    t.not(conclusion.sources.server.length, 0);
  }
});

/** Another assignment: one client over UDP, which is told how often it asks. */
const pinger: Wanted = {
  clients: ['P'],
  port: 12001,
  discover: {
    transport: 'udp',
    answers: [{ asks: /count|how many|times/i, says: '3', saysServer: '4' }],
  },
};
const udpServer = { 'server.py': 's.bind(("", 12001))\ns.recvfrom(9)\n' };

t.test('what an assignment has answers for is given, as an argument or when asked', async (t) => {
  const forms: [string, string, string, string[] | undefined][] = [
    ['c.py', 'n = int(sys.argv[1]) # count\ncount = n\ns.sendto(m, a)', ' 12001', undefined],
    ['c.py', 'host, port, count = sys.argv[1:]\ns.sendto(m, a)', ' {host} 12001 3', undefined],
    ['c.py', 'p.add_argument("-n", "--count")\ns.sendto(m, a)', ' --count 3', undefined],
    [
      'c.py',
      'input("Server IP: ")\ninput("How many pings? ")\ns.sendto(m, a)',
      '',
      ['{host}', '3'],
    ],
    [
      'c.c',
      'int main() { printf("Host: "); scanf("%s", h); printf("How many? "); scanf("%d", &n); sendto(s); }',
      '',
      ['{host}', '3'],
    ],
    [
      'C.java',
      'class C { void main() { k = new Scanner(System.in); System.out.print("How many? "); k.nextLine(); new DatagramSocket(); } }',
      '',
      ['3'],
    ],
  ];
  for (const [name, text, words, lines] of forms) {
    const { submission } = findSubmission(makeFiles({ [name]: text, ...udpServer }), pinger);
    t.ok(submission.P?.endsWith(words), `${text}: ${submission.P}`);
    t.same(submission.type?.P, lines, text);
  }
  const told = { 'server.py': 'port, times = sys.argv[1:]\ns.bind(("", port))\ns.recvfrom(9)' };
  const { submission, framing, reasons } = findSubmission(makeFiles(told), pinger);
  t.equal(submission.server, 'python3 server.py 12001 4');
  t.equal(framing, undefined, 'a datagram ends by itself');
  t.notOk(reasons.some(({ about }) => about === 'framing'));
});

t.test('one side alone is unsupported where nothing says what marks it', async (t) => {
  const client = { 'client.py': 's.sendto(m, a)' };
  const find = (texts: Record<string, string>, marking?: Wanted['marking']) =>
    findSubmission(makeFiles(texts), { ...pinger, ...(marking && { marking }) }).unsupported;
  t.equal(
    find(udpServer),
    'no client P was found, and the assignment does not say what a server alone is marked by',
  );
  t.equal(
    find(client),
    'no server was found, and the assignment does not say what clients alone are marked by',
  );
  t.equal(find({ ...udpServer, ...client }), undefined);
  t.equal(find(udpServer, { server: { checks: ['answers'] } }), undefined);
  t.match(find(client, { server: { checks: ['answers'] } }), /^no server was found/);
});
