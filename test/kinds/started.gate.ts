/** Kinds of how a program is started, as people write it. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
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
