/** ncat and socat as clients of our server, in a chat and for the assignment's one answer. */
import t from 'tap';
import { runTyped, type Typed } from './chat-support.ts';
import { bundleProgram, makeFolder, startServer } from './support.ts';

// Mostly waiting for programs to start: side by side they wait at the same time.
t.jobs = 4;

const file = await bundleProgram('server', makeFolder(t));
type Test = Parameters<typeof startServer>[0];

const tools: Record<string, (t: Test, port: number) => Typed> = {
  ncat: (t, port) => runTyped(t, 'ncat', ['127.0.0.1', String(port)]),
  socat: (t, port) => runTyped(t, 'socat', ['-t', '20', '-', `TCP4:127.0.0.1:${port}`]),
};

/** What the tool printed; ncat says "Broken pipe" of a keyboard that outlives the connection. */
const readAnswer = async (tool: Typed) => {
  await tool.ended;
  return tool.read();
};

for (const [name, start] of Object.entries(tools)) {
  t.test(`${name}: a chat, with names, the answer of the assignment, and Bye`, async (t) => {
    const server = await startServer(t, file, ['--chat']);
    const x = start(t, server.port);
    await server.waitForNotes('accepted', 1);
    const y = start(t, server.port);
    y.type('Y: Bob\n');
    await x.waitForText('Y: Bob\n');
    x.type('X: Ali\u{1f600}\n');
    await y.waitForText('Y: Bob received before X: Ali\u{1f600}\n');
    y.type('hello\n');
    await x.waitForText('Y: hello\n');
    x.type('so long\n');
    await y.waitForText('X: so long\n');
    x.type('Bye\n');
    const verdict = 'Y: Bob received before X: Ali\u{1f600}\n';
    t.equal(await server.ended, 0);
    for (const each of [x, y]) each.endTyping();
    t.equal(await readAnswer(x), `Y: Bob\n${verdict}Y: hello\n`);
    t.equal(await readAnswer(y), `X: Ali\u{1f600}\n${verdict}X: so long\nX: Bye\n`);
    for (const each of [x, y]) t.equal(await each.ended, 0);
  });

  t.test(`${name}: a chat that the end of its input ends`, async (t) => {
    const server = await startServer(t, file, ['--chat']);
    const x = start(t, server.port);
    const y = start(t, server.port);
    x.type('X: Alice\n');
    await y.waitForText('X: Alice\n');
    x.endTyping();
    await y.waitForText('* X left without Bye\n');
    t.equal(await server.ended, 0);
    y.endTyping();
    for (const each of [x, y]) t.equal(await each.ended, 0);
  });

  t.test(`${name}: the assignment's one message and one answer`, async (t) => {
    const server = await startServer(t, file);
    const [x, y] = [start(t, server.port), start(t, server.port)];
    await server.waitForNotes('reading', 1);
    y.type('Y: Bob\n');
    await server.waitForNotes('ticket', 1);
    x.type('X: Alice\n');
    t.equal(await server.ended, 0);
    for (const each of [x, y]) {
      each.endTyping();
      t.equal(await readAnswer(each), 'Y: Bob received before X: Alice\n');
      t.equal(await each.ended, 0);
    }
  });

  t.test(`${name}: a message from a file that ends before the answer comes`, async (t) => {
    const server = await startServer(t, file);
    const [x, y] = [start(t, server.port), start(t, server.port)];
    await server.waitForNotes('reading', 1);
    // Without a newline: the end of input is the end of the message.
    x.type('X: Alice');
    x.endTyping();
    await server.waitForNotes('received', 1);
    y.type('Y: Bob');
    y.endTyping();
    for (const each of [x, y]) {
      t.equal(await readAnswer(each), 'X: Alice received before Y: Bob\n');
      t.equal(await each.ended, 0);
    }
    t.equal(await server.ended, 0);
  });
}
