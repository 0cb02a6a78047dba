/** Kinds that a play shows on the wire or on a screen: greetings, orders, frames, answers. */
import { chatPrintedAll } from '../../lab/assignments/first-received/checkers/chat-printed-all.ts';
import { chatRelayedInOrder } from '../../lab/assignments/first-received/checkers/chat-relayed-in-order.ts';
import { clientSpokeFirst } from '../../lab/assignments/first-received/checkers/client-spoke-first.ts';
import { orderFollowsWire } from '../../lab/assignments/first-received/checkers/order-follows-wire.ts';
import { printedAll } from '../../lab/assignments/first-received/checkers/printed-all.ts';
import {
  isPrinted,
  splitRepeated,
} from '../../lab/assignments/first-received/evidence/printed-text.ts';
import { parseVerdict } from '../../lab/assignments/first-received/evidence/statement.ts';
import { unframe } from '../../lab/model/frames.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import {
  makeChat,
  rightWords,
  type Word,
} from '../assignments/first-received/checkers/chat-journal.ts';
import { change, makeJournal, makePlan } from '../checkers/journal-builder.ts';
import { nameVerdict, showKind } from './show-kind.ts';

const xFirst = 'X: Alice received before Y: Bob';
const yFirst = 'Y: Bob received before X: Alice';
const both = ['X: Alice', 'Y: Bob'];

/** All are told a text at 901 ms, and Y another one before it has spoken. */
function makeGreeting(text: string) {
  const verdict = { atMs: 901, text: `${xFirst}\n` };
  const told = { X: [verdict], Y: [{ atMs: 301, text }, verdict] };
  return makeJournal(makePlan('x-connects-x-sends'), { told });
}

showKind('K1', (text: string) => nameVerdict(clientSpokeFirst.check(makeGreeting(text))), {
  inputs: [
    ['in French', 'Bienvenue, client Y. Entrez votre message : ', 'pass, for a person'],
    ['in Spanish', 'Hola, cliente 2\n', 'pass, for a person'],
    ['JSON', '{"type": "welcome", "id": "Y", "clients": 2}\n', 'pass, for a person'],
    ['a protocol of its own', 'HELLO 2 v1.0\r\n', 'pass, for a person'],
    ['a number alone', '2', 'pass, for a person'],
  ],
  nearMisses: [
    ['an order', 'Bob came in ahead of Alice', 'fail'],
    ['an order in JSON', '{"first": "X: Alice", "second": "Y: Bob"}', 'fail'],
    ['a greeting that quotes a message', 'Welcome, Y: Bob', 'fail'],
  ],
});

interface Order {
  scenario: string;
  text: string;
  /** When the last client is accepted, in ms; absent: at once. */
  acceptMs?: number;
}

/** What the server stated, where it accepts the client that connects last no sooner. */
function seeOrder({ scenario, text, acceptMs }: Order): string {
  const plan = makePlan(scenario);
  const [last] = [...plan.clients].sort((a, b) => b.connectMs - a.connectMs);
  const role = last?.role ?? 'Y';
  const atMs = Math.max(905, (acceptMs ?? 0) + 5);
  const told = { X: [{ atMs, text: `${text}\n` }], Y: [{ atMs, text: `${text}\n` }] };
  const late = acceptMs === undefined ? {} : { acceptMs: { [role]: acceptMs } };
  return nameVerdict(orderFollowsWire.check(makeJournal(plan, { told, ...late })));
}

showKind('K8', seeOrder, {
  inputs: [
    [
      'in turn: the crossing is lost',
      { scenario: 'x-connects-y-sends', text: xFirst, acceptMs: 900.2 },
      'fail',
    ],
    [
      'the other one, too',
      { scenario: 'y-connects-x-sends', text: yFirst, acceptMs: 900.2 },
      'fail',
    ],
    [
      'whoever lets the last wait longer',
      { scenario: 'x-connects-y-sends', text: xFirst, acceptMs: 2500 },
      'fail',
    ],
  ],
  nearMisses: [
    ['right in the crossing', { scenario: 'x-connects-y-sends', text: yFirst }, 'pass'],
    ['right in the other', { scenario: 'y-connects-x-sends', text: xFirst }, 'pass'],
  ],
});

interface Printing {
  role: string;
  edit: (text: string) => string;
}

/** One program prints its lines in another form. */
function seePrinted({ role, edit }: Printing): string {
  const journal = change(makeJournal(), 'line', (line) =>
    line.role === role ? { text: edit(line.text) } : {},
  );
  return nameVerdict(printedAll.check(journal));
}

showKind('K11', seePrinted, {
  inputs: [
    ['in capitals', { role: 'server', edit: (text: string) => text.toUpperCase() }, 'pass'],
    ['bytes of Python', { role: 'X', edit: (text: string) => `b"${text}\\n"` }, 'pass'],
    [
      'quotes of Go',
      { role: 'Y', edit: (text: string) => `received: ${JSON.stringify(text)}` },
      'pass',
    ],
    [
      'an inspected string of Ruby',
      { role: 'server', edit: (text: string) => `=> "${text}"` },
      'pass',
    ],
    [
      'a time before it',
      { role: 'server', edit: (text: string) => `[2026-11-29 10:00:01] INFO ${text}` },
      'pass',
    ],
  ],
  nearMisses: [
    [
      'who said it is left out',
      { role: 'server', edit: (text: string) => text.replace(/[XY]: /g, '') },
      'fail',
    ],
    ['a count of bytes', { role: 'X', edit: () => 'received 31 bytes' }, 'fail'],
    [
      'another name',
      { role: 'server', edit: (text: string) => text.replaceAll('Alice', 'Alicia') },
      'fail',
    ],
  ],
});

const messages = [
  { role: 'X', text: 'X: Alice' },
  { role: 'Y', text: 'Y: Bob' },
];

showKind('K13', (text: string) => parseVerdict(text, messages)?.join('') ?? 'none', {
  inputs: [
    ['a winner', 'Bob came in first, Alice came in second', 'YX'],
    ['upside down', 'X: Alice was received later than Y: Bob', 'YX'],
    ['by numbers in brackets', '[1] Y: Bob [2] X: Alice', 'YX'],
    ['an arrow of time', 'First received -> Y: Bob; last received -> X: Alice', 'YX'],
    ['of letters', 'Client Y was faster than client X', 'YX'],
  ],
  nearMisses: [
    ['a negation', 'Y: Bob did not come before X: Alice', 'none'],
    ['a condition', 'Whoever comes first, X: Alice or Y: Bob, wins', 'none'],
    ['what may be', 'Y: Bob may have been received before X: Alice', 'none'],
    ['a list', 'Y: Bob & X: Alice', 'none'],
  ],
});

/** The messages as they are read, and the answer. */
const seeFrames = ([x, y, answer = '']: readonly string[]) => {
  const plain = unframe([
    { role: 'X', text: x ?? '' },
    { role: 'Y', text: y ?? '' },
  ]);
  return [...plain.messages, plain.read(answer)];
};
const plain = ['X: Alice', 'Y: Bob', yFirst];

showKind('K19', seeFrames, {
  inputs: [
    ['the letter as a key', ['{"X": "Alice"}', '{"Y": "Bob"}', `{"msg": "${yFirst}"}`], plain],
    [
      'a dict as Python prints it',
      ["{'client': 'X', 'name': 'Alice'}", "{'client': 'Y', 'name': 'Bob'}", yFirst],
      plain,
    ],
    ['a newline that nobody read as one', ['X: Alice\\n', 'Y: Bob\\n', `${yFirst}\\n`], plain],

    [
      'JSON with other keys, nested',
      [
        '{"op":"say","data":{"who":"X","message":"Alice"}}',
        '{"op":"say","data":{"who":"Y","message":"Bob"}}',
        `{"op":"result","data":{"message":"${yFirst}"}}`,
      ],
      plain,
    ],
    ['a length as text, with a header', ['0008X: Alice', '0006Y: Bob', `0031${yFirst}`], plain],
    [
      '8 bytes of length',
      ['\0\0\0\0\0\0\0\x08X: Alice', '\0\0\0\0\0\0\0\x06Y: Bob', yFirst],
      plain,
    ],
    ['a word behind it', ['X: Alice<EOF>', 'Y: Bob<EOF>', `${yFirst}<EOF>`], plain],
    ['a dollar', ['X: Alice$', 'Y: Bob$', `${yFirst}$`], plain],
  ],
  nearMisses: [
    ['words in brackets', ['(Alice) hello', '(Bob)', ''], ['(Alice) hello', '(Bob)', '']],
    [
      'the letter of the other as a key',
      ['{"Y": "Alice"}', '{"X": "Bob"}', ''],
      ['Alice', 'Bob', ''],
    ],

    ['a year', ['2026 is X: Alice', '40 Y: Bob', ''], ['2026 is X: Alice', '40 Y: Bob', '']],
    ['braces of a person', ['{X: Alice}', '{Y: Bob}', ''], ['{X: Alice}', '{Y: Bob}', '']],
    ['a sign of one only', ['X: Alice$', 'Y: Bob', ''], ['X: Alice$', 'Y: Bob', '']],
  ],
});

showKind('K20', (texts: readonly string[]) => seeFrames(texts).slice(0, 2), {
  inputs: [
    ['a tuple', ["('X', 'Alice')", "('Y', 'Bob')"], ['X: Alice', 'Y: Bob']],

    ['a bar', ['X | Alice', 'Y | Bob'], ['X: Alice', 'Y: Bob']],
    ['a semicolon', ['x;Alice', 'y;Bob'], ['X: Alice', 'Y: Bob']],
    ['a slash', ['client X/Alice', 'client Y/Bob'], ['X: Alice', 'Y: Bob']],
    ['an arrow', ['X -> Alice', 'Y -> Bob'], ['X: Alice', 'Y: Bob']],
  ],
  nearMisses: [
    ['another letter', ['Z|Alice', 'Y|Bob'], ['Z|Alice', 'Y: Bob']],
    ['names of two fields', ['Al|Alice', 'Bo|Bob'], ['Al|Alice', 'Bo|Bob']],
    ['a word with that letter', ['X-Men, Alice', 'Y-axis, Bob'], ['X-Men, Alice', 'Y-axis, Bob']],
  ],
});

showKind('K27', (texts: readonly string[]) => seeFrames(texts), {
  inputs: [
    ['a word', ['MSG Alice', 'MSG Bob', xFirst], ['Alice', 'Bob', xFirst]],
    ['a word of the author', ['PUT X: Alice', 'PUT Y: Bob', `ACK ${xFirst}`], [...both, xFirst]],
    ['a space behind the letter', ['X Alice', 'Y Bob', xFirst], [...both, xFirst]],
    ['an angle', ['X>Alice', 'Y>Bob', xFirst], [...both, xFirst]],
    ['a sign, then a field', ['~X Alice', '~Y Bob', `~S ${xFirst}`], [...both, xFirst]],
    ['a letter of fixed size', ['XAlice', 'YBob', `S${xFirst}`], [...both, xFirst]],
  ],
  nearMisses: [
    [
      'a sentence',
      ['Say hello', 'Say Bob', `Server says ${xFirst}`],
      ['Say hello', 'Say Bob', `Server says ${xFirst}`],
    ],
    ['a word of one alone', ['MSG Alice', 'Bob'], ['MSG Alice', 'Bob', '']],
    ['a name of capitals', ['ALICE here', 'BOB here'], ['ALICE here', 'BOB here', '']],
    ['a word that begins so', ['Xavier', 'Yes'], ['Xavier', 'Yes', '']],
    ['an answer without the messages', [...both, 'ACK Y'], [...both, 'ACK Y']],
  ],
});

/** What a role printed of its own, line by line; "@" is the answer. */
function seeQuoted({ role, shown }: { role: string; shown: readonly string[] }): string {
  const journal = makeJournal();
  const lines = journal.events.flatMap((event) => {
    return event.kind === 'line' && event.role === role ? [event] : [];
  });
  const kept = new Map(lines.slice(0, shown.length).map((line, index) => [line, shown[index]]));
  const events = journal.events.flatMap((event) => {
    if (event.kind !== 'line' || event.role !== role) return [event];
    const text = kept.get(event)?.replace('@', xFirst);
    return text === undefined ? [] : [{ ...event, text }];
  });
  return nameVerdict(printedAll.check({ ...journal, events }));
}

showKind('K29', seeQuoted, {
  inputs: [
    ['a client', { role: 'X', shown: ['@'] }, 'fail'],
    ['with words around it', { role: 'Y', shown: ['connected', 'From Server: @!'] }, 'fail'],
    ['a server', { role: 'server', shown: ['sending @', 'sending @'] }, 'fail'],
    ['in small letters', { role: 'X', shown: [`reply = ${xFirst.toLowerCase()}`] }, 'fail'],
  ],
  nearMisses: [
    ['beside it', { role: 'X', shown: ['I said X: Alice', '@'] }, 'pass'],
    ['in one line', { role: 'X', shown: ['X: Alice => @'] }, 'pass'],
    ['as fields', { role: 'Y', shown: ['sent Y|Bob', '@'] }, 'pass'],
    ['a client its name alone', { role: 'X', shown: ['sent: Alice', '@'] }, 'pass, for a person'],
  ],
});

interface Answered {
  wire: string;
  shown: string;
}

/** An answer that a client shows in another form than it came in. */
const seeAnswer = ({ wire, shown }: Answered) =>
  isPrinted({ role: 'X', client: 'X', text: wire, parts: splitRepeated(wire) ?? [wire] }, shown);

showKind('K37', seeAnswer, {
  inputs: [
    ['twice in one text', { wire: `${xFirst} ${xFirst}`, shown: `got ${xFirst}` }, true],
    [
      'three times, in German',
      { wire: 'X kam vor Y.X kam vor Y.X kam vor Y.', shown: 'X kam vor Y.' },
      true,
    ],
    ['the server as a field', { wire: `Server ${yFirst}`, shown: `From Server: ${yFirst}` }, true],
    ['the server in brackets', { wire: `[server] ${xFirst}`, shown: `<- ${xFirst}` }, true],
  ],
  nearMisses: [
    ['two answers that differ', { wire: `${xFirst} ${yFirst}`, shown: xFirst }, false],
    ['the server alone', { wire: `Server ${yFirst}`, shown: 'Server says' }, false],
    ['a word twice', { wire: 'no no', shown: 'no' }, false],
  ],
});

/** A chat in which X types "first of X" before it says Bye, much later; what the checkers say. */
function seeTalk({ words, more = [] }: { words: Word[]; more?: JournalEvent[] }): string {
  const late = words.map(([ms, who, text]): Word => [ms + (/Bye/.test(text) ? 900 : 0), who, text]);
  const journal = makeChat({ words: late, closes: { X: 2200, Y: 2200 }, more });
  const found = [chatRelayedInOrder, chatPrintedAll].map((checker) => checker.check(journal));
  return found.map(({ outcome }) => outcome).join(', ');
}

const withoutX = rightWords.filter(([, , text]) => !/of X/.test(text));
/** The machine stood still so long that neither may have come to it. */
const slow: JournalEvent = {
  ...{ atNs: 3e8, previousAtNs: 0, witness: 'kernel', kind: 'sampling' },
  ...{ samples: 5, longestGapNs: 5e8 },
};
const introductions = rightWords.filter(([ms]) => ms < 500);
const over: JournalEvent = { ...slow, samples: 900, longestGapNs: 2e6 } as JournalEvent;
const typesMore = (atMs: number): JournalEvent => ({
  ...{ atNs: atMs * 1e6, witness: 'stage', kind: 'typed', role: 'X', text: 'second of X\n' },
});

showKind('K39', seeTalk, {
  inputs: [
    ['a line that was typed', { words: withoutX }, 'fail, fail'],
    ['two lines', { words: withoutX, more: [typesMore(800)] }, 'fail, fail'],
    [
      'who says Bye without a line before',
      { words: withoutX.filter(([, , text]) => !/of Y/.test(text)) },
      'fail, fail',
    ],
  ],
  nearMisses: [
    ['a machine that stood still', { words: withoutX, more: [slow] }, 'unknown, unknown'],
    ['nobody sent anything', { words: introductions, more: [over] }, 'unknown, unknown'],
    ['all that was typed', { words: rightWords }, 'pass, pass'],
    [
      'one of two lines came',
      {
        words: rightWords.filter(([, , text]) => !/second of X/.test(text)),
        more: [typesMore(800)],
      },
      'pass, fail',
    ],
    ['typed just before the end', { words: rightWords, more: [typesMore(2090)] }, 'pass, pass'],
  ],
});
