/** Kinds of how a program is started, as people write it. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { editConstants } from '../../lab/grade/edit-constants.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { showKind } from './show-kind.ts';

const port = '12000';

/** The command of client X, where this was handed in beside a server in Python. */
function seeCommand(texts: Readonly<Record<string, string>>): string {
  const server = `import socket\ns = socket.socket()\ns.bind(("", ${port}))\ns.listen()`;
  const files = Object.entries({ 'server.py': server, ...texts }).map(([path, text]) => {
    return { path, text, isExecutable: false };
  });
  return findSubmission(files, firstReceived).submission.X ?? 'none';
}

const connects = 'import socket, sys\na, b = sys.argv[1:3]\ns = socket.socket()\ns.connect((b, 9))';

showKind('K26', seeCommand, {
  inputs: [
    [
      'a README',
      { 'client.py': connects, 'README.md': 'h2: `python3 client.py X 10.0.0.1`\n' },
      'python3 client.py {role} {host}',
    ],
    [
      'a comment at the top, with what may be left away',
      {
        'c.pl':
          '# c.pl LETTER [SERVER]\nmy ($l, $s) = (@ARGV, "h1")[0, 1];\nIO::Socket::INET->new(PeerAddr => $s, PeerPort => 9);',
      },
      'perl c.pl {role} {host}',
    ],
    [
      'what a program of Java prints',
      {
        'Klient.java':
          'class Klient { public static void main(String[] a) throws Exception { if (a.length < 2) { System.err.println("java Klient <letter> <server> [port]"); return; } new java.net.Socket(a[1], 9900); } }',
      },
      'java -Xmx256m -cp built-classes Klient {role} {host} 12000',
    ],
    [
      'what a program of C prints, by a format',
      {
        'cli.c':
          'int main(int argc, char **argv) { if (argc < 3) { fprintf(stderr, "%s X|Y address\\n", argv[0]); } connect(s, inet_addr(argv[2]), 9); }',
      },
      './built-cli X {host}',
    ],
    [
      'variables',
      {
        'client.py': 'import os\nme, at = os.environ["ME"], os.environ["AT"]\ns.connect((at, 9))',
        'README.md':
          '    h2$ ME=X AT=10.0.0.1 python3 client.py\n    h3$ ME=Y AT=10.0.0.1 python3 client.py\n',
      },
      'ME={role} AT={host} python3 client.py',
    ],
    [
      'an address with its port, in the comment of one program for all',
      {
        'who.pl':
          '# server: who.pl --listen 9000\n# client: who.pl --connect 10.0.0.1:9000 --id X\nuse Getopt::Long;\nGetOptions("listen=i" => \\$l, "connect=s" => \\$c);\nIO::Socket::INET->new(PeerAddr => $c);',
      },
      'perl who.pl --connect {host}:12000 --id {role}',
    ],
    [
      'a subcommand, and choices in braces',
      {
        'client.py':
          '"""client.py enter --letter {X,Y} --at HOST:PORT"""\nimport argparse\np = argparse.ArgumentParser().add_subparsers()\np.add_parser("enter")\ns.connect(at)',
      },
      'python3 client.py enter --letter X --at {host}:12000',
    ],
    [
      'a script that builds the network stands beside the client',
      {
        'net/start.py':
          'from mininet.net import Mininet\nh2.cmd("python3 client.py --letter=X")\nMininet().start()',
        'client.py':
          '# client.py --letter=X\nimport getopt, sys\ngetopt.getopt(sys.argv[1:], "", ["letter="])\ns.connect(("10.0.0.1", 12000))',
      },
      'python3 client.py --letter={role}',
    ],
    [
      'of two clients one inherits from the other',
      {
        'ClientX.java':
          'class ClientX { void go(String h) throws Exception { new java.net.Socket(h, 12000); } public static void main(String[] a) throws Exception { new ClientX().go(a[0]); } }',
        'ClientY.java':
          'class ClientY extends ClientX { public static void main(String[] a) throws Exception { new ClientY().go(a[0]); } }',
      },
      'java -Xmx256m -cp built-classes ClientX {host}',
    ],
    [
      'what is only asked where there is no argument',
      {
        'client.py':
          'import sys\nletter = sys.argv[1] if len(sys.argv) > 1 else input("Letter (X or Y): ")\nm = input("Message: ")\ns.connect(("10.0.0.1", 12000))',
        README: 'python3 client.py X\n',
      },
      'python3 client.py {role}',
    ],
    [
      'modes in Portuguese, in the comment of Java',
      {
        'Trab.java':
          '/*\n * h1: java Trab servidor\n * h2: java Trab cliente X Alice\n */\nclass Trab { public static void main(String[] a) throws Exception { if (a[0].equals("servidor")) new java.net.ServerSocket(12000); else new java.net.Socket("10.0.0.1", 12000); } }',
      },
      'java -Xmx256m -cp built-classes Trab cliente {role} {name}',
    ],
    [
      'a variable beside an argument of a language whose arguments we know less of',
      {
        'client.lua':
          'local me = os.getenv("ME")\nlocal host = arg[1]\nsocket.tcp():connect(host, 9)',
        'README.md': 'On h2: `ME=X lua client.lua 10.0.0.1`\n',
      },
      'ME={role} lua client.lua {host}',
    ],
    [
      'options with their values, in a package.json',
      {
        'client.js': 'const o = parse(process.argv.slice(2));\nnet.connect(9, o.host);',
        'package.json': '{"scripts": {"x": "node client.js --who=X --text=Alice"}}',
      },
      "node client.js --who={role} --text='{message}'",
    ],
    [
      'options that may be left away',
      {
        'cli.c':
          'int main(int argc, char **argv) { getopt(argc, argv, "i:h:w:"); fprintf(stderr, "usage: %s -i X|Y [-h ip] [-w ms]\\n", argv[0]); connect(s, a, 9); }',
      },
      './built-cli -i X -h {host}',
    ],
    [
      'the line of the other client alone',
      {
        'c.pl':
          '# c.pl Y Bob\nmy ($l, $m) = @ARGV;\nIO::Socket::INET->new(PeerAddr => "h1", PeerPort => 9);',
      },
      'perl c.pl {role} {name}',
    ],
    [
      'options',
      {
        'client.py': 'import sys\nargs = sys.argv[1:]\ns.connect((args[1], 9))',
        'notes.txt': '  $ python3 client.py --host 10.0.0.1 --name Alice\n',
      },
      'python3 client.py --host {host} --name {name}',
    ],
  ],
  nearMisses: [
    [
      'a variable that no source has',
      {
        'client.py': 'import sys\ns.connect((sys.argv[1], 9))',
        'notes.txt': 'h2: DEBUG=1 python3 client.py 10.0.0.1\n',
      },
      'python3 client.py {host}',
    ],
    [
      'a sentence that goes on behind the name',
      {
        'client.py': 'import sys\ns.connect((sys.argv[1], 9))',
        'README.md': 'Start client.py on both hosts, client.py sends what you type.\n',
      },
      'python3 client.py {host}',
    ],
    [
      'a program that looks at no arguments',
      { 'client.py': 's.connect(("10.0.0.1", 9))', 'README.md': 'python3 client.py X 10.0.0.1\n' },
      'python3 client.py',
    ],
    [
      'what compiles it',
      {
        'cli.c':
          '/* gcc cli.c -o client */\nint main(int argc, char **argv) { connect(s, argv[1], 9); }',
      },
      './built-cli {host}',
    ],
  ],
});

t.test('a script makes a program for each client of one source', async (t) => {
  const files = Object.entries({
    'server.c': 'int main() { bind(s, 12000); listen(s, 2); }',
    'klient.c': 'int main() { connect(s, inet_addr("10.0.0.1"), LETTER); }',
    'build.sh':
      'gcc -o server server.c\ngcc -DLETTER=X -o klientx klient.c\ngcc -DLETTER=Y -o klienty klient.c\n',
  }).map(([path, text]) => ({ path, text, isExecutable: false }));
  const { submission } = findSubmission(files, firstReceived);
  t.same([submission.X, submission.Y], ['./klientx', './klienty']);
  t.match(submission.build, /&& sh build\.sh$/);
  const one = files.map((file) => ({
    ...file,
    text: file.text.replaceAll(/klient[xy]/g, 'klient'),
  }));
  t.same(
    findSubmission(one, firstReceived).submission.Y,
    './built-klient',
    'not where it makes one',
  );
});

/** What the copies of a client have that is edited from host to host. */
function seeEdited([path, text]: readonly [path: string, text: string]): string[] {
  const server = 'import socket\ns = socket.socket()\ns.bind(("", 12000))\ns.listen()';
  const files = [
    { path: 'server.py', text: server, isExecutable: false },
    { path, text, isExecutable: false },
  ];
  const conclusion = findSubmission(files, firstReceived);
  return editConstants(conclusion, files, firstReceived).map((one) => `${one.path}: ${one.text}`);
}

const goes = 's.connect(("10.0.0.1", 12000))';

showKind('K32', seeEdited, {
  inputs: [
    [
      'a letter and a message',
      ['client.py', `CLIENT = "X"  # "Y" on h3\nTEXT = 'Alice'\n${goes}`],
      [
        `client-X.py: CLIENT = "X"  # "Y" on h3\nTEXT = 'Alice'\n${goes}`,
        `client-Y.py: CLIENT = "Y"  # "Y" on h3\nTEXT = 'Bob'\n${goes}`,
      ],
    ],
    [
      'a macro of C',
      ['cli.c', '#define NAME "Client Y"\nint main() { connect(s, inet_addr("10.0.0.1"), 9); }'],
      [
        'cli-X.c: #define NAME "Client X"\nint main() { connect(s, inet_addr("10.0.0.1"), 9); }',
        'cli-Y.c: #define NAME "Client Y"\nint main() { connect(s, inet_addr("10.0.0.1"), 9); }',
      ],
    ],
    [
      'a constant of Java, whose class has the name of its file',
      [
        'src/Cli.java',
        'class Cli {\n  static final String ME = "X";\n  public static void main(String[] a) throws Exception { new java.net.Socket("10.0.0.1", 12000); System.out.println("Cli " + Cli.ME); } }',
      ],
      [
        'src/CliX.java: class CliX {\n  static final String ME = "X";\n  public static void main(String[] a) throws Exception { new java.net.Socket("10.0.0.1", 12000); System.out.println("Cli " + CliX.ME); } }',
        'src/CliY.java: class CliY {\n  static final String ME = "Y";\n  public static void main(String[] a) throws Exception { new java.net.Socket("10.0.0.1", 12000); System.out.println("Cli " + CliY.ME); } }',
      ],
    ],
    [
      'a whole message, which the comment says to change',
      [
        'c.js',
        "// change it to Y: Bob on h3\nconst msg = 'X: Alice';\nnet.connect(12000, '10.0.0.1');",
      ],
      [
        "c-X.js: // change it to Y: Bob on h3\nconst msg = 'X: Alice';\nnet.connect(12000, '10.0.0.1');",
        "c-Y.js: // change it to Y: Bob on h3\nconst msg = 'Y: Bob';\nnet.connect(12000, '10.0.0.1');",
      ],
    ],
  ],
  nearMisses: [
    [
      'it is told by an argument',
      ['client.py', `import sys\nME = "X"\nME = sys.argv[1]\n${goes}`],
      [],
    ],
    ['the server tells it', ['client.py', `me = "X"\n${goes}\nme = s.recv(1)`], []],
    ['it has both', ['client.py', `first = "X"\nother = "Y"\n${goes}`], []],
    ['nobody says to change the message', ['client.py', `m = "X: Alice"\n${goes}`], []],
  ],
});

/** The commands of all roles, where this script was handed in beside the programs. */
function seeStarted([name, script]: readonly [string, string]): string[] {
  const texts = {
    'server.py': 'import socket\ns = socket.socket()\ns.bind(("", 12000))\ns.listen()',
    'client.py': 's.connect(("10.0.0.1", 12000))',
    [name]: script,
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  const { submission } = findSubmission(files, firstReceived);
  return [submission.server ?? '', submission.X ?? '', submission.Y ?? ''];
}

const byNames =
  'case "$1" in server) exec python3 server.py ;; X|Y) exec python3 client.py ;; esac\n';
const directly = ['python3 server.py', 'python3 client.py', 'python3 client.py'];

showKind('K31', seeStarted, {
  inputs: [
    [
      'a file of variables',
      ['run.sh', `#!/bin/bash\nset -a; . ./my.env; set +a\n${byNames}`],
      ['bash run.sh server', 'bash run.sh X', 'bash run.sh Y'],
    ],
    [
      'exported',
      ['start.sh', `#!/bin/sh\nexport PORT=12000\n${byNames}`],
      ['sh start.sh server', 'sh start.sh X', 'sh start.sh Y'],
    ],
    [
      'before the command, in small letters',
      [
        'lab.sh',
        '#!/bin/sh\nif [ "$1" = server ]; then\n  PORT=12000 python3 server.py\nelif [ "$1" = x ]; then\n  NAME=X python3 client.py\nelif [ "$1" = y ]; then\n  NAME=Y python3 client.py\nfi\n',
      ],
      ['sh lab.sh server', 'sh lab.sh x', 'sh lab.sh y'],
    ],
  ],
  nearMisses: [
    ['it sets nothing', ['run.sh', `#!/bin/sh\n${byNames}`], directly],
    [
      'it starts a network',
      ['run.sh', '#!/bin/sh\nexport TOPO=xy\nsudo mn --custom topo.py\n'],
      directly,
    ],
  ],
});

/** The command of a server that lies in folders, with its modules. */
function seeModule(texts: Readonly<Record<string, string>>): string {
  const all = { ...texts, 'client.py': 'import socket\nsocket.socket().connect(("h1", 9))' };
  const files = Object.entries(all).map(([path, text]) => ({ path, text, isExecutable: false }));
  return findSubmission(files, firstReceived).submission.server ?? 'none';
}

const listens = `import socket\ns = socket.socket()\ns.bind(("", ${port}))\ns.listen()`;
const word = 'A = 1';

showKind('K38', seeModule, {
  inputs: [
    [
      'its own folder',
      { 'lab/server.py': `from lab.words import A\n${listens}`, 'lab/words.py': word },
      'python3 -m lab.server',
    ],
    [
      'a package beside its folder',
      { 'app/net/server.py': `import common.words\n${listens}`, 'app/common/words.py': word },
      'PYTHONPATH=app python3 -m net.server',
    ],
    [
      'a file above and one beside',
      {
        'net/server.py': `import words\nimport shared\n${listens}`,
        ...{ 'net/words.py': word, 'shared.py': word },
      },
      'PYTHONPATH=. python3 net/server.py',
    ],
  ],
  nearMisses: [
    [
      'beside it alone',
      { 'net/server.py': `import socket, words\n${listens}`, 'net/words.py': word },
      'python3 net/server.py',
    ],
    [
      'beside it and above',
      { 'net/server.py': `import words\n${listens}`, 'net/words.py': word, 'words.py': word },
      'python3 net/server.py',
    ],
    [
      'a folder of the same word in a comment',
      { 'lab/server.py': `# import lab.words\n${listens}`, 'lab/words.py': word },
      'python3 lab/server.py',
    ],
  ],
});
