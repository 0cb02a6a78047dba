/** Kinds of what a folder holds: several programs, and any language. */
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
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
  ],
  nearMisses: [
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
