/** The server in a chat, over real sockets: what is relayed, in which order, and how it ends. */
import t from 'tap';
import { type RawTalker, seatTalkers } from './chat-support.ts';
import { bundleProgram, makeFolder, type Server, startServer, waitFor } from './support.ts';

const file = await bundleProgram('server', makeFolder(t));

/** A server with `count` clients seated. */
async function openChat(
  t: Parameters<typeof startServer>[0],
  count: number,
  flags: string[] = [],
): Promise<{ server: Server; talkers: RawTalker[]; x: RawTalker; y: RawTalker }> {
  const server = await startServer(t, file, ['--chat', '--clients', String(count), ...flags]);
  const talkers = await seatTalkers(t, server, count);
  const [x, y] = talkers;
  if (x === undefined || y === undefined) throw new Error('no clients');
  return { server, talkers, x, y };
}

t.test('both hear each other and who was first; Bye is relayed and ends all', async (t) => {
  const { server, x, y } = await openChat(t, 2);
  y.say('Y: Bob\n');
  await x.waitForText('Y: Bob\n');
  x.say('X: Alice\n');
  await y.waitForText('received before X: Alice\n');
  x.say('hello\n');
  await y.waitForText('X: hello\n');
  y.say('hello, you\n');
  await x.waitForText('Y: hello, you\n');
  x.say(' \tbYE \r\nnobody hears this\n');
  const verdict = 'Y: Bob received before X: Alice\n';
  t.equal(await x.answer, `Y: Bob\n${verdict}Y: hello, you\n`);
  t.equal(await y.answer, `X: Alice\n${verdict}X: hello\nX:  \tbYE \n`);
  t.equal(await server.ended, 0);
  for (const line of ['Received from client 1', 'Relayed to client 2']) {
    t.match(server.read(), new RegExp(`${line} \\(127\\.0\\.0\\.1:\\d+\\): (X: )?hello\n`));
  }
  t.match(server.read(), 'after the end: nobody hears this');
});

t.test(
  'who brings no name is called by its number; an odd word with Bye in it ends nothing',
  async (t) => {
    const { server, x, y } = await openChat(t, 2);
    x.say('hello\n\nBye, all\n');
    await y.waitForText('client 1: hello\nclient 1: Bye, all\n');
    y.say('bye');
    // Without a newline it is a whole line after a lull.
    t.equal(await x.answer, 'client 2: bye\n');
    t.equal(await y.answer, 'client 1: hello\nclient 1: Bye, all\n');
    t.equal(await server.ended, 0);
  },
);

t.test('a line may be cut anywhere and come slowly; of any UTF-8, up to 64 KiB', async (t) => {
  const { server, x, y } = await openChat(t, 2, ['--lull-ms', '1']);
  x.say('X: Alice\n');
  await y.waitForText('X: Alice\n');
  const emoji = Buffer.from('\u{1f600}\u2028\ufeff\u0000é\n');
  for (const byte of emoji) {
    const before = server.readNotes().filter((note) => note.what === 'ticket').length;
    x.say(Uint8Array.of(byte));
    // Far more than a lull of 1 ms lies between two bytes.
    await server.waitForNotes('ticket', before + 1);
  }
  await y.waitForText(`X: ${emoji.toString()}`);
  const long = 'é'.repeat(32_768);
  x.say(`${long}\n`);
  await y.waitForText(`X: ${long}\n`);
  x.say(Uint8Array.of(0xff, 0x0a));
  await x.waitForText('* Not relayed: your line is not UTF-8\n');
  x.say('still here\n');
  await y.waitForText('X: still here\n');
  x.say('x'.repeat(65_537));
  t.match(await x.answer, '* You are let go: you sent more than 65536 bytes');
  t.match(await y.answer, '* X was let go: it sent more than 65536 bytes');
  t.equal(await server.ended, 0);
});

const leavings: { title: string; leave: (x: RawTalker) => unknown; told: string }[] = [
  {
    title: 'ends its side',
    leave: (x) => x.socket.end('my last\n'),
    told: 'X: my last\n* X left without Bye\n',
  },
  {
    title: 'ends its side without a newline',
    leave: (x) => x.socket.end('my last'),
    told: 'X: my last\n* X left without Bye\n',
  },
  {
    title: 'resets the connection',
    leave: (x) => x.socket.resetAndDestroy(),
    told: '* X lost the connection\n',
  },
];

for (const { title, leave, told } of leavings) {
  t.test(`the other is told in one line when a client ${title}`, async (t) => {
    const { server, x, y } = await openChat(t, 2);
    x.say('X: Alice\n');
    await y.waitForText('X: Alice\n');
    leave(x);
    t.equal(await y.answer, `X: Alice\n${told}`);
    t.equal(await server.ended, 0);
  });
}

t.test(
  'more than two: all get the same order, the one of arrival; the chat survives one Bye',
  async (t) => {
    const { server, talkers } = await openChat(t, 4);
    const letters = ['X', 'Y', 'Z', 'A'];
    const lines = 300;
    for (const [index, { say }] of talkers.entries()) say(`${letters[index]}: here\n`);
    for (let line = 0; line < lines; line += 1) {
      for (const { say } of talkers) say(`${line}\n`);
    }
    const count = (text: string) => text.split('\n').length - 1;
    const expected = 3 * (lines + 1) + 1;
    await waitFor('all lines', () => talkers.every(({ read }) => count(read()) === expected));
    const relayed = server.readNotes().filter((note) => note.what === 'relayed');
    t.equal(relayed.length, 4 * (lines + 1), 'each line is relayed once');
    const order = relayed.map(({ text }) => text);
    for (const [index, { read }] of talkers.entries()) {
      const heard = read()
        .split('\n')
        .filter((text) => text !== '' && !text.includes('received'));
      const others = order.filter((text) => !text?.startsWith(`${letters[index]}: `));
      t.same(heard, others, `${letters[index]} has the one order, less its own lines`);
    }
    // The order is that of the tickets, which the main thread gives where it reads the sockets.
    const tickets = new Map(
      server
        .readNotes()
        .filter((note) => note.what === 'received')
        .map(({ client, text, ticket }) => [`${client} ${text}`, ticket ?? -1]),
    );
    const inOrder = relayed.map(({ client, text }) => {
      const said = text?.endsWith('here') ? text : text?.replace(/^.: /, '');
      return tickets.get(`${client} ${said}`) ?? -1;
    });
    t.same(
      inOrder,
      [...inOrder].sort((a, b) => a - b),
      'relayed as they arrived',
    );

    const [x, y, z, a] = talkers;
    x?.say('Bye\n');
    t.match(await x?.answer, /\n$/);
    for (const other of [y, z, a]) await other?.waitForText('X: Bye\n');
    y?.socket.resetAndDestroy();
    for (const other of [z, a]) await other?.waitForText('* Y lost the connection\n');
    z?.say('only us\n');
    await a?.waitForText('Z: only us\n');
    a?.say('bye\n');
    t.match(await z?.answer, /A: bye\n$/);
    t.equal(await server.ended, 0);
  },
);

t.test('chats at the same time do not mix', async (t) => {
  const flags = ['--chat', '--sessions', '2', '--at-once', '2'];
  const server = await startServer(t, file, flags);
  const talkers = await seatTalkers(t, server, 4);
  await server.waitForNotes('reading', 2);
  for (const [index, { say }] of talkers.entries()) say(`from ${index}\n`);
  await Promise.all(talkers.map(({ waitForText }, index) => waitForText(`from ${index ^ 1}`)));
  talkers[0]?.say('Bye\n');
  talkers[2]?.say('Bye\n');
  for (const [index, { answer }] of talkers.entries()) {
    const text = await answer;
    for (const stranger of index < 2 ? [2, 3] : [0, 1]) t.notMatch(text, `from ${stranger}`);
  }
  t.equal(await server.ended, 0);
});
