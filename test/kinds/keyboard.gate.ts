/** Kinds of what programs ask for at a keyboard, and of files that they write. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { reviseConclusion } from '../../lab/grade/revise.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Conclusion } from '../../lab/model/submission.ts';
import { makeJournal, makePlan } from '../checkers/journal-builder.ts';
import { showKind } from './show-kind.ts';

const line = (role: string, text: string, complete = true): JournalEvent => {
  return { atNs: 0, witness: 'printed', kind: 'line', role, text, complete };
};

const commands = { server: './server', X: './client', Y: './client' };
const conclusion: Conclusion = {
  ...{ submission: commands, reasons: [], needs: [], starts: commands },
  sources: { server: [], X: [], Y: [] },
};
const wanted = { clients: ['X', 'Y'] };

/** What is done otherwise after a play in which a program showed this before anybody listened. */
function reviseShown(text: string, complete: boolean): Conclusion | undefined {
  const { plan, events } = makeJournal(makePlan('x-connects-x-sends'));
  const before = events.filter(({ kind }) => /^(?:environment|phase)$/.test(kind));
  const run = { plan, events: [...before, line('server', text, complete)] };
  return reviseConclusion(conclusion, run, wanted)[0]?.conclusion;
}

const findOne = (path: string, text: string) => {
  const files = [
    { path, text, isExecutable: false },
    { path: 'client.py', text: 's.connect(("10.0.0.1", 12000))\n', isExecutable: false },
  ];
  return findSubmission(files, firstReceived);
};

/** What is typed at a server: by its screen, or by its source where a path is given. */
const seeServerTyping = ([text, path]: readonly [text: string, path?: string]) =>
  path === undefined
    ? reviseShown(text, false)?.submission.type?.server
    : findOne(path, text).submission.type?.server;

showKind('K17', seeServerTyping, {
  inputs: [
    ['Spanish', ['Puerto: '], ['{port}']],
    ['a yes', ['Start the server now? (y/n) '], ['y']],
    ['what is expected', ['Expected clients (default 2): '], ['2']],

    ['a default in brackets', ['Listening port [12000]? '], ['{port}']],
    ['a limit', ['Max number of users: '], ['2']],
    ['an address', ['Bind address> '], ['0.0.0.0']],
    ['a key', ['Press any key to start the server...'], ['']],
    [
      'C',
      [
        'int main() { printf("Enter port number: ");\nscanf("%d", &p);\nlisten(s, 2); }',
        'server.c',
      ],
      ['{port}'],
    ],
    [
      'Java',
      [
        'class S { void main() { Scanner in = new Scanner(System.in);\nSystem.out.print("Port: ");\nint p = in.nextInt();\nnew ServerSocket(p); } }',
        'S.java',
      ],
      ['{port}'],
    ],
    ['Ruby', ["print 'How many clients? '\nn = gets.to_i\nTCPServer.new(12000)", 's.rb'], ['2']],
  ],
  nearMisses: [
    ['it says what it does', ['Waiting for both clients to connect ...'], undefined],
    [
      'what is typed to all',
      ['m = input("Say to all: ")\ns.bind(("", 12000))\ns.listen(2)', 's.py'],
      undefined,
    ],
  ],
});

/** What each role types, where this is all that was handed in. */
function seeTyped([path, text]: readonly [path: string, text: string]) {
  const { submission } = findSubmission([{ path, text, isExecutable: false }], firstReceived);
  return [submission.type?.server, submission.type?.X, submission.type?.Y];
}

const sides = 's.bind(("", 12000)); s.listen()\nc.connect((at, 12000))\n';
const menu = (entries: string) =>
  `${entries}\nchoice = input("Your choice: ")\nat = input("Server IP: ")\nm = input("Message: ")\n${sides}`;

showKind('K33', seeTyped, {
  inputs: [
    [
      'numbers',
      ['all.py', menu('print("1 - server")\nprint("2 - client X")\nprint("3 - client Y")')],
      [
        ['1', '0.0.0.0'],
        ['2', '{host}', '{message}'],
        ['3', '{host}', '{message}'],
      ],
    ],
    [
      'letters in one text, the server last',
      ['pa.py', menu('print("a) Client X  b) Client Y  s) Server")')],
      [
        ['s', '0.0.0.0'],
        ['a', '{host}', '{message}'],
        ['b', '{host}', '{message}'],
      ],
    ],
    [
      'clients only, and the server is another program',
      [
        'client.py',
        'print("1) Client X")\nprint("2) Client Y")\nprint("0) quit")\npick = input("choice> ")\nm = input("Message: ")\nc.connect(("10.0.0.1", 12000))\n',
      ],
      [undefined, ['1', '{message}'], ['2', '{message}']],
    ],
    [
      'Turkish',
      [
        'all.py',
        `print("1 - Sunucu")\nprint("2 - Istemci X")\nprint("3 - Istemci Y")\nw = input("Seciminiz: ")\nm = input("Mesajiniz: ")\n${sides}`,
      ],
      [['1'], ['2', '{message}'], ['3', '{message}']],
    ],
    [
      'one entry for both clients, in Java',
      [
        'Main.java',
        'class Main { static Scanner in = new Scanner(System.in); public static void main(String[] a) { System.out.println("[1] Client"); System.out.println("[2] Server"); System.out.print("Choose: "); int w = in.nextInt(); if (w == 2) new ServerSocket(12000); System.out.print("Message: "); String m = in.nextLine(); new Socket("10.0.0.1", 12000); } }',
      ],
      [['2'], ['1', '{message}'], ['1', '{message}']],
    ],
  ],
  nearMisses: [
    [
      'a menu of what to do',
      ['all.py', menu('print("1 - send a message")\nprint("2 - leave")')],
      [
        ['1', '0.0.0.0'],
        ['1', '{host}', '{message}'],
        ['1', '{host}', '{message}'],
      ],
    ],
  ],
});

/** Whether programs get a folder to write in: by the screen, or by the source of a path. */
const seeWrites = ([text, path]: readonly [text: string, path?: string]) =>
  (path === undefined ? reviseShown(text, true) : findOne(path, text))?.writes === true;

showKind('K18', seeWrites, {
  inputs: [
    [
      'Ruby, at its end',
      [
        "server.rb:4:in `initialize': Read-only file system @ rb_sysopen - server.log (Errno::EROFS)",
      ],
      true,
    ],
    ['Go, at its end', ['open server.log: read-only file system'], true],
    ['Java, at its end', ['java.io.FileNotFoundException: log.txt (Read-only file system)'], true],
    ['C', ['int main() { FILE *f = fopen("log.txt", "w"); listen(s, 2); }', 's.c'], true],
    [
      'PHP',
      [
        "<?php\nfile_put_contents('log.txt', $m);\n$s = stream_socket_server('tcp://0.0.0.0:12000');",
        's.php',
      ],
      true,
    ],
    ['Ruby', ["f = File.open('log.txt', 'a')\nTCPServer.new(12000)", 's.rb'], true],
    ['Node', ["fs.appendFileSync('log.txt', m);\nnet.createServer(f).listen(12000)", 's.js'], true],
    [
      'Go',
      [
        'package main\nfunc main() { f, _ := os.Create("log.txt"); net.Listen("tcp", ":12000") }',
        's.go',
      ],
      true,
    ],
    [
      'Perl',
      [
        "open(my $f, '>>', 'log.txt');\nIO::Socket::INET->new(LocalPort => 12000, Listen => 2);",
        's.pl',
      ],
      true,
    ],
    [
      'C#',
      [
        'class S { static void Main() { File.AppendAllText("log.txt", "x"); new TcpListener(12000); } }',
        'S.cs',
      ],
      true,
    ],
    [
      'Kotlin',
      ['fun main() { File("log.txt").writeText("x")\nServerSocket(12000) }', 'S.kt'],
      true,
    ],
    ['Tcl', ['set f [open log.txt w]\nsocket -server a 12000', 's.tcl'], true],
    [
      'a database',
      ['db = sqlite3.connect("messages.db")\ns.bind(("", 12000))\ns.listen(2)', 's.py'],
      true,
    ],
  ],
  nearMisses: [
    [
      'C# that writes to a socket',
      [
        'class S { static void Main() { var w = new StreamWriter(stream); new TcpListener(12000); } }',
        'S.cs',
      ],
      false,
    ],
    [
      'a file of the system',
      ["PermissionError: [Errno 13] Permission denied: '/etc/shadow'"],
      false,
    ],
    [
      'C that reads',
      ['int main() { FILE *f = fopen("names.txt", "r"); listen(s, 2); }', 's.c'],
      false,
    ],
    [
      'Perl that reads',
      [
        "open(my $f, '<', 'names.txt');\nIO::Socket::INET->new(LocalPort => 12000, Listen => 2);",
        's.pl',
      ],
      false,
    ],
  ],
});

/** What is typed at a client, by its source. */
const seeMenu = ([path, text]: readonly [string, string]) => {
  const server = { path: 's.py', text: 's.bind(("", 12000))\ns.listen(2)', isExecutable: false };
  const files = [server, { path, text, isExecutable: false }];
  return findSubmission(files, firstReceived).submission.type?.X;
};

showKind('K22', seeMenu, {
  inputs: [
    [
      'a yes, and a name in Portuguese',
      [
        'c.py',
        's.connect(a)\nr = input("Ready? (yes/no) ")\nn = input("Nome: ")\nm = input("Mensagem: ")',
      ],
      ['y', '{name}', '{message}'],
    ],

    [
      'Python',
      [
        'c.py',
        's.connect(a)\nprint("1) Send 2) Quit")\nc = input("Enter your choice (1-2): ")\nm = input("Message: ")',
      ],
      ['1', '{message}'],
    ],
    [
      'Ruby',
      [
        'c.rb',
        "s = TCPSocket.new('10.0.0.1', 12000)\nputs '1. Send'\nprint 'Select an option: '\nc = gets\nprint 'Message: '\nm = gets",
      ],
      ['1', '{message}'],
    ],
    [
      'Java',
      [
        'C.java',
        'class C { void main() { new Socket("10.0.0.1", 12000); Scanner in = new Scanner(System.in);\nSystem.out.print("Menu choice: ");\nint c = in.nextInt();\nSystem.out.print("Your message: ");\nString m = in.nextLine(); } }',
      ],
      ['1', '{message}'],
    ],
    [
      'Node',
      [
        'c.js',
        "net.connect(12000, '10.0.0.1');\nrl.question('Option: ', (c) => rl.question('Message: ', say));",
      ],
      ['1', '{message}'],
    ],
  ],
  nearMisses: [
    [
      'which of two, with a bar',
      ['c.py', 's.connect(a)\nw = input("Client name (X/Y): ")\nm = input("Message: ")'],
      ['{role}', '{message}'],
    ],
    [
      'which of two, in full',
      ['c.py', 's.connect(a)\nw = input("Are you client X or client Y? ")\nm = input("Message: ")'],
      ['{role}', '{message}'],
    ],
    [
      'words of one’s choice',
      ['c.py', 's.connect(a)\nm = input("Message of your choice: ")'],
      ['{message}'],
    ],
    [
      'a letter to choose',
      ['c.py', 's.connect(a)\nw = input("Choose X or Y: ")\nm = input("Message: ")'],
      ['{role}', '{message}'],
    ],
  ],
});
