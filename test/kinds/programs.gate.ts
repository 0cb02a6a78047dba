/** Kinds of what a folder holds: several programs, and any language. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { showKind } from './show-kind.ts';

type Texts = Readonly<Record<string, string>>;

function find(texts: Texts) {
  const files = Object.entries(texts).map(([path, text]) => {
    return { path, text, isExecutable: text.startsWith('#!') };
  });
  return findSubmission(files, firstReceived);
}

const server = 's.bind(("", 12000))\ns.listen(2)\n';
const right = `${server}answer = a + " received before " + b\n`;
const client = 's.connect(("10.0.0.1", 12000))\n';
const seePrograms = (texts: Texts) => {
  const { submission } = find(texts);
  return [submission.server, submission.X].map((one) => one?.split(' ').at(-1));
};

showKind('K12', seePrograms, {
  inputs: [
    [
      'extra credit in Java beside Python',
      {
        'ExtraCredit/Server.java': 'class Server { void main() { new ServerSocket(1); } }',
        'ExtraCredit/Client.java': 'class Client { void main() { new Socket("h", 1); } }',
        'server.py': right,
        'client.py': client,
      },
      ['server.py', 'client.py'],
    ],
    [
      'a part of its own',
      {
        'part_a/server.py': right,
        'part_a/client.py': client,
        'part_b_extra_credit/server.py': server,
        'part_b_extra_credit/client.py': client,
      },
      ['part_a/server.py', 'part_a/client.py'],
    ],
    [
      'in Perl, by name',
      {
        'server.pl': 'IO::Socket::INET->new(Listen => 2);\nprint "$a received before $b";',
        'client.pl': "IO::Socket::INET->new(PeerAddr => 'h');",
        'server_bonus.pl': 'IO::Socket::INET->new(Listen => 2);',
        'client_bonus.pl': "IO::Socket::INET->new(PeerAddr => 'h');",
      },
      ['server.pl', 'client.pl'],
    ],
    [
      'older versions',
      {
        'v1/server.py': right,
        'v1/client.py': client,
        'v2/server.py': right,
        'v2/client.py': client,
      },
      ['v2/server.py', 'v2/client.py'],
    ],
    [
      'the echo server of a lecture beside the one that was made of it',
      { 'TCPServer.py': server, 'TCPServerThreads.py': right, 'TCPClient.py': client },
      ['TCPServerThreads.py', 'TCPClient.py'],
    ],
  ],
  nearMisses: [
    [
      'two servers of which neither says the answer: the first by its name',
      { 'server.py': server, 'server_threads.py': server, 'client.py': client },
      ['server.py', 'client.py'],
    ],
    [
      'a chat alone is what was handed in',
      { 'chat_server.py': right, 'chat_client.py': client },
      ['chat_server.py', 'chat_client.py'],
    ],
    [
      'one side each in its folder',
      { 'Server/main.py': right, 'Client/main.py': client },
      ['Server/main.py', 'Client/main.py'],
    ],
  ],
});

const seeRun = (texts: Texts) => {
  const { submission, unsupported } = find(texts);
  return unsupported ?? [submission.server, submission.X];
};

showKind('K16', seeRun, {
  inputs: [
    [
      'Ruby by its first line',
      {
        serve: '#!/usr/bin/ruby\nTCPServer.new(12000)',
        talk: "#!/usr/bin/ruby\nTCPSocket.new('10.0.0.1', 12000)",
      },
      ['ruby serve', 'ruby talk'],
    ],
    [
      'awk, which nobody taught it',
      {
        server: '#!/usr/bin/gawk -f\nBEGIN { s = "/inet/tcp/12000/0/0"; s |& getline }',
        client: '#!/usr/bin/gawk -f\nBEGIN { s = "/inet/tcp/0/10.0.0.1/12000"; print "x" |& s }',
      },
      ['gawk -f server', 'gawk -f client'],
    ],
    [
      'a server in PHP, a client in Lua',
      {
        'server.php': '<?php\n$s = stream_socket_server("tcp://0.0.0.0:12000");',
        'client.lua': 'c:connect("10.0.0.1", 12000)',
      },
      ['php server.php', 'lua client.lua'],
    ],
    [
      'two Pythons by first lines',
      { server: `#!/usr/bin/env python3\n${server}`, client: `#!/usr/bin/python3\n${client}` },
      ['python3 server', 'python3 client'],
    ],
  ],
  nearMisses: [
    [
      'words in a comment',
      { 'notes.rb': '# TCPServer and TCPSocket\nputs 1\n' },
      'no server and no client was found among its sources',
    ],
    [
      'a language that nothing here runs',
      { 'server.hs': 'main = listen' },
      'it is written in Haskell, which the lab does not know how to run',
    ],
  ],
});

/** The commands of the server and of X for extra credit; undefined where there are none. */
const seeSwitched = (texts: Texts) => {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  const { extraCredit } = concludeSubmission(files, undefined, firstReceived);
  const { server, X } = extraCredit?.submission ?? {};
  return extraCredit && [server, X].map((one) => one?.replace(/^java .*-classes /, ''));
};
const parse = (words: string) => `p = argparse.ArgumentParser()\np.add_argument(${words})\n`;

showKind('K40', seeSwitched, {
  inputs: [
    [
      'an option of argparse, on several lines',
      {
        'server.py': parse('\n    "--chat",\n    action="store_true", help="go on"') + right,
        'client.py': client,
      },
      ['python3 server.py --chat', 'python3 client.py'],
    ],
    [
      'a word among the arguments of all',
      {
        'server.py': `${right}if "extra" in sys.argv:\n    relay()\n`,
        'client.py': `${client}if "extra" in sys.argv:\n    talk()\n`,
      },
      ['python3 server.py extra', 'python3 client.py extra'],
    ],
    [
      'compared in Java',
      {
        'Server.java':
          'class Server { public static void main(String[] args) { new ServerSocket(12000);\n' +
          'boolean chat = args.length > 0 && args[0].equals("-chat");\n' +
          'out.println(a + " received before " + b); } }',
        'Client.java':
          'class Client { public static void main(String[] a) { new Socket("10.0.0.1", 12000); } }',
      },
      ['Server -chat', 'Client'],
    ],
    [
      'a variable of the environment',
      {
        'server.py': `${right}if os.environ.get("CHAT"):\n    relay()\n`,
        'client.py': client,
      },
      ['CHAT=1 python3 server.py', 'python3 client.py'],
    ],
  ],
  nearMisses: [
    [
      'a comment speaks of it',
      { 'server.py': `# --chat is to come: sys.argv\n${right}`, 'client.py': client },
      undefined,
    ],
    [
      'it takes a value',
      { 'server.py': parse('"--chat", default="room"') + right, 'client.py': client },
      undefined,
    ],
    [
      'a text that is printed',
      { 'server.py': `${right}print("chat")\n`, 'client.py': client },
      undefined,
    ],
  ],
});
