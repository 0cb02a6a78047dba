/** Kinds that the sources show: addresses, Python 2, arguments. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findAdaption, redirectLine } from '../../lab/grade/adapt.ts';
import { findOldCrash, findPython2, findRefused } from '../../lab/grade/find-old-python.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { showKind } from './show-kind.ts';

type Texts = Readonly<Record<string, string>>;

function find(texts: Texts) {
  const files = Object.entries(texts).map(([path, text]) => {
    return { path, text, isExecutable: text.startsWith('#!') };
  });
  return findSubmission(files, firstReceived);
}

/** What is done about a client's address: redirected on the server's port, told, or nothing. */
function seeAddress([path, text]: readonly [string, string]): string {
  const files = [{ path, text, isExecutable: false }];
  const network = { host: '10.0.0.1', others: ['10.0.0.2', '10.0.0.3'], name: 'mininet-host' };
  const found = findAdaption('X', { paths: [path], files, given: '', network });
  if (found?.replaced.size) return `${[...found.replaced.values()]}`;
  if (!found?.isRedirected) return 'as it is';
  const line = redirectLine('X', { host: '10.0.0.1', port: 12000 });
  return /dport 12000 /.test(line) && !/dport (?!12000)/.test(line) ? 'redirected' : line;
}

showKind('K3', seeAddress, {
  inputs: [
    ['Ruby', ['c.rb', "s = TCPSocket.new('192.168.7.7', 12000)"], 'redirected'],
    [
      'Perl',
      ['c.pl', "my $s = IO::Socket::INET->new(PeerAddr => 'localhost', PeerPort => 12000);"],
      'redirected',
    ],
    ['PHP', ['c.php', "<?php\nsocket_connect($s, '172.16.0.9', 12000);"], 'redirected'],
    ['Tcl', ['c.tcl', 'set s [socket 192.168.1.20 12000]'], 'redirected'],
    ['Kotlin', ['C.kt', 'fun main() { val s = Socket("192.168.0.5", 12000) }'], 'redirected'],
    [
      'a placeholder in Java',
      ['C.java', 'class C { void main() { new Socket("your server address", 12000); } }'],
      '"10.0.0.1"',
    ],
    [
      'C++, by getaddrinfo',
      ['c.cpp', 'int main() { getaddrinfo("127.0.0.1", "12000", &h, &r); connect(s, r, n); }'],
      'redirected',
    ],
  ],
  nearMisses: [
    ['the server’s own address', ['c.rb', "s = TCPSocket.new('10.0.0.1', 12000)"], 'as it is'],
    [
      'a text that is sent',
      ['c.rb', "s = TCPSocket.new('10.0.0.1', 12000)\ns.puts '1 2'"],
      'as it is',
    ],
  ],
});

/** Whether a source, a Python's refusal of it, or its last words tell of Python 2. */
const seePython2 = (text: string) =>
  [findPython2(text, ''), findRefused(text), findOldCrash(text)].some((why) => why !== undefined);

showKind('K4', seePython2, {
  inputs: [
    ['parameters in brackets', 'def serve((connection, address)):\n    pass', true],
    ['a type that went', 'if isinstance(data, basestring):\n    pass', true],
    ['a function that went', 'log = file("log.txt", "w")', true],
    ['a codec that went', 'text = data.encode("hex")', true],
    ['a number that went', 'first = sys.maxint', true],
    ['a thread by name', 'from thread import start_new_thread', true],
    ['a format', 'print "%s received before %s" % (a, b)', true],
    ['an exception with a comma', 'try:\n    f()\nexcept socket.error, e:\n    pass', true],
    ['a module of windows', 'import Tkinter', true],
    [
      'octal, by the refusal',
      '3.11\ns.py:1:leading zeros in decimal integer literals are not permitted',
      true,
    ],
    ['a crash of a newer one', "AttributeError: 'dict' object has no attribute 'has_key'", true],
    ['an input that is evaluated away', 'who = raw_input("X or Y? ").strip()', true],
    ['a generator’s next', 'line = lines.next()\nprint line', true],
  ],
  nearMisses: [
    ['a default in brackets', 'def serve(address=("", 12000)):\n    pass', false],
    ['a name of one’s own', 'file = open("log.txt")\nfile(1)\nisinstance(file, str)', false],
    ['an import of it', 'from functools import reduce\nreduce(add, numbers)', false],
    ['a text about it', 'print("print \\"x\\" was Python 2")', false],
    ['a bracket that is missing', 'print("x"', false],
    ['a module of one’s own', 'import threads', false],
    ['a name that is wrong in any', "NameError: name 'xrage' is not defined", false],
  ],
});

/** By which words X and Y are told who they are. */
function seeRoles([path, text]: readonly [string, string]): unknown {
  const listens: Texts = path.endsWith('.sh')
    ? { 'server.sh': '#!/bin/sh\nnc -l 12000' }
    : { 'server.py': 's.bind(("", 12000))\ns.listen(2)' };
  const { X, Y } = find({ ...listens, [path]: text }).submission;
  return [X, Y].map((line) => line?.split(' ').at(-1));
}

showKind('K7', seeRoles, {
  inputs: [
    [
      'Go',
      [
        'c.go',
        'package main\nfunc main() { if os.Args[1] == "x" { n() }\nnet.Dial("tcp", "10.0.0.1:12000") }',
      ],
      ['x', 'y'],
    ],
    [
      'Perl',
      [
        'c.pl',
        "die unless $ARGV[0] eq 'X' or $ARGV[0] eq 'Y';\nIO::Socket::INET->new(PeerAddr => 'h', PeerPort => 12000);",
      ],
      ['X', 'Y'],
    ],
    [
      'Ruby',
      ['c.rb', "exit unless ['X', 'Y'].include?(ARGV[0])\ns = TCPSocket.new('10.0.0.1', 12000)"],
      ['X', 'Y'],
    ],
    [
      'Python, by match',
      [
        'c.py',
        'match sys.argv[1]:\n    case "first":\n        n = "X"\n    case "X":\n        n = 1\n    case "Y":\n        n = 2\ns.connect(("10.0.0.1", 12000))',
      ],
      ['X', 'Y'],
    ],
    [
      'Python, by a table',
      [
        'c.py',
        'names = {"x": "Alice", "y": "Bob"}\nname = names[sys.argv[1]]\ns.connect(("10.0.0.1", 12000))',
      ],
      ['x', 'y'],
    ],
    [
      'Kotlin, by arms',
      [
        'C.kt',
        'fun main(args: Array<String>) {\n  when (args[0]) { "X" -> a()\n "Y" -> b() }\n  val s = Socket("10.0.0.1", 12000)\n}',
      ],
      ['X', 'Y'],
    ],
    [
      'Rust, by arms',
      [
        'c.rs',
        'fn main() { match args[1].as_str() { "x" => a(), "y" => b(), _ => return };\nlet s = TcpStream::connect("10.0.0.1:12000"); }',
      ],
      ['x', 'y'],
    ],
    [
      'Perl, shifted',
      [
        'c.pl',
        "my $who = shift;\nif ($who eq 'X') { $n = 'Alice' }\nIO::Socket::INET->new(PeerAddr => 'h', PeerPort => 12000);",
      ],
      ['X', 'Y'],
    ],
    [
      'Go, by a flag',
      [
        'c.go',
        'package main\nfunc main() { who := flag.String("client", "X", "X or Y")\nnet.Dial("tcp", "10.0.0.1:12000") }',
      ],
      ['X', 'Y'],
    ],
    [
      'Node, unpacked',
      [
        'c.js',
        "const [, , who] = process.argv;\nif (!['X', 'Y'].includes(who)) process.exit(1);\nnet.connect(12000, '10.0.0.1')",
      ],
      ['X', 'Y'],
    ],
    [
      'Java, by a list',
      [
        'C.java',
        'class C { void main() { if (!List.of("X", "Y").contains(args[0])) return; new Socket("10.0.0.1", 12000); } }',
      ],
      ['X', 'Y'],
    ],
    [
      'PHP, by a table',
      [
        'c.php',
        "<?php\n$names = ['x' => 'Alice', 'y' => 'Bob'];\n$n = $names[$argv[1]];\nsocket_connect($s, '10.0.0.1', 12000);",
      ],
      ['x', 'y'],
    ],
    [
      'a shell, by cases',
      [
        'c.sh',
        '#!/bin/sh\nwho=$1\ncase "$who" in\n  x) n=Alice ;;\n  y) n=Bob ;;\nesac\nnc 10.0.0.1 12000',
      ],
      ['x', 'y'],
    ],
    [
      'a shell',
      ['c.sh', '#!/bin/bash\nif [ "$1" = "X" ]; then n=Alice; else n=Bob; fi\nnc 10.0.0.1 12000'],
      ['X', 'Y'],
    ],
  ],
  nearMisses: [
    [
      'an option',
      ['c.py', 'who = sys.argv[1]\nif who == "--help":\n    pass\ns.connect(("10.0.0.1", 12000))'],
      ['{name}', '{name}'],
    ],
    [
      'a flag for something else',
      [
        'c.go',
        'package main\nfunc main() { m := flag.String("mode", "I", "I/O")\nnet.Dial("tcp", "10.0.0.1:12000") }',
      ],
      ['./built-c', './built-c'],
    ],
    [
      'a table of something else',
      [
        'c.py',
        'ports = {"tcp": 1, "udp": 2}\np = ports[sys.argv[1]]\ns.connect(("10.0.0.1", 12000))',
      ],
      ['12000', '12000'],
    ],
    [
      'a host',
      ['c.py', 'h = sys.argv[1]\nif h == "localhost":\n    pass\ns.connect((h, 12000))'],
      ['{host}', '{host}'],
    ],
  ],
});

const client = 's.connect(("10.0.0.1", 12000))\n';

showKind('K21', (text: string) => find({ 's.py': text, 'c.py': client }).submission.server, {
  inputs: [
    [
      'mapped',
      'port, clients = map(int, sys.argv[1:])\ns.bind(("", port))\ns.listen(clients)',
      'python3 s.py 12000 2',
    ],
    [
      'in a list',
      'port, n_clients = [int(a) for a in sys.argv[1:]]\ns.bind(("", port))\ns.listen(2)',
      'python3 s.py 12000 2',
    ],
    [
      'clients before the port',
      'clients, port = int(sys.argv[1]), int(sys.argv[2])\ns.bind(("", port))\ns.listen(clients)',
      'python3 s.py 2 12000',
    ],
    [
      'by argparse',
      'p.add_argument("--port", type=int)\np.add_argument("--clients", type=int)\ns.bind(("", a.port))\ns.listen(a.clients)',
      'python3 s.py --port 12000 --clients 2',
    ],
    [
      'a port and a delay',
      'port = int(sys.argv[1])\ndelay = float(sys.argv[2])\ns.bind(("", port))\ns.listen(2)',
      'python3 s.py 12000 0',
    ],
    [
      'a backlog',
      'port = int(sys.argv[1])\nn_clients = int(sys.argv[2])\ns.bind(("", port))\ns.listen(n_clients)',
      'python3 s.py 12000 2',
    ],
  ],
  nearMisses: [
    ['a lone number', 'n = int(sys.argv[1])\ns.bind(("", n))\ns.listen(2)', 'python3 s.py 12000'],
    ['a number within', 'limit = int("2")\ns.bind(("", 12000))\ns.listen(2)', 'python3 s.py'],
  ],
});
