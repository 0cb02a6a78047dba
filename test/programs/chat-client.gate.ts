/** Our client in a chat: typed through a pipe and on a real terminal, and how it ends. */
import t from 'tap';
import { runTyped, seatTalkers, type Typed } from './chat-support.ts';
import { readScreen } from './screen.ts';
import { bundleProgram, makeFolder, startServer, waitFor } from './support.ts';

const folder = makeFolder(t);
const [server, client] = await Promise.all([
  bundleProgram('server', folder),
  bundleProgram('client', folder),
]);

// Mostly waiting for programs to start: side by side they wait at the same time.
t.jobs = 3;

type Test = Parameters<typeof startServer>[0];

function getArgs(port: number, role: string, name: string): string[] {
  return [client, '--chat', '--port', String(port), '--role', role, '--name', name];
}

async function openChat(
  t: Test,
): Promise<{ port: number; ended: Promise<unknown>; x: Typed; y: Typed }> {
  const { port, ended } = await startServer(t, server, ['--chat']);
  const x = runTyped(t, process.execPath, getArgs(port, 'X', 'Alice'));
  const y = runTyped(t, process.execPath, getArgs(port, 'Y', 'Bob'));
  for (const each of [x, y]) await each.waitForText('received before');
  return { port, ended, x, y };
}

t.test(
  'through pipes: both print what they sent and received; Bye ends all three with 0',
  async (t) => {
    const { ended, x, y } = await openChat(t);
    x.type('hello\n\nyou\u2028there\n');
    await y.waitForText('Received: X: hello\nReceived: X: you');
    y.type(`${'é'.repeat(32_769)}\nhi\n bye \nnot sent\n`);
    for (const each of [x, y, { ended }]) t.equal(await each.ended, 0);
    t.match(x.read(), 'Sent: X: Alice\n');
    t.match(x.read(), 'Sent: hello\nSent: you\\u{2028}there\n');
    t.match(
      x.read(),
      /Received: Y: hi\nReceived: Y: {2}bye \nClosed the connection.\nThe chat is over.\n$/,
    );
    t.match(y.read(), 'Received: X: hello\nReceived: X: you\\u{2028}there\n');
    t.match(y.read(), 'Not sent: that line has more than 65536 bytes.\nSent: hi\nSent:  bye \n');
    t.notMatch(x.read() + y.read(), 'not sent');
  },
);

t.test('both say Bye at once, in the midst of 1,000 lines each', async (t) => {
  const { ended, x, y } = await openChat(t);
  const lines = Array.from({ length: 1_000 }, (_, line) => `line ${line}\n`).join('');
  x.type(`${lines}Bye\n`);
  y.type(`${lines}Bye\n`);
  for (const each of [x, y, { ended }]) t.equal(await each.ended, 0);
  // One Bye was the first; all that was said before it came through, in order.
  const [first, second] = / Bye/.test(x.read().replaceAll('Sent: Bye', '')) ? [y, x] : [x, y];
  const heard = second.read().match(/(?<=Received: [XY]: )line \d+/g) ?? [];
  t.same(heard, lines.trimEnd().split('\n'));
  t.notMatch(first.read(), /Received: [XY]: Bye/);
});

t.test('the end of typing: the other is told, and neither hangs', async (t) => {
  const { ended, x, y } = await openChat(t);
  x.type('my last');
  x.endTyping();
  t.equal(await x.ended, 0);
  t.equal(await y.ended, 1);
  t.equal(await ended, 0);
  t.match(
    y.read(),
    /Received: X: my last\nReceived: \* X left without Bye\n(.*\n)*The chat was cut off/,
  );
});

t.test('a killed client: the other is told, and the server ends as ever', async (t) => {
  const { ended, x, y } = await openChat(t);
  process.kill(x.pid, 'SIGKILL');
  t.equal(await x.ended, 'SIGKILL');
  t.equal(await y.ended, 1);
  t.equal(await ended, 0);
  t.match(y.read(), /Received: \* X (left without Bye|lost the connection)\n/);
});

t.test('a killed server: both are told', async (t) => {
  const program = await startServer(t, server, ['--chat']);
  const x = runTyped(t, process.execPath, getArgs(program.port, 'X', 'Alice'));
  const y = runTyped(t, process.execPath, getArgs(program.port, 'Y', 'Bob'));
  for (const each of [x, y]) await each.waitForText('received before');
  program.child.kill('SIGKILL');
  for (const each of [x, y]) {
    t.equal(await each.ended, 1);
    t.match(each.read(), 'The chat was cut off');
  }
});

t.test(
  'on a terminal: what is typed is not torn by what arrives, however long it is',
  async (t) => {
    const program = await startServer(t, server, ['--chat']);
    const columns = 30;
    const command = `stty cols ${columns} rows 24; exec "$0" "$@"`;
    const words = ['sh', '-c', command, process.execPath, ...getArgs(program.port, 'X', 'Alice')];
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    // script(1) gives it a terminal.
    const x = runTyped(t, 'script', ['-qefc', quoted, '/dev/null']);
    const [y] = await seatTalkers(t, program, 1, { isFull: false });
    if (y === undefined) return t.fail('no client');
    const see = (...expected: string[]) => {
      const observe = () => readScreen(x.read(), columns).slice(-expected.length);
      return waitFor(
        `the screen ${JSON.stringify(expected)}`,
        () => {
          return JSON.stringify(observe()) === JSON.stringify(expected);
        },
        () => readScreen(x.read(), columns).join('\n'),
      );
    };
    // X introduces itself as soon as it is connected; it is the first once that was relayed.
    await program.waitForNotes('relayed', 1);
    y.say('Y: Bob\n');
    await see('Y: Bob', 'X: Alice received before Y: Bo', 'b', 'X:');
    x.type('half');
    await see('X: half');
    y.say('I break in\n');
    await see('Y: I break in', 'X: half');
    x.type(' a line, and more than one row of it');
    await see('X: half a line, and more than', 'one row of it');
    y.say('again\nand again\n');
    await see('Y: again', 'Y: and again', 'X: half a line, and more than', 'one row of it');
    // Twice to the left, then back over two letters: the cursor is in its place, too.
    x.type('\u001b[D\u001b[D\u007f\u007fX');
    y.say('so\n');
    await see('Y: so', 'X: half a line, and more than', 'one row oXit');
    x.type('\r');
    await y.waitForText('X: half a line, and more than one row oXit\n');
    x.type('Bye\r');
    t.match(await y.answer, /X: Bye\n$/);
    t.equal(await x.ended, 0);
    t.same(readScreen(x.read(), columns).slice(-3), [
      'X: Bye',
      'Closed the connection.',
      'The chat is over.',
    ]);
    t.equal(await program.ended, 0);
  },
);

t.test('on a terminal: Ctrl-D leaves', async (t) => {
  const program = await startServer(t, server, ['--chat']);
  const words = [process.execPath, ...getArgs(program.port, 'X', 'Alice')];
  const x = runTyped(t, 'script', ['-qefc', words.join(' '), '/dev/null']);
  const [y] = await seatTalkers(t, program, 1, { isFull: false });
  y?.say('Y: Bob\n');
  await x.waitForText('received before');
  x.type('\u0004');
  t.match(await y?.answer, /\* X left without Bye\n$/);
  t.equal(await x.ended, 0);
  t.equal(await program.ended, 0);
});

t.test('on a terminal that cannot move its cursor: plain lines, and Ctrl-D leaves', async (t) => {
  const program = await startServer(t, server, ['--chat']);
  const words = ['env', 'TERM=dumb', process.execPath, ...getArgs(program.port, 'X', 'Alice')];
  const x = runTyped(t, 'script', ['-qefc', words.join(' '), '/dev/null']);
  const [y] = await seatTalkers(t, program, 1, { isFull: false });
  y?.say('Y: Bob\nhello\n');
  await x.waitForText('Received: Y: hello\r\n');
  x.type('hi\r');
  await y?.waitForText('X: hi\n');
  x.type('\u0004');
  t.match(await y?.answer, /\* X left without Bye\n$/);
  t.equal(await x.ended, 0);
  t.equal(await program.ended, 0);
  t.notMatch(x.read(), '\u001b', 'no sequence for a cursor');
  // The terminal itself shows what is typed, so the client does not show it once more.
  t.equal(x.read().match(/\bhi\b/g)?.length, 1);
});

t.test('a series of trials is no chat: refused in one sentence', async (t) => {
  const x = runTyped(t, 'env', [
    'LAB_SERIES=/nowhere',
    process.execPath,
    ...getArgs(1, 'X', 'Alice'),
  ]);
  t.equal(await x.ended, 64);
  t.equal(x.read(), '--chat is not played in a series of trials (LAB_SERIES).\n');
});
