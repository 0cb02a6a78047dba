/** printed-all: what each role's terminal showed. */
import t from 'tap';
import { printedAll } from '../../../../lab/assignments/first-received/checkers/printed-all.ts';
import type { JournalEvent } from '../../../../lab/model/journal.ts';
import {
  add,
  change,
  makeGap,
  makeJournal,
  makePlan,
  toNs,
  without,
} from '../../../checkers/journal-builder.ts';

t.test('passes where all is printed, whatever stands around it', async (t) => {
  t.match(printedAll.check(makeJournal()), {
    outcome: 'pass',
    because: 'the server, X and Y printed all',
  });
  const coloured = change(makeJournal(), 'line', ({ text }) => ({
    text: `\u001b[1;32m${text.replace(':', '\u001b[0m:')}\u001b]0;title\u0007  \u001b[K`,
  }));
  t.equal(printedAll.check(coloured).outcome, 'pass');
});

t.test('fails where something is not printed, and says what and where', async (t) => {
  const quiet = without(makeJournal(), (e) => e.kind === 'line' && e.role === 'X');
  const found = printedAll.check(quiet);
  t.equal(found.outcome, 'fail');
  t.equal(found.because, 'X did not print “X: Alice” and “X: Alice received before Y: Bob”');
  t.match(found.evidence, [{ direction: 'to-server' }, { direction: 'to-client' }]);
  const nothing = without(makeJournal(), ({ kind }) => kind === 'line');
  t.match(printedAll.check(nothing), { outcome: 'fail', because: /the server did not print/ });
});

t.test('what only the answer quotes is not printed by that', async (t) => {
  const answersOnly = (role: string) =>
    without(makeJournal(), (e) => e.kind === 'line' && e.role === role && !/before/.test(e.text));
  t.match(printedAll.check(answersOnly('X')), {
    outcome: 'fail',
    because: 'X did not print “X: Alice”',
  });
  t.match(printedAll.check(answersOnly('server')), {
    outcome: 'fail',
    because: 'the server did not print “X: Alice” and “Y: Bob”',
  });
  const twice = change(makeJournal(), 'line', ({ text }) => ({
    text: /before/.test(text) ? `server: ${text} (${text.toUpperCase()})` : text,
  }));
  t.equal(printedAll.check(twice).outcome, 'pass', 'however often the answer is printed');
  const joined = change(answersOnly('X'), 'line', ({ text }) => ({ text: `X: Alice -> ${text}` }));
  t.equal(printedAll.check(joined).outcome, 'pass', 'in the same line');
});

t.test('signs in a name are no pattern', async (t) => {
  const named = (journal: ReturnType<typeof makeJournal>, from: string, to: string) =>
    change(journal, 'data', ({ text }) => ({ text: text.replaceAll(from, to) }));
  for (const name of ['Mary-Ann', 'A. (B) [c] $', 'a|b/c']) {
    const said = named(makeJournal(), 'Alice', name);
    const shown = change(said, 'line', ({ text }) => ({ text: text.replaceAll('Alice', name) }));
    t.equal(printedAll.check(shown).outcome, 'pass', name);
    t.match(printedAll.check(said), { outcome: 'fail' }, `${name} is not shown`);
  }
});

t.test('what passes a message on is no answer that quotes it', async (t) => {
  const told = { X: [{ atMs: 901, text: 'Y: Bob\n' }], Y: [{ atMs: 902, text: 'X: Alice\n' }] };
  const relay = makeJournal(makePlan('x-connects-x-sends'), { told });
  const named = change(relay, 'data', ({ text, direction }) => ({
    text: direction === 'to-server' ? text.replace(/^[XY]: /, '') : text,
  }));
  const shown = change(named, 'line', ({ text, role }) => ({
    text: role === 'server' ? `received from ${text}` : text,
  }));
  t.equal(printedAll.check(shown).outcome, 'pass');
});

t.test('judges by what went over the wire, not by the plan', async (t) => {
  const other = change(makeJournal(), 'data', ({ text }) => ({
    text: text.replaceAll('Alice', 'Carol'),
  }));
  t.match(printedAll.check(other), { outcome: 'fail', because: /X did not print “X: Carol”/ });
});

t.test('is undecided where nothing was answered or sent, or a witness is lost', async (t) => {
  const told = { X: [], Y: [] };
  const half = makeJournal(makePlan('x-connects-x-sends'), { told });
  t.match(printedAll.check(half), { outcome: 'unknown', because: /answered nobody/ });
  const mute = without(makeJournal(), ({ kind }) => kind === 'data');
  t.match(printedAll.check(mute), { outcome: 'unknown', because: /no message was sent/ });
  const gap = makeGap('printed');
  t.equal(printedAll.check(add(makeJournal(), gap)).outcome, 'pass', 'all is in what was kept');
  const quiet = without(makeJournal(), (e) => e.kind === 'line' && e.role === 'X');
  t.match(printedAll.check(add(quiet, gap)), {
    outcome: 'unknown',
    because: 'the printed witness was lost',
  });
  const unread = without(makeJournal(), (e) => e.kind === 'data' && e.role === 'Y');
  const waiting = without(unread, (e) => e.kind === 'line' && e.role === 'server');
  t.match(printedAll.check(waiting), { outcome: 'unknown', because: /^no message of Y arrived/ });
  t.equal(printedAll.check(add(makeJournal(), makeGap('wire'))).outcome, 'unknown');
});

/** Both messages are there at 600.1 ms, X gives up at 3000, and is told at 4000 and refuses it. */
function makeLate({ waitedMs = 0, leftMs = 3000, isRefused = true }) {
  const plan = makePlan('x-connects-x-sends');
  const verdict = [{ atMs: 4000, text: 'X: Alice received before Y: Bob\n' }];
  const told = makeJournal(plan, { told: { X: verdict, Y: verdict } });
  const isX = (event: JournalEvent) => 'role' in event && event.role === 'X';
  const quiet = without(
    told,
    (e) => isX(e) && ((e.kind === 'line' && / before /.test(e.text)) || e.kind === 'closed'),
  );
  const closed = { witness: 'wire', kind: 'closed', frame: 90, stream: 0, role: 'X' } as const;
  const direction = 'to-server';
  const left: JournalEvent = { ...closed, direction, atNs: toNs(leftMs), how: 'fin' };
  const refused: JournalEvent = { ...closed, direction, atNs: toNs(4000.1), how: 'reset' };
  const waits: JournalEvent = {
    ...{ witness: 'kernel', kind: 'socket', role: 'X', atNs: toNs(3500), previousAtNs: toNs(3498) },
    ...{ local: '10.0.0.1:12000', remote: '10.0.0.2:40001', state: 'CLOSE_WAIT' },
    ...{ accepted: true, unreadBytes: 1, waitedNs: toNs(waitedMs) },
  };
  return add(quiet, left, waits, ...(isRefused ? [refused] : []));
}

t.test('what the machine made so late that its client had given up is no fault', async (t) => {
  t.match(printedAll.check(makeLate({ waitedMs: 2500 })), {
    outcome: 'unknown',
    disturbed: true,
    because: /^the server waited 2\d+\.\d ms for a processor, and X had closed its connection 1/,
  });
  const fault = { outcome: 'fail', because: 'X did not print “X: Alice received before Y: Bob”' };
  t.match(printedAll.check(makeLate({})), fault, 'a server that is late by itself');
  t.match(printedAll.check(makeLate({ waitedMs: 500 })), fault, 'it would have been late anyway');
  const early = makeLate({ waitedMs: 9000, leftMs: 400 });
  t.match(printedAll.check(early), fault, 'a client that left before it could be answered');
  const open = makeLate({ waitedMs: 2500, isRefused: false });
  t.match(printedAll.check(open), fault, 'a client that closed its sending side, and reads on');
  const mute = without(makeLate({ waitedMs: 2500 }), (e) => e.kind === 'line' && e.role === 'Y');
  t.match(printedAll.check(mute), { outcome: 'fail', because: /^Y did not print “Y: Bob” and “X/ });
});

t.test('capitals, single segments and bytes as Python prints them count', async (t) => {
  const shouts = change(makeJournal(), 'line', ({ text }) => ({ text: text.toUpperCase() }));
  t.match(printedAll.check(shouts), { outcome: 'pass', review: undefined }, 'in capitals');
  const spaced = change(makeJournal(), 'line', ({ text }) => ({ text: `  ${text}  .` }));
  t.equal(printedAll.check(spaced).outcome, 'pass', 'spaces around');
  const bytes = change(makeJournal(), 'line', ({ text }) => ({
    text: text.replace(/> (.*)$/, "> b'$1\\n'"),
  }));
  t.equal(printedAll.check(bytes).outcome, 'pass', 'bytes');
  const lists = change(makeJournal(), 'line', ({ text }) => ({ text: `['${text}', 'other']` }));
  t.equal(printedAll.check(lists).outcome, 'pass', 'a list');
});

t.test('a name that is no ASCII may be printed as its bytes', async (t) => {
  const renamed = change(makeJournal(), 'data', ({ text }) => ({
    text: text.replaceAll('Alice', 'Zoë'),
  }));
  const printing = (name: string) =>
    change(renamed, 'line', ({ text }) => ({ text: text.replaceAll('Alice', name) }));
  t.equal(printedAll.check(printing('Zo\\xc3\\xab')).outcome, 'pass');
  t.equal(printedAll.check(printing('ZOË')).outcome, 'pass');
  t.equal(printedAll.check(printing('Zo\\xc3\\xaf')).outcome, 'fail', 'another letter');
});

t.test('an answer in two sends may be printed send by send', async (t) => {
  const halves = ['X: Alice received ', 'before Y: Bob'];
  const told = halves.map((text, index) => ({ atMs: 901 + index, text }));
  const split = makeJournal(makePlan('x-connects-x-sends'), { told: { X: told, Y: told } });
  t.match(printedAll.check(split), { outcome: 'pass', review: undefined });
  const half = without(split, (e) => e.kind === 'line' && /before Y/.test(e.text));
  t.match(printedAll.check(half), { outcome: 'fail' }, 'one of them alone is not all');
  const lines = [
    { atMs: 901, text: '1. X: Alice\n' },
    { atMs: 902, text: '2. Y: Bob\n' },
  ];
  const listed = makeJournal(makePlan('x-connects-x-sends'), { told: { X: lines, Y: lines } });
  t.equal(printedAll.check(listed).outcome, 'pass', 'an answer of two lines');
});

t.test('who prints the name with its letter printed it, for a person to see', async (t) => {
  const told = [{ atMs: 901, text: 'Alice came before Bob\n' }];
  const plan = makePlan('x-connects-x-sends');
  const journal = makeJournal(plan, { told: { X: told, Y: told } });
  const print = (form: string) =>
    printedAll.check(
      change(journal, 'line', ({ role, text }) =>
        role === 'server' ? { text: text.replace(/(.): (Alice|Bob)$/, form) } : {},
      ),
    );
  for (const form of ['$1 -> $2', '$1 | $2', '$1 $2', "('$1', '$2')"]) {
    t.match(print(form), { outcome: 'pass', review: undefined }, `${form}: signs only`);
  }
  for (const form of ['$1 says $2', 'Client $1 said $2', '$2 (from $1)']) {
    t.match(print(form), { outcome: 'pass', review: /the server printed “X: Alice” in another/ });
  }
  t.match(print('somebody said $2'), { outcome: 'fail' }, 'who said it is lost');
  t.match(print('$1 said something'), { outcome: 'fail' }, 'what was said is lost');
});
