/** What a play of a submission's own programs teaches: bytes, greetings, who goes on. */
import t from 'tap';
import { learnFrom } from '../../lab/grade/learn.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import type { Plan } from '../../lab/model/plan.ts';
import { add, change, makeJournal, makePlan, toNs } from '../checkers/journal-builder.ts';

/** Programs of others, whose clients are typed at. */
function makeTheirs(type?: string): Plan {
  const plan = makePlan('x-connects-x-sends');
  return {
    ...plan,
    server: { ...plan.server, command: 'python3 server.py' },
    clients: plan.clients.map((client) => ({
      ...client,
      command: 'python3 client.py',
      ...(type !== undefined && { type }),
    })),
  };
}

const getText = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString();

/** Data on the connection of X, with its bytes as they are. */
function makeData(atMs: number, direction: 'to-server' | 'to-client', bytes: Buffer): JournalEvent {
  const text = bytes.toString();
  return {
    ...{ witness: 'wire', kind: 'data', atNs: toNs(atMs), frame: 900, stream: 0, role: 'X' },
    ...{ direction, offset: 0, bytes: bytes.length, text, base64: bytes.toString('base64') },
  } as JournalEvent;
}

t.test('the bytes of each client, with the newline that it sent', async (t) => {
  const { says, isAnswered, isDatagrams } = learnFrom(makeJournal(makeTheirs('{message}')));
  t.equal(getText(says.X?.message.base64), 'X: Alice\n');
  t.equal(getText(says.Y?.message.base64), 'Y: Bob\n');
  t.same(says.X?.turns, [], 'it said nothing before');
  t.equal(says.X?.message.waits, false);
  t.equal(says.X?.heardBytes, 'X: Alice received before Y: Bob\n'.length);
  t.ok(isAnswered);
  t.notOk(isDatagrams);
});

t.test('a length before the message is a part of it', async (t) => {
  const journal = makeJournal(makeTheirs('{message}'));
  const framed = Buffer.concat([Buffer.from([0, 8]), Buffer.from('X: Alice')]);
  const base64 = framed.toString('base64');
  const { says, sentences } = learnFrom(
    change(journal, 'data', (event) =>
      event.role === 'X' && event.direction === 'to-server'
        ? { ...event, bytes: framed.length, text: framed.toString(), base64 }
        : event,
    ),
  );
  t.same(Buffer.from(says.X?.message.base64 ?? '', 'base64'), framed);
  t.ok(sentences.includes('X sends “X: Alice”'), 'and is read without it');
});

t.test('what is said before a word of the server is a turn of its own', async (t) => {
  const journal = add(
    makeJournal(makeTheirs('{message}')),
    makeData(400, 'to-server', Buffer.from('hello')),
    makeData(420, 'to-client', Buffer.from('17')),
  );
  const { says, sentences } = learnFrom(journal);
  t.same(
    says.X?.turns.map(({ base64, waits }) => [getText(base64), waits]),
    [['hello', false]],
  );
  t.equal(getText(says.X?.message.base64), 'X: Alice\n');
  t.equal(says.X?.message.waits, true, 'it came after the number');
  t.ok(sentences.some((one) => /X sends .* after 1 segment/.test(one)));
});

t.test('a greeting is one', async (t) => {
  const journal = add(
    makeJournal(makeTheirs('{message}')),
    makeData(310, 'to-client', Buffer.from('Welcome, client X')),
  );
  const { says, sentences } = learnFrom(journal);
  t.equal(says.X?.message.waits, true);
  t.ok(sentences.includes('the server greets X: “Welcome, client X”'));
});

t.test('who was ended by the stage, connected, may chat; who left does not', async (t) => {
  const plan = makeTheirs('{message}');
  const journal = makeJournal(plan);
  const roles = ['server', 'X', 'Y'];
  const limit: JournalEvent = {
    ...{ witness: 'stage', kind: 'limit', atNs: toNs(2000), roles },
    because: 'still running after 5 s in which nothing happened',
  };
  const isClosing = ({ kind }: JournalEvent) => kind === 'closed';
  const open = { ...journal, events: journal.events.filter((event) => !isClosing(event)) };
  t.equal(learnFrom(add(open, limit)).goesOn, true);
  t.equal(learnFrom(add(open, limit)).says.X?.stays, true);
  t.equal(learnFrom(add(journal, limit)).goesOn, false, 'the connections were closed');
  t.equal(learnFrom(open).goesOn, false, 'the programs had ended');
});

t.test('what is typed after the answer is no message', async (t) => {
  const journal = add(
    makeJournal(makeTheirs('{name}\n{name}')),
    makeData(1500, 'to-server', Buffer.from('Alice')),
  );
  const { says } = learnFrom(journal);
  t.equal(getText(says.X?.message.base64), 'X: Alice\n', 'the one before the answer counts');
});
