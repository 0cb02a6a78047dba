/** zx lab/chat.mjs in a real terminal, on real Mininet: both keyboards in one, and its end. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { type ChatTerminal, openTerminal } from './chat-terminal.ts';
import { makeLabFolder, root, runLab, slowMachineMs } from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);
t.jobs = 2;

/** What stands on the screen that was given back; nothing, if none was. */
const getLastWords = (terminal: ChatTerminal) =>
  terminal.read().split('\u001b[?1049l\u001b[?25h')[1]?.replaceAll('\u001b[2m', '') ?? '';

const chatCommand = [process.execPath, path.join(root, 'lab/chat.mjs')];

t.test('X left, Y right, Tab between them, and Bye; kept, and judged again', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const terminal = openTerminal(t, ['--name-y', 'Bo\u{1f600}'], { folder });
  await terminal.waitForRow(/received before.*│.*received before/);
  t.match(terminal.readScreen()[0], / X: Alice on h2 +│ Y: Bo\u{1f600} on h3/u);
  t.match(terminal.readScreen().at(-1), 'Tab: the other keyboard');
  terminal.type('hello, Y\r');
  await terminal.waitForRow(/^X: hello, Y +│X: hello, Y/);
  // What is pasted has a tab, which is no key there; the two halves of a character come apart.
  terminal.type('\tb\u001b[200~rave\tnew 世界\u001b[201~\r');
  await terminal.waitForRow(/^Y: brave new 世界 +│Y: brave new 世界/);
  t.same(
    terminal.readScreen().filter((row) => row.includes('hello, Y') || row.includes('brave')),
    [
      `X: hello, Y${' '.repeat(28)}│X: hello, Y`,
      `Y: brave new 世界${' '.repeat(22)}│Y: brave new 世界`,
    ],
  );
  terminal.type('\tbye\r');
  t.equal(await terminal.ended, 0);
  // The screen is given back, and the result stands on it.
  t.match(getLastWords(terminal), /^Logs: \.lab/m);
  t.notMatch(terminal.read(), '/100', 'it earns no points');
  await assertNothingLeft(t, before);

  const run = path.join(folder, '.lab/latest/chat');
  const plan = JSON.parse(await readFile(path.join(run, 'plan.json'), 'utf8'));
  t.match(plan, { chat: true, live: true });
  const journal = await readFile(path.join(run, 'journal.jsonl'), 'utf8');
  t.match(journal, /"kind":"note"[^\n]*"what":"relayed"[^\n]*"text":"Y: brave new 世界"/);
  const check = [process.execPath, path.join(root, 'lab/check.mjs')];
  const { status, stdout } = await runLab([], { folder, command: check });
  t.equal(status, 0, stdout);
  t.match(stdout, '✓ chat  A chat of Alice and Bo\u{1f600} at their keyboards');
});

t.test('Ctrl-C ends all at once; a run is kept', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const terminal = openTerminal(t, [], { folder });
  await terminal.waitForRow(/received before.*│.*received before/);
  terminal.type('\u0003');
  t.equal(await terminal.ended, 130);
  t.match(getLastWords(terminal), /^Logs: \.lab/m);
  await assertNothingLeft(t, before);
});

t.test('without a terminal to type at: one sentence, and what to do instead', async (t) => {
  const folder = await makeLabFolder(t);
  const { status, stdout, stderr } = await runLab([], { folder, command: chatCommand });
  t.equal(status, 64);
  t.equal(stdout, '');
  t.match(stderr, /^lab: A chat needs a terminal with a cursor to type at\n +Without one, .*\n$/);
  const dumb = openTerminal(t, ['--role', 'X'], { folder, env: { TERM: 'dumb' } });
  t.equal(await dumb.ended, 64);
  t.match(dumb.read(), /^lab: A chat needs a terminal/);
});
