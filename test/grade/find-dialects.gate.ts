/** Programs in the languages of lab/grade/dialects.ts: found, run, told arguments, typed at. */
import { spawnSync } from 'node:child_process';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import type { dialects } from '../../lab/grade/dialects.ts';
import { readCode } from '../../lab/grade/find-code.ts';
import { findWantedModules } from '../../lab/grade/find-modules.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';

function find(texts: Readonly<Record<string, string>>, executable: readonly string[] = []) {
  const files = Object.entries(texts).map(([path, text]) => {
    return { path, text, isExecutable: executable.includes(path) };
  });
  return { files, ...findSubmission(files, firstReceived) };
}

interface Case {
  files: Record<string, string>;
  server: string;
  client: string;
  port?: number;
  typed?: string[];
  framing: 'line' | 'raw';
  needs: string[];
  build?: RegExp;
}

/** For each language one or more ways in which people write the two programs. */
const cases: Record<Exclude<keyof typeof dialects, 'script'>, Case[]> = {
  perl: [
    {
      files: {
        'server.pl':
          'my $p = 5001;\nIO::Socket::INET->new(LocalPort => $p, Listen => 2);\nmy $l = <$c>;',
        'client.pl':
          "IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 5001);\nprint 'Name: ';\n<STDIN>",
      },
      ...{ server: 'perl server.pl', client: 'perl client.pl {host}', port: 5001 },
      ...{ typed: ['{name}'], framing: 'line', needs: ['perl'] },
    },
    {
      // Without an ending, by the first line, and with the functions of C.
      files: {
        server:
          '#!/usr/bin/perl -w\nuse constant PORT => 5002;\nbind(S, sockaddr_in(PORT, INADDR_ANY));\nlisten(S, 2); recv(C, $b, 99, 0);',
        client:
          '#!/usr/bin/env perl\nmy ($host, $port, $message) = @ARGV;\nconnect(S, sockaddr_in($port, inet_aton($host)));',
      },
      ...{ server: 'perl server', client: "perl client {host} 5002 '{message}'", port: 5002 },
      ...{ framing: 'raw', needs: ['perl'] },
    },
  ],
  ruby: [
    {
      files: {
        's.rb': 'server = TCPServer.open(5003)\nc = server.accept\nc.gets',
        'c.rb': "s = TCPSocket.open('10.0.0.1', 5003)\nprint 'Enter message: '\ns.puts gets.chomp",
      },
      ...{ server: 'ruby s.rb', client: 'ruby c.rb', port: 5003 },
      ...{ typed: ['{message}'], framing: 'line', needs: ['ruby'] },
    },
    {
      files: {
        'server.rb':
          'port = (ARGV[0] || 5004).to_i\ns = TCPServer.new("", port)\ns.accept.recv(100)',
        'client.rb':
          'host, port = ARGV\ns = TCPSocket.new(host, port)\nname = STDIN.gets\ns.write "X: #{name}"',
      },
      ...{ server: 'ruby server.rb 5004', client: 'ruby client.rb {host} 5004', port: 5004 },
      ...{ typed: ['{name}'], framing: 'raw', needs: ['ruby'] },
    },
  ],
  php: [
    {
      files: {
        'server.php':
          "<?php\ndefine('PORT', 5005);\n$s = socket_create(AF_INET, SOCK_STREAM, 0);\nsocket_bind($s, '0.0.0.0', PORT);\nsocket_listen($s);\nsocket_read($c, 99);",
        'client.php':
          "<?php\nsocket_connect($s, $argv[1], 5005);\n$m = readline('Your message: ');",
      },
      ...{ server: 'php server.php', client: 'php client.php {host}', port: 5005 },
      ...{ typed: ['{message}'], framing: 'raw', needs: ['php'] },
    },
    {
      files: {
        'server.php': '<?php\n$s = stream_socket_server("tcp://0.0.0.0:5006");\nfgets($c);',
        'client.php':
          '<?php\n[, $host, $port] = $argv;\n$s = fsockopen($host, $port);\necho "Name? ";\nfgets(STDIN);',
      },
      ...{ server: 'php server.php', client: 'php client.php {host} 5006', port: 5006 },
      ...{ typed: ['{name}'], framing: 'line', needs: ['php'] },
    },
  ],
  tcl: [
    {
      files: {
        'server.tcl': 'set port 5007\nsocket -server [list accept 1] $port\ngets $c line',
        'client.tcl':
          'set s [socket [lindex $argv 0] 5007]\nputs -nonewline "Enter message: "\ngets stdin m',
      },
      ...{ server: 'tclsh server.tcl', client: 'tclsh client.tcl {host}', port: 5007 },
      ...{ typed: ['{message}'], framing: 'line', needs: ['tclsh'] },
    },
    {
      files: {
        server:
          '#!/bin/sh\n# the next line restarts \\\nexec tclsh "$0" "$@"\nsocket -server {accept me} -myaddr 0.0.0.0 5008\nread $c 9',
        client: '#!/usr/bin/env tclsh8.6\nset s [socket 10.0.0.1 5008]',
      },
      ...{ server: 'tclsh server', client: 'tclsh8.6 client', port: 5008 },
      ...{ framing: 'raw', needs: ['tclsh', 'tclsh8.6'] },
    },
  ],
  lua: [
    {
      files: {
        'server.lua': 'local s = socket.bind("*", 5009)\nlocal c = s:accept()\nc:receive()',
        'client.lua': 'local host, message = ...\nlocal c = socket.tcp()\nc:connect(host, 5009)',
      },
      ...{ server: 'lua server.lua', client: "lua client.lua {host} '{message}'", port: 5009 },
      ...{ framing: 'line', needs: ['lua'] },
    },
  ],
  shell: [
    {
      files: {
        'server.sh': `#!/bin/bash\nPORT=\${1:-5010}\nsocat TCP-LISTEN:$PORT,fork EXEC:./one.sh`,
        'client.sh':
          '#!/bin/bash\nread -p "Enter message: " m\nexec 3<>/dev/tcp/$1/5010\necho "$m" >&3',
      },
      ...{ server: 'bash server.sh 5010', client: 'bash client.sh {host}', port: 5010 },
      ...{ typed: ['{message}'], framing: 'raw', needs: ['bash', 'socat'] },
    },
  ],
  rust: [
    {
      files: {
        'server.rs':
          'fn main() { let l = TcpListener::bind("0.0.0.0:5011"); r.read_line(&mut s); }',
        'client.rs':
          'fn main() { let s = TcpStream::connect("10.0.0.1:5011");\nprint!("Message: ");\nio::stdin().read_line(&mut m); }',
      },
      ...{ server: './built-server', client: './built-client', port: 5011 },
      ...{ typed: ['{message}'], framing: 'line', needs: ['rustc'] },
      build: /^rustc --edition 2021 -O -o built-server server\.rs && rustc .* client\.rs$/,
    },
  ],
  csharp: [
    {
      files: {
        'Server.cs':
          'class S { const int Port = 5012; static void Main() { var l = new TcpListener(IPAddress.Any, Port); r.ReadLine(); } }',
        'Client.cs':
          'class C { static void Main(string[] args) { var c = new TcpClient(args[0], 5012);\nConsole.Write("Enter message: ");\nConsole.ReadLine(); } }',
      },
      ...{ server: 'mono built-Server.exe', client: 'mono built-Client.exe {host}', port: 5012 },
      ...{ typed: ['{message}'], framing: 'line', needs: ['mcs', 'mono'] },
      build: /^mcs -out:built-Server\.exe Server\.cs && mcs /,
    },
  ],
  kotlin: [
    {
      files: {
        'Server.kt': 'fun main() { val s = ServerSocket(5013)\nval line = reader.readLine() }',
        'Client.kt':
          'fun main(args: Array<String>) { val s = Socket(args[0], 5013)\nprint("Message: ")\nval m = readln() }',
      },
      server: 'java -Xmx256m -jar built-Server.jar',
      client: 'java -Xmx256m -jar built-Client.jar {host}',
      ...{ port: 5013, typed: ['{message}'], framing: 'line', needs: ['java', 'kotlinc'] },
      build: /^kotlinc Server\.kt -include-runtime -d built-Server\.jar && /,
    },
  ],
};

for (const [name, list] of Object.entries(cases)) {
  t.test(`${name} is found, run and told what it asks`, async (t) => {
    for (const one of list) {
      const { submission, needs, framing } = find(one.files);
      t.equal(submission.server, one.server);
      t.equal(submission.X, one.client);
      t.equal(submission.Y, one.client);
      t.equal(submission.port, one.port);
      t.same(submission.type?.X, one.typed);
      t.equal(framing, one.framing);
      t.same([...needs].sort(), one.needs);
      if (one.build) t.match(submission.build, one.build);
      else t.equal(submission.build, undefined);
    }
  });
}

t.test('TypeScript is run as Node runs JavaScript, by tsx', async (t) => {
  const { submission, needs } = find({
    'server.ts': "import net from 'node:net';\nnet.createServer(f).listen(5014);",
    'client.ts': 'const s = net.connect(5014, process.argv[2]);',
  });
  t.same([submission.server, submission.X], ['tsx server.ts', 'tsx client.ts {host}']);
  t.same(needs, ['tsx']);
});

t.test('any interpreter that a first line names runs an executable file', async (t) => {
  const files = {
    server: '#!/usr/bin/env guile\n!#\n(bind s AF_INET INADDR_ANY 5015)\n(listen s 2)',
    client: '#!/usr/bin/guile -s\n!#\n(connect s AF_INET (inet-pton AF_INET "10.0.0.1") 5015)',
  };
  const { submission, needs } = find(files, ['server', 'client']);
  t.same([submission.server, submission.X], ['guile server', 'guile client']);
  t.same(needs, ['guile']);
  t.equal(find(files).submission.server, undefined, 'not of a file that is no program');
});

t.test("a shell's script beside the programs is none of them", async (t) => {
  const python = { 'server.py': 's.bind(("", 1))\ns.listen()', 'c.py': 's.connect(a)' };
  const scripts = {
    'test.sh': '#!/bin/sh\nnc localhost 12000 < message',
    'run.sh': '#!/bin/sh\nnc -l 12000 &\npython3 c.py',
  };
  const { submission } = find({ ...python, ...scripts });
  t.same([submission.server, submission.X], ['python3 server.py', 'python3 c.py']);
  t.equal(find({ 'run.sh': '#!/bin/sh\necho hello\n' }).submission.server, undefined);
});

t.test('what stands in a comment or a string of a language is no sign of it', async (t) => {
  const strip = (path: string, text: string) =>
    readCode({ path, text, isExecutable: false })?.code.trim();
  t.equal(
    strip('a.pl', 'my $n = $#list; # listen(S)\n=pod\n\naccept(C)\n\n=cut\n'),
    'my $n = $#list;',
  );
  t.equal(strip('a.rb', 'puts "#{x}" # TCPServer\n=begin\nTCPServer\n=end\n'), 'puts "#{x}"');
  t.equal(strip('a.lua', 'x = "--" -- socket.bind(\n--[[ socket.bind( ]]'), 'x = "--"');
  t.equal(strip('a.tcl', 'puts a#b ;# socket -server\n'), 'puts a#b ;');
  t.equal(strip('a.php', '<?php\n$a = "//"; // socket_bind(\n#[A]\n'), '<?php\n$a = "//"; \n#[A]');
});

t.test("what a shell's function is given is no argument", async (t) => {
  const { submission } = find({
    'server.sh': 'say() {\n  echo "$1 and $2"\n}\nsocat TCP-LISTEN:5016 -',
    'client.sh': 'host=$1\nask() {\n  read -p "$2" m\n}\nnc $host 5016',
  });
  t.same([submission.server, submission.X], ['sh server.sh', 'sh client.sh {host}']);
});

t.test('a language that is not run is named', async (t) => {
  t.match(find({ 'main.swift': 'x' }).unsupported, /^it is written in Swift, which the lab/);
  t.match(find({ 'Main.hs': 'x' }).unsupported, /^it is written in Haskell/);
  t.match(find({ 'notes.txt': 'x' }).unsupported, /no source .*notes\.txt/);
});

t.test('packages of others are asked for, of each language', async (t) => {
  const forms: [string, string, string[], string[]][] = [
    [
      'perl',
      'server.pl',
      ['use strict;\nuse No::Such;\nuse IO::Socket;\nListen => 1'],
      ['No::Such'],
    ],
    ['ruby', 'server.rb', ["require 'socket'\nrequire 'no_such'\nTCPServer"], ['no_such']],
    [
      'php',
      'server.php',
      ['<?php class A extends Thread {}\nstream_socket_server("")'],
      ['Thread'],
    ],
    ['tclsh', 'server.tcl', ['package require NoSuch 1\nsocket -server a 1'], ['NoSuch']],
    ['lua', 'server.lua', ['require("string")\nrequire "no.such"\ns:accept()'], ['no.such']],
  ];
  for (const [tool, path, [text = ''], missing] of forms) {
    const { files, ...conclusion } = find({ [path]: text });
    const [wanted] = findWantedModules(conclusion, files);
    if (!wanted) {
      t.fail(path);
      continue;
    }
    t.ok(
      missing.every((name) => wanted.names.includes(name)),
      wanted.names.join(' '),
    );
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) continue;
    const { stdout } = spawnSync('sh', ['-c', wanted.command], { encoding: 'utf8' });
    t.same(stdout.trim().split('\n'), missing, wanted.command);
  }
});
