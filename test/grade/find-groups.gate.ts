/** One group of programs is taken where a folder holds several, and no two are mixed. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import { findSubmission } from '../../lab/grade/find-submission.ts';
import { findWholes } from '../../lab/grade/find-wholes.ts';

const server = 's.bind(("", 12000))\ns.listen(2)\n';
const right = `${server}answer = a + " received before " + b\n`;
const client = 's.connect(("10.0.0.1", 12000))\n';

function find(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));
  const { submission, aside = [], extra = [] } = findSubmission(files, firstReceived);
  const programs = [submission.server, submission.X, submission.Y].map((one) =>
    one?.replace(/^python3 /, ''),
  );
  return { programs, aside, extra, wholes: findWholes(files, firstReceived) };
}

t.test('the assignment is taken, and its extra credit left aside', async (t) => {
  const main = { 'server.py': right, 'client.py': client };
  const others: Record<string, string>[] = [
    { 'EC/server.py': server, 'EC/client.py': client },
    { 'Extra Credit/chat_server.py': server, 'Extra Credit/chat_client.py': client },
    { 'chatServer.py': server, 'chatClient.py': client },
    { 'bonus_server.py': server, 'bonus_client.py': client },
    { 'a-chat/Server/main.py': server, 'a-chat/Client/main.py': client },
  ];
  for (const other of others) {
    const found = find({ ...other, ...main });
    t.same(found.programs, ['server.py', 'client.py', 'client.py'], `${Object.keys(other)[0]}`);
    t.same(found.extra.sort(), Object.keys(other).sort());
    t.match(found.aside, [/its name says ".+", and server\.py is taken$/]);
  }
});

t.test('where names say nothing, what the server says does', async (t) => {
  const found = find({
    'part1/server.py': server,
    'part1/client.py': client,
    'part2/server.py': right,
    'part2/client.py': client,
  });
  t.same(found.programs, ['part2/server.py', 'part2/client.py', 'part2/client.py']);
  t.same(found.wholes, ['part1', 'part2'], 'two submissions, as far as anybody can tell');
  const words = find({ 'echo_server.py': server, 'echo_client.py': client });
  t.same(words.aside, [], 'the only group is taken, whatever it is called');
  const relay = { 'talk_server.py': server, 'talk_client.py': client };
  const both = find({ ...relay, 'order_server.py': right, 'order_client.py': client });
  t.same(both.programs, ['order_server.py', 'order_client.py', 'order_client.py']);
});

t.test('of several versions the one that a person would take', async (t) => {
  const cases: [string[], string][] = [
    [['server.py', 'server_v2.py'], 'server_v2.py'],
    [['server_v10.py', 'server_v9.py'], 'server_v10.py'],
    [['server.py', 'server_final.py', 'server_v3.py'], 'server_final.py'],
    [['server copy.py', 'server.py'], 'server.py'],
    [['old_server.py', 'server.py'], 'server.py'],
    [['server-1.py', 'server.py'], 'server-1.py'],
    [['ec_server.py', 'server.py'], 'server.py'],
  ];
  for (const [names, wanted] of cases) {
    const found = find(
      Object.fromEntries(
        [...names, 'client.py'].map((name) => [name, name === 'client.py' ? client : right]),
      ),
    );
    t.same(found.programs[0]?.replaceAll("'", ''), wanted, names.join(' '));
    t.equal(found.aside.length, names.length - 1);
  }
  const alt = { 'alt/server.py': right, 'vieux/client.py': client };
  const now = { 'server.py': right, 'client.py': client };
  t.equal(find({ ...alt, ...now }).programs[0], 'server.py', 'in the languages of students');
  const old = { 'old/server.py': right, 'old/client.py': client };
  const found = find({
    ...old,
    'backup/server.py': right,
    'backup/client.py': client,
    'new/server.py': right,
    'new/client.py': client,
  });
  t.same(found.programs, ['new/server.py', 'new/client.py', 'new/client.py']);
  t.same(found.wholes, []);
});

t.test('what belongs together is not parted', async (t) => {
  const cases: [Record<string, string>, string[]][] = [
    [
      { 'server/main.py': right, 'client/main.py': client },
      ['server/main.py', 'client/main.py', 'client/main.py'],
    ],
    [
      { 'server.py': right, 'client1.py': client, 'client2.py': client },
      ['server.py', 'client1.py', 'client2.py'],
    ],
    [
      { 'server.py': right, 'X/client.py': client, 'Y/client.py': `${client}Y = 1` },
      ['server.py', 'X/client.py', 'Y/client.py'],
    ],
    [
      { 'multi_server.py': right, 'clientX.py': client, 'clientY.py': client },
      ['multi_server.py', 'clientX.py', 'clientY.py'],
    ],
    [
      { 'test_server.py': right, 'alice.py': client, 'bob.py': client },
      ['test_server.py', 'alice.py', 'bob.py'],
    ],
    [
      { 'chat/server.py': right, 'chat/client.py': client, 'chat/common.py': 'x = 1' },
      ['chat/server.py', 'chat/client.py', 'chat/client.py'],
    ],
  ];
  for (const [texts, programs] of cases) {
    const found = find(texts);
    t.same(found.programs, programs);
    t.same(found.aside, [], `${Object.keys(texts)[0]}`);
  }
});

t.test('what was left aside for extra credit is played for it, where it is whole', async (t) => {
  const conclude = (texts: Readonly<Record<string, string>>) => {
    const files = Object.entries(texts).map(([path, text]) => ({
      ...{ path, text, isExecutable: false },
    }));
    return concludeSubmission(files, undefined, firstReceived).extraCredit?.submission;
  };
  const main = { 'server.py': right, 'client.py': client };
  const chatting = 's.bind(("", 12000))\ns.listen(2)\nb.send(line)\n';
  const asks = `${client}line = input("Say: ")\n`;
  t.match(
    conclude({ ...main, 'Extra Credit/server.py': chatting, 'Extra Credit/client.py': asks }),
    {
      server: "python3 'Extra Credit/server.py'",
      X: "python3 'Extra Credit/client.py'",
      type: { X: ['{message}'] },
    },
  );
  t.match(conclude({ ...main, 'chat_server.py': chatting, 'chat_client.py': asks }), {
    server: 'python3 chat_server.py',
    Y: 'python3 chat_client.py',
  });
  t.equal(conclude({ ...main, 'EC/server.py': chatting }), undefined, 'a server alone');
  t.equal(conclude({ ...main, 'old/server.py': right, 'old/client.py': client }), undefined, 'old');
  t.equal(conclude(main), undefined);
});
