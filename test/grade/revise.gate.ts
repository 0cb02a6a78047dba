/** What is done otherwise after a play showed a guess to be wrong. */
import t from 'tap';
import { reviseConclusion } from '../../lab/grade/revise.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { Conclusion, Submission } from '../../lab/model/submission.ts';
import { change, makeJournal, makePlan, toNs } from '../checkers/journal-builder.ts';

const wanted = { clients: ['X', 'Y'] };

function conclude(submission: Submission): Conclusion {
  const sources = { server: ['server.py'], X: ['client.py'], Y: ['client.py'] };
  const starts = { server: 'python3 server.py', X: 'python3 client.py', Y: 'python3 client.py' };
  return { submission, reasons: [], sources, needs: [], starts };
}

function makeTheirs({ type }: Submission): Plan {
  const plan = makePlan('x-connects-x-sends');
  return {
    ...plan,
    server: { ...plan.server, command: 'python3 server.py' },
    clients: plan.clients.map((client) => {
      const lines = type?.[client.role as 'X' | 'Y'];
      return { ...client, command: 'python3 client.py', ...(lines && { type: lines.join('\n') }) };
    }),
  };
}

/** The revisions after a play in which X and Y said these texts in place of their messages. */
function revise(
  submission: Submission,
  said: { X?: string; Y?: string } = {},
  more: JournalEvent[] = [],
) {
  const journal = makeJournal(makeTheirs(submission));
  const changed = change(journal, 'data', (event) => {
    const text = event.direction === 'to-server' ? said[event.role as 'X' | 'Y'] : undefined;
    return text === undefined ? event : { ...event, text, bytes: text.length };
  });
  const run = { ...changed, events: [...changed.events, ...more] };
  return reviseConclusion(conclude(submission), run, wanted);
}

const typed = (...lines: string[]) => ({ X: lines, Y: lines });
const programs = { server: 'python3 server.py', X: 'python3 client.py', Y: 'python3 client.py' };

t.test('a play in which all went as it should leaves nothing to do', async (t) => {
  t.same(revise({ ...programs, type: typed('{message}') }), []);
});

t.test('a letter that the programs add is not typed', async (t) => {
  for (const text of ['X: X: Alice', 'Client X: X: Alice', 'x - X : Alice', 'X:X: Alice']) {
    const [first] = revise({ ...programs, type: typed('{message}') }, { X: text });
    t.same(first?.conclusion.submission.type, typed('{name}'), text);
  }
  for (const text of ['X: Alice', 'From X to server: Alice', 'XX: Alice says X: hello']) {
    const found = revise({ ...programs, type: typed('{message}') }, { X: text });
    t.same(found, [], `${text} has one letter`);
  }
});

t.test('an argument that is said as the message, is the message', async (t) => {
  const commands = { ...programs, X: './client {host}', Y: './client {host}' };
  const [first] = revise({ ...commands, type: typed('') }, { X: '10.0.0.1', Y: '10.0.0.1' });
  t.equal(first?.conclusion.submission.X, "./client '{message}'");
  t.equal(first?.conclusion.submission.Y, "./client '{message}'");
});

t.test('an argument that stands before the message, is the letter; either of two', async (t) => {
  const commands = { ...programs, X: './c {host} {host}', Y: './c {host} {host}' };
  const said = { X: '10.0.0.1: X: Alice', Y: '10.0.0.1: Y: Bob' };
  const found = revise({ ...commands, type: typed('{message}') }, said);
  t.same(
    found.map(({ conclusion }) => conclusion.submission.X),
    ['./c {role} {host}', './c {host} {role}'],
  );
  t.same(found[0]?.conclusion.submission.type, typed('{name}'));
});

t.test('a line that was typed first and stands before the message, is the letter', async (t) => {
  const said = { X: 'Alice> X: Alice', Y: 'Bob> Y: Bob' };
  const [first] = revise({ ...programs, type: typed('{name}', '{message}') }, said);
  t.same(first?.conclusion.submission.type, typed('{role}', '{name}'));
});

t.test('who reads one word gets one', async (t) => {
  const [first] = revise({ ...programs, type: typed('{message}') }, { X: 'X:', Y: 'Y:' });
  t.same(first?.conclusion.submission.type, typed('{name}'));
});

/** A program that printed something and ended by itself. */
function makeEnd(role: string, text: string): JournalEvent[] {
  const atNs = toNs(5);
  return [
    { witness: 'printed', kind: 'line', atNs, role, text, complete: true },
    { witness: 'stage', kind: 'exited', atNs, role, status: 1, signal: null, byStage: false },
  ];
}

t.test('a program that says how it is started is started so', async (t) => {
  const cases: [words: string, command: string][] = [
    ['usage: client.py <server_ip> <server_port> <name>', '{host} 12000 {name}'],
    ['Usage: python3 client.py [-v] host port message', "{host} 12000 '{message}'"],
    ['client.py: error: the following arguments are required: host, letter', '{host} {role}'],
    ["TypeError: f() missing 2 required positional arguments: 'port' and 'user'", '12000 {name}'],
  ];
  for (const [words, command] of cases) {
    const [first] = revise({ ...programs }, {}, makeEnd('X', words));
    t.equal(first?.conclusion.submission.X, `python3 client.py ${command}`, words);
    t.equal(first?.conclusion.submission.Y, programs.Y, 'nobody else is');
  }
  for (const words of ['usage: client.py <frobnicate>', 'I had no usage for it', 'Traceback']) {
    t.same(revise({ ...programs }, {}, makeEnd('X', words)), [], words);
  }
});

t.test('a port that the server opened is the port', async (t) => {
  const local = '0.0.0.0:31100';
  const listener: JournalEvent = {
    ...{ witness: 'kernel', kind: 'listener', atNs: toNs(-5), previousAtNs: toNs(-7) },
    ...{ local, open: true },
  };
  const commands = { ...programs, X: './c {host} 12000', Y: './c 12000' };
  const journal = makeJournal(makeTheirs(commands));
  const events = journal.events.filter(({ kind }) => kind !== 'listener');
  const run = { ...journal, events: [...events, listener] };
  const [first] = reviseConclusion(conclude(commands), run, wanted);
  t.equal(first?.conclusion.submission.port, 31_100);
  t.equal(first?.conclusion.submission.X, './c {host} 31100');
  t.equal(first?.conclusion.submission.Y, './c 31100');
});

t.test('a program that may not write where it is gets a copy of the folder', async (t) => {
  const words = [
    "OSError: [Errno 30] Read-only file system: '/submission/server.log'",
    "PermissionError: [Errno 13] Permission denied: 'log.txt'",
    "Error: EROFS: read-only file system, open 'a.log'",
  ];
  for (const text of words) {
    const [first] = revise({ ...programs }, {}, makeEnd('server', text));
    t.equal(first?.conclusion.writes, true, text);
  }
  t.same(revise({ ...programs }, {}, makeEnd('X', "Permission denied: '/etc/shadow'")), []);
});

t.test('a server that asks before it listens is answered, a line a play', async (t) => {
  const journal = makeJournal(makeTheirs(programs));
  const shown = (text: string): JournalEvent => {
    return { witness: 'printed', kind: 'line', atNs: 0, role: 'server', text, complete: false };
  };
  const ask = (text: string, submission: Submission) => {
    const events = journal.events.filter(({ kind }) => /^(?:environment|phase)$/.test(kind));
    const run = { ...journal, events: [...events, shown(text)] };
    return reviseConclusion(conclude(submission), run, wanted)[0]?.conclusion.submission.type;
  };
  t.same(ask('Which port: ', programs), { server: ['{port}'] });
  const type = { server: ['{port}'] };
  t.same(ask('How many clients? ', { ...programs, type }), { server: ['{port}', '2'] });
  t.same(ask('>', programs), { server: [''] }, 'what says nothing gets Enter');
  t.equal(ask('Waiting for clients ...', programs), undefined, 'asks nothing');
});
