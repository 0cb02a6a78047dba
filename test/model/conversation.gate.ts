/** Reading the wire: messages out of segments, wherever these were cut. */

import fc from 'fast-check';
import t from 'tap';
import {
  type DataEvent,
  getWireGapMs,
  getWireOrder,
  readConversations,
  splitTexts,
} from '../../lab/model/conversation.ts';
import { add, change, makeJournal, makePlan, toNs, without } from '../checkers/journal-builder.ts';

/** Segments of these bytes at these times, as the wire reader writes them. */
function makeSegments(parts: { atMs: number; bytes: Uint8Array }[]): DataEvent[] {
  let offset = 0;
  return parts.map(({ atMs, bytes }, index) => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const same = Buffer.from(text).equals(bytes);
    const event: DataEvent = {
      witness: 'wire',
      kind: 'data',
      atNs: toNs(atMs),
      frame: index + 1,
      stream: 0,
      role: 'X',
      direction: 'to-server',
      offset,
      bytes: bytes.length,
      text,
      ...(same ? {} : { base64: Buffer.from(bytes).toString('base64') }),
    };
    offset += bytes.length;
    return event;
  });
}

t.test('what an object stream of Java begins with is nobody’s message', async (t) => {
  const journal = makeJournal(makePlan('x-connects-x-sends'));
  const said = journal.events.find(({ kind, role }: { kind: string; role?: string }) => {
    return kind === 'data' && role === 'X';
  });
  if (said?.kind !== 'data') throw new Error('X said nothing');
  const head = { ...said, atNs: said.atNs - 300_000_000, text: '\uFFFD\uFFFD\0\x05' };
  const base64 = Buffer.from('\xac\xed\0\x05', 'latin1').toString('base64');
  const run = add(journal, { ...head, bytes: 4, base64 });
  t.match(readConversations(run)[0]?.message, { text: 'X: Alice' });
});

t.test('a message cut anywhere is the message, and complete with its last byte', async (t) => {
  const property = fc.property(
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '')),
    fc.array(fc.nat(100), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
    (text, cuts, end) => {
      const bytes = Buffer.from(`${text}${end}`);
      const clean = Buffer.from(text).toString();
      const places = [...new Set([0, ...cuts.map((c) => c % bytes.length), bytes.length])];
      places.sort((a, b) => a - b);
      const parts = places.slice(1).map((to, index) => ({
        atMs: index * 10,
        bytes: new Uint8Array(bytes.subarray(places[index], to)),
      }));
      const data = makeSegments(parts);
      const texts = splitTexts(data, 'none');
      const [only] = texts;
      return texts.length === 1 && only?.text === clean && only.completeAtNs === data.at(-1)?.atNs;
    },
  );
  t.doesNotThrow(() => fc.assert(property, { numRuns: 500 }));
});

t.test('two messages in a segment are two, and a lull ends one without a newline', async (t) => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const two = splitTexts(makeSegments([{ atMs: 1, bytes: bytes('X: Alice\nbye\n') }]), 'none');
  t.same(
    two.map(({ text }) => text),
    ['X: Alice', 'bye'],
  );
  const lull = makeSegments([
    { atMs: 1, bytes: bytes('X: ') },
    { atMs: 150, bytes: bytes('Alice') },
    { atMs: 350, bytes: bytes('bye\n') },
  ]);
  const texts = splitTexts(lull, 'none');
  t.same(
    texts.map(({ text, newline }) => [text, newline]),
    [
      ['X: Alice', false],
      ['bye', true],
    ],
  );
  t.equal(texts[0]?.completeAtNs, toNs(150));
  t.same(
    splitTexts(lull, 'first').map(({ text }) => text),
    ['X: Alicebye'],
    'ours sends a newline',
  );
});

t.test('a greeting is no part of what is said of a message that came after it', async (t) => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const told = makeSegments([
    { atMs: 1, bytes: bytes('Welcome') },
    { atMs: 100, bytes: bytes('X: Alice received') },
    { atMs: 101, bytes: bytes(' before Y: Bob') },
  ]);
  const texts = (arrivals: number[]) => {
    return splitTexts(told, 'none', arrivals.map(toNs)).map(({ text }) => text);
  };
  t.same(texts([90]), ['Welcome', 'X: Alice received before Y: Bob']);
  t.same(texts([]), ['WelcomeX: Alice received before Y: Bob'], 'too soon for a lull');
  const journal = makeJournal();
  const ack = journal.events.find(
    (event) => event.kind === 'data' && event.role === 'X' && event.direction === 'to-client',
  );
  t.ok(ack);
  if (ack?.kind !== 'data') return;
  const said = readConversations(journal).flatMap(({ message }) => message?.completeAtNs ?? []);
  const atNs = Math.max(...said) - 1;
  const greeting = { ...ack, atNs, offset: 0, bytes: 7, text: 'Welcome' };
  const [x] = readConversations(add(journal, greeting));
  t.equal(x?.lines[0]?.text, 'Welcome', 'though it stands close before the answer');
});

t.test('the order on the wire goes by last bytes; leavers and the silent have none', async (t) => {
  const pieces = makeJournal(makePlan('pieces'));
  t.same(getWireOrder(pieces), ['Y', 'X']);
  t.equal(getWireGapMs(pieces), 180);
  const left = makeJournal(makePlan('x-leaves'));
  t.same(getWireOrder(left), ['Y']);
  t.equal(getWireGapMs(left), null);
  const mute = without(makeJournal(), ({ kind }) => kind === 'data');
  t.same(getWireOrder(mute), []);
});

t.test('of several connections the first that carried data counts', async (t) => {
  const journal = makeJournal();
  const syn = journal.events.find((event) => event.kind === 'syn' && event.role === 'X');
  t.ok(syn);
  if (syn?.kind !== 'syn') return;
  const probe = { ...syn, atNs: syn.atNs - 1000, stream: 7, client: '10.0.0.2:39999' };
  const [x] = readConversations(add(journal, probe));
  t.match(x, { connections: 2, syn: { client: '10.0.0.2:40001' }, message: { text: 'X: Alice' } });
  const [silent] = readConversations(without(add(journal, probe), ({ kind }) => kind === 'data'));
  t.match(silent, { connections: 2, syn: { client: '10.0.0.2:39999' } });
});

t.test('a message without newline ends with the connection or the journal', async (t) => {
  const raw = change(makeJournal(), 'data', ({ text }) => ({ text: text.trimEnd() }));
  const [x] = readConversations(raw);
  t.match(x, { message: { text: 'X: Alice', newline: false } });
});
