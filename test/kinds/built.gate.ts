/** Kinds of how programs in compiled languages are laid out, built and started. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { showKind } from './show-kind.ts';

type Texts = Readonly<Record<string, string>>;

function find(texts: Texts) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  return findSubmission(files, firstReceived);
}

const seeAll = (texts: Texts) => {
  const { submission, unsupported } = find(texts);
  return unsupported ?? [submission.build, submission.server, submission.X];
};

const goServer = 'package main\nfunc serve() { l, _ := net.Listen("tcp", ":7000"); l.Accept() }\n';
const goClient = 'package main\nfunc talk(h string) { net.Dial("tcp", h+":7000") }\n';
const javaServer = 'class Host { void run() { new ServerSocket(7000); } }\n';
const javaClient = 'class Guest { void run(String h) { new Socket(h, 7000); } }\n';

showKind('K34', seeAll, {
  inputs: [
    [
      'Go, a package of several files and a flag',
      {
        'main.go':
          'package main\nfunc main() { r := flag.String("run", "", "server, x or y"); flag.Parse()\n' +
          'switch *r { case "server": serve()\ncase "x": talk("10.0.0.1")\ncase "y": talk("10.0.0.1") } }\n',
        'listen.go': goServer,
        'dial.go': goClient,
      },
      [
        'go build -o built-main main.go listen.go dial.go',
        './built-main -run server',
        './built-main -run x',
      ],
    ],
    [
      'Java, a main beside two classes',
      {
        'Start.java':
          'class Start { public static void main(String[] args) {\n' +
          'if (args[0].equals("server")) new Host().run(); else if (args[0].equals("X")) new Guest().run("h");\n' +
          'else if (args[0].equals("Y")) new Guest().run("h"); } }\n',
        'Host.java': javaServer,
        'Guest.java': javaClient,
      },
      [
        'javac -encoding UTF-8 -d built-classes Start.java Host.java Guest.java',
        'java -Xmx256m -cp built-classes Start server',
        'java -Xmx256m -cp built-classes Start X',
      ],
    ],
    [
      'Rust, modules and a README',
      {
        'src/main.rs':
          'mod host;\nmod guest;\nfn main() { match a.as_slice() { ["server"] => host::run(), ["client", h, id] => guest::run(h, id), _ => {} } }\n',
        'src/host.rs': 'pub fn run() { TcpListener::bind("0.0.0.0:7000"); }\n',
        'src/guest.rs':
          'pub fn run() { let args = std::env::args(); TcpStream::connect("10.0.0.1:7000"); }\n',
        'README.md': '    cargo run -- server\n    cargo run --release -- client 10.0.0.1 X\n',
      },
      [
        'rustc --edition 2021 -O -o built-main src/main.rs',
        './built-main server',
        './built-main client {host} {role}',
      ],
    ],
    [
      'C#, a Main beside two classes',
      {
        'App/Main.cs':
          'static class P { static void Main(string[] args) { if (args[0] == "server") new Host(); else if (args[0] == "client") new Guest(args[1]); } }\n',
        'App/Host.cs': 'class Host { public Host() { new TcpListener(7000); } }\n',
        'App/Guest.cs': 'class Guest { public Guest(string h) { new TcpClient(h, 7000); } }\n',
        'run.txt': 'mono App.exe server\nmono App.exe client 10.0.0.1\n',
      },
      [
        'mcs -out:built-Main.exe App/Main.cs App/Host.cs App/Guest.cs',
        'mono built-Main.exe server',
        'mono built-Main.exe client {host}',
      ],
    ],
  ],
  nearMisses: [
    [
      'a main that has nothing to do with them',
      {
        'Test.java':
          'class Test { public static void main(String[] a) { System.out.println(1); } }\n',
        'Host.java': javaServer,
      },
      'no server and no client was found among its sources',
    ],
  ],
});

const cServer = 'int main() { accept(s, 0, 0); listen(s, 2); bind(s, a, 1); }\n';
const cClient = 'int main() { connect(s, a, 1); }\n';
const seeBuild = (texts: Texts) => find(texts).submission.build;

showKind('K35', seeBuild, {
  inputs: [
    [
      'C, common/',
      {
        'server/main.c': `#include "net.h"\n${cServer}`,
        'client/main.c': `#include "net.h"\n${cClient}`,
        'common/net.h': '',
        'common/net.c': '#include "net.h"\nint send_all() { return 1; }\n',
      },
      'cc -O1 -pthread -Icommon -o built-server-main server/main.c common/net.c && ' +
        'cc -O1 -pthread -Icommon -o built-client-main client/main.c common/net.c',
    ],
    [
      'C++, include/ with a folder in the name',
      {
        'src/server.cpp': `#include <pa2/sock.hpp>\n${cServer}`,
        'src/client.cpp': `#include <pa2/sock.hpp>\n${cClient}`,
        'include/pa2/sock.hpp': '',
      },
      'c++ -O1 -pthread -Iinclude -o built-server src/server.cpp && ' +
        'c++ -O1 -pthread -Iinclude -o built-client src/client.cpp',
    ],
    [
      'two folders, one with a space',
      {
        'server.c': `#include "a.h"\n#include "b.h"\n${cServer}`,
        'client.c': cClient,
        'my headers/a.h': '',
        'lib/b.h': '',
      },
      "cc -O1 -pthread -I'my headers' -Ilib -o built-server server.c && " +
        'cc -O1 -pthread -o built-client client.c',
    ],
  ],
  nearMisses: [
    [
      'a header beside the source, and one of the system',
      {
        'server.c': `#include <stdio.h>\n#include "a.h"\n${cServer}`,
        'client.c': cClient,
        'a.h': '',
      },
      'cc -O1 -pthread -o built-server server.c && cc -O1 -pthread -o built-client client.c',
    ],
  ],
});

const rust = {
  'server/src/main.rs': 'fn main() { TcpListener::bind("0.0.0.0:7000"); }\n',
  'client/src/main.rs':
    'fn main() { let a: Vec<String> = env::args().collect(); let (id, who) = (&a[1], &a[2]); TcpStream::connect("10.0.0.1:7000"); }\n',
};
const seeClient = (texts: Texts) => find(texts).submission.X?.split(' ').slice(1).join(' ');
const java = {
  'Server.java':
    'class Server { public static void main(String[] args) { new ServerSocket(7000); } }\n',
  'Client.java':
    'class Client { public static void main(String[] args) { String p = args[0]; String q = args[1]; new Socket(q, 7000); } }\n',
};

showKind('K36', seeClient, {
  inputs: [
    [
      'what cargo built',
      { ...rust, README: 'h2: target/release/pa2-client X Alice\n' },
      '{role} {name}',
    ],
    [
      'a jar',
      { ...java, 'notes.txt': 'java -jar out/client.jar X 10.0.0.1\n' },
      '-Xmx256m -cp built-classes Client {role} {host}',
    ],
    [
      'go run, with all files',
      {
        'srv/main.go': `${goServer}func main() { serve() }\n`,
        'cli/main.go': `${goClient}func main() { talk(os.Args[2]); _ = os.Args[1] }\n`,
        'README.md': '`go run ./cli X 10.0.0.1`\n',
      },
      '{role} {host}',
    ],
  ],
  nearMisses: [
    [
      'a line that starts the server',
      {
        ...rust,
        README: 'h1: target/release/pa2-server 7000\nh2: target/release/pa2-client X Alice\n',
      },
      '{role} {name}',
    ],
  ],
});
