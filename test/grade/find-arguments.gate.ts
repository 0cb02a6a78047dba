/** Arguments, what is typed, and what else a program wants, by its source. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';

function find(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  return findSubmission(files, firstReceived);
}

const server = 's.bind(("", 12000))\ns.listen(2)\n';

t.test('arguments are given in the order in which the source reads them', async (t) => {
  const forms: [string, string, string][] = [
    ['c.py', 'h = sys.argv[1]\np = int(sys.argv[2])\ns.connect((h, p))', ' {host} 12000'],
    ['c.py', 'port, host = int(sys.argv[1]), sys.argv[2]\ns.connect(a)', ' 12000 {host}'],
    ['c.py', 'host, port, message = sys.argv[1:]\ns.connect(a)', " {host} 12000 '{message}'"],
    [
      'c.py',
      'p.add_argument("--port")\np.add_argument("-v", action="store_true")\ns.connect(a)',
      ' --port 12000',
    ],
    ['c.py', 's.connect((sys.argv[1], int(sys.argv[2])))', ' {host} 12000'],
    ['c.py', 'h = sys.argv[1]; p = int(sys.argv[2]); s.connect((h, p))', ' {host} 12000'],
    [
      'c.js',
      'const port = process.argv[2] ? Number(process.argv[2]) : 12000;\nnet.connect(port, h)',
      ' 12000',
    ],
    ['c.js', 'const host = process.argv[2];\nnet.connect(12000, host)', ' {host}'],
    ['c.py', 's.connect(a)', ''],
  ];
  for (const [name, text, words] of forms) {
    const { submission } = find({ [name]: text, 'server.py': server });
    t.equal(submission.X, `${name.endsWith('js') ? 'node' : 'python3'} ${name}${words}`, text);
  }
});

t.test('a file that is asked for is the role’s own among those that were handed in', async (t) => {
  const text = 'file = sys.argv[1] # usage: c.py FILE [SERVER] [PORT]\ns.connect(a)';
  const files = { 'c.py': text, 'server.py': server, 'msgs/x.txt': 'X: Alice', 'msgs/y.txt': '' };
  const { submission } = find(files);
  t.equal(submission.X, 'python3 c.py msgs/x.txt {host} 12000');
  t.equal(submission.Y, 'python3 c.py msgs/y.txt {host} 12000');
  const one = { 'c.py': text, 'server.py': server, 'message.txt': 'hello', 'README.txt': 'x' };
  t.equal(find(one).submission.X, 'python3 c.py message.txt {host} 12000');
});

t.test('one program for all is told what to be as its usage says', async (t) => {
  const both = 's.bind(("", 12000))\ns.listen(2)\nt.connect(a)\n';
  const forms: [string, string, string][] = [
    [
      'if sys.argv[1:] == ["server"]: serve()\nelif sys.argv[1] in ("X", "Y"): go()',
      ' server',
      ' X',
    ],
    ['if sys.argv[1] == "serve": serve()\nelse: go(sys.argv[1])', ' serve', ''],
  ];
  for (const [text, asServer, asClient] of forms) {
    const { submission } = find({ 'pa2.py': `${both}${text}` });
    t.match(submission.server, new RegExp(`pa2.py${asServer}$`), text);
    t.ok(submission.X?.startsWith(`python3 pa2.py${asClient}`), `${submission.X}`);
  }
});

t.test('a lone server that sends datagrams is no client', async (t) => {
  const udp = 's = socket(AF_INET, SOCK_DGRAM)\ns.bind(("", 1))\ns.sendto(a, s.recvfrom(9)[1])';
  t.equal(find({ 'server.py': udp }).submission.X, undefined);
  const both = find({ 'pa2.py': `${server}t.connect(a)` }).submission;
  t.match([both.server, both.X], [/^python3 pa2.py/, /^python3 pa2.py/]);
});

t.test('a number is no host, whatever it is given to', async (t) => {
  const java = (main: string) => `class A { static void main(String[] args) { ${main} } }`;
  const { submission } = find({
    'Server.java': java('ServerSocket server = new ServerSocket(Integer.parseInt(args[0]));'),
    'Client.java': java('Socket s = new Socket(args[0], Integer.parseInt(args[1]));'),
  });
  t.match(submission.server, / A 12000$/);
  t.match(submission.X, / A \{host\} 12000$/);
});

t.test('numbers are told apart: a port, how many clients, how long to wait', async (t) => {
  const head = 's.bind(("", 12000))\ns.listen(2)\n';
  const servers: [string, string][] = [
    ['port = int(sys.argv[1])\nn = int(sys.argv[2])\n', ' 12000 2'],
    ['NUM_CLIENTS = int(sys.argv[1])\n', ' 2'],
    ['max_clients, port = int(sys.argv[1]), int(sys.argv[2])\n', ' 2 12000'],
    ['a = int(sys.argv[1])\nserver_port = int(sys.argv[2])\n', ' 2 12000'],
    ['port = int(sys.argv[1])\n', ' 12000'],
  ];
  for (const [text, words] of servers) {
    const { submission } = find({ 's.py': `${head}${text}`, 'c.py': 's.connect(a)' });
    t.equal(submission.server, `python3 s.py${words}`, text);
  }
  const java = 'class A { static void main(String[] args) { new Socket(args[0], 1); ';
  const waits = `${java} int delay = Integer.parseInt(args[1]); } }`;
  const found = find({ 'A.java': waits, 'server.py': server });
  t.match(found.submission.X, / A \{host\} \{delayMs\}$/, 'Java sleeps for milliseconds');
  const seconds = [
    waits.replace('int delay', 'int seconds'),
    waits.replace('(args[1]);', '(args[1]); Thread.sleep(delay * 1000);'),
    waits.replace('(args[1]);', '(args[1]); TimeUnit.SECONDS.sleep(delay);'),
  ];
  for (const text of seconds) {
    const { submission } = find({ 'A.java': text, 'server.py': server });
    t.match(submission.X, / A \{host\} 0$/, `it says seconds: ${text}`);
  }
  const both = waits.replace('(args[1]);', '(args[1]); int limitMs = 5 * 1000;');
  const stillMs = find({ 'A.java': both, 'server.py': server }).submission.X;
  t.match(stillMs, / A \{host\} \{delayMs\}$/, 'a limit of seconds is no sleep');
  const python = 's.connect((sys.argv[1], 1))\ndelay = float(sys.argv[2])';
  t.match(find({ 'c.py': python, 'server.py': server }).submission.X, / \{host\} 0$/);
});

t.test('who types the message is told by an argument who it is', async (t) => {
  const forms: [string, string][] = [
    ['who = sys.argv[1]\ns.connect(a)\nm = input("> ")', ' {role}'],
    ['name = sys.argv[1]\ns.connect(a)', ' {name}'],
    ['name = sys.argv[1]\ns.connect(a)\ninput("Press Enter to send " + name)', ' {name}'],
    ['name = sys.argv[1]\ns.connect(a)\nm = input("Message: ")', ' {role}'],
    ['s.connect(a)\nexit("usage: c.py x|y")\nw = sys.argv[1]', ' x'],
    ['s.connect(a)\nexit("usage: c.py 1|2")\nw = sys.argv[1]', ' 1'],
  ];
  for (const [text, words] of forms) {
    const { submission } = find({ 'c.py': text, 'server.py': server });
    t.equal(submission.X, `python3 c.py${words}`, text);
  }
});

t.test('a server that asks before it listens is answered', async (t) => {
  const forms: [string, string[] | undefined][] = [
    ['p = int(input("Port? "))', ['{port}']],
    ['n = int(input("How many clients: "))\np = input("port: ")', ['2', '{port}']],
    ['h = input("IP address to bind: ")', ['0.0.0.0']],
    ['input("Press Enter to start")', ['']],
    ['q = input("Type quit to stop> ")', undefined],
    ['m = input("Message to all: ")', undefined],
  ];
  for (const [text, lines] of forms) {
    const { submission } = find({ 's.py': `${text}\n${server}`, 'c.py': 's.connect(a)' });
    t.same(submission.type?.server, lines, text);
  }
});

t.test('programs that write files are given a folder for it', async (t) => {
  const forms: [string, boolean | undefined][] = [
    ['f = open("log.txt", "w")', true],
    ["logging.basicConfig(filename='server.log')", true],
    ['with open(path, mode="a") as f: pass', true],
    ['f = open("names.txt")', undefined],
    ['f = open("names.txt", "r")', undefined],
    ['sys.stdout.write("w")', undefined],
  ];
  for (const [text, writes] of forms) {
    t.equal(find({ 's.py': `${text}\n${server}`, 'c.py': 's.connect(a)' }).writes, writes, text);
  }
  const java = (code: string) => `class S { static void main(String[] a) { ${code} } }`;
  const logging = java('new ServerSocket(1); new FileWriter("log.txt");');
  t.equal(find({ 'S.java': logging, 'c.py': 's.connect(a)' }).writes, true);
});

t.test('what is asked at the keyboard is answered, each prompt in its way', async (t) => {
  const forms: [string, string[]][] = [
    ['m = input("Message: ")', ['{message}']],
    ['input("Server IP: ")\ninput("Message: ")', ['{host}', '{message}']],
    ['n = input("Your name: ")\ns.send("X: " + n)', ['{name}']],
    ['input("Message: ")\ninput("Press Enter to exit")', ['{message}']],
    ['m = sys.stdin.readline()', ['{message}']],
    ['input("Your choice: ")\ninput("Name: ")', ['1', '{name}']],
    ['input("Choose your nickname (X or Y): ")\ninput("> ")', ['{role}', '{message}']],
    ['input("Nickname: ")', ['{name}']],
    ['input("Client X or Y? ")\ninput("Type a message, Bye to exit: ")', ['{role}', '{message}']],
  ];
  for (const [text, lines] of forms) {
    const { submission } = find({ 'c.py': `s.connect(a)\n${text}`, 'server.py': server });
    t.same(submission.type?.X, lines, text);
  }
  const told = find({ 'c.py': 'm = sys.argv[1] # message\ns.connect(a)', 'server.py': server });
  t.equal(told.submission.type, undefined);
});

t.test('a prompt is what is printed right before, and nothing further up', async (t) => {
  const prompt = (text: string) => {
    return find({ 'c.py': `s.connect(a)\n${text}`, 'server.py': server }).prompts?.X;
  };
  t.equal(prompt('print("Your words:")\nm = input()'), 'Your words:');
  t.equal(prompt('print("got " + m)\n\nwhile True:\n  m = input()'), undefined);
  t.equal(prompt('print("Welcome")\na = 1\nb = 2\nc = 3\nd = 4\nm = input()'), undefined);
});
