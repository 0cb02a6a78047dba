/** The pure parts of the programs: where messages end, the ledger, cutting, escaping. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import t from 'tap';
import {
  createLineReader,
  cutMessage,
  readLines,
  takeRest,
} from '../../programs/client/message.ts';
import {
  createFramer,
  type Frame,
  readChunk,
  readEnd,
  readLull,
} from '../../programs/server/framer.ts';
import {
  createLedger,
  getDecision,
  openLedger,
  putMessage,
  putTrouble,
  takeTicket,
  waitForDecision,
} from '../../programs/server/ledger.ts';
import { formatEndpoint } from '../../programs/shared/endpoint.ts';
import { escapeText } from '../../programs/shared/print.ts';
import { maxMessageBytes } from '../../programs/shared/text.ts';
import { makeFolder } from './support.ts';

const encoder = new TextEncoder();

/** A message's text and place, or the kind of any other frame. */
function describe(frame: Frame | null): unknown {
  if (frame?.kind !== 'message') return frame?.kind ?? null;
  return [Buffer.from(frame.bytes).toString(), frame.place];
}

t.test('however a line is cut, its message is the same, at the place of its newline', async () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text));
  const cuts = fc.array(fc.nat(200));
  fc.assert(
    fc.property(line, cuts, fc.constantFrom('\n', '\r\n'), (text, positions, end) => {
      const bytes = encoder.encode(`${text}${end}more\n`);
      const messageEnd = encoder.encode(`${text}${end}`).length;
      const framer = createFramer();
      const edges = [...new Set([0, bytes.length, ...positions.map((p) => p % bytes.length)])];
      edges.sort((a, b) => a - b);
      for (const [ticket, from] of edges.entries()) {
        const frame = readChunk(framer, bytes.subarray(from, edges[ticket + 1]), ticket);
        if (frame === null) continue;
        const place = edges.findIndex((edge) => edge >= messageEnd) - 1;
        return frame.kind === 'message' && String(describe(frame)) === `${text},${place}`;
      }
      return false;
    }),
  );
});

t.test('a lull and the end of the stream', async (t) => {
  const framer = createFramer();
  t.equal(readLull(framer), null, 'nothing is no message');
  t.equal(readEnd(framer), null);
  readChunk(framer, encoder.encode('X: A'), 0);
  readChunk(framer, encoder.encode('lice\r'), 3);
  t.same(describe(readLull(framer)), ['X: Alice', 3]);
  for (const character of ['é', '€', '😀']) {
    const bytes = encoder.encode(`a${character}`);
    for (let length = 2; length < bytes.length; length += 1) {
      const cut = createFramer();
      readChunk(cut, bytes.subarray(0, length), 0);
      t.equal(readLull(cut), null, 'a lull inside a character ends nothing');
      readChunk(cut, bytes.subarray(length), 1);
      t.same(describe(readLull(cut)), [`a${character}`, 1]);
    }
  }
  const stray = createFramer();
  readChunk(stray, new Uint8Array([0x61, 0x80, 0x80, 0x80]), 0);
  t.ok(readLull(stray), 'bytes that no character can have end, and are judged elsewhere');
});

t.test('the longest message', async (t) => {
  const longest = 'x'.repeat(maxMessageBytes);
  for (const end of ['\n', '\r\n']) {
    const frame = readChunk(createFramer(), encoder.encode(longest + end), 0);
    t.equal(frame?.kind === 'message' && frame.bytes.length, maxMessageBytes);
  }
  const framer = createFramer();
  t.equal(readChunk(framer, encoder.encode(`${longest}\r`), 0), null);
  t.equal(describe(readChunk(framer, encoder.encode('x'), 1)), 'too-long');
  t.equal(describe(readChunk(createFramer(), encoder.encode(`${longest}x\n`), 0)), 'too-long');
});

/** The n-th message of all, 100 ms after the one before. */
const at = (place: number) => ({
  ...{ place, hasMore: false },
  span: { fromMs: place * 100, untilMs: place * 100 + 20 },
});

t.test('the ledger decides once, for all threads alike', async (t) => {
  const ledger = createLedger(3);
  const other = openLedger(ledger.memory, 3);
  t.same([takeTicket(ledger), takeTicket(other), takeTicket(ledger)], [0, 1, 2]);
  putMessage(ledger, 0, encoder.encode('late'), at(7));
  putMessage(other, 2, encoder.encode('early'), at(3));
  t.equal(getDecision(ledger), null);
  putMessage(ledger, 1, encoder.encode('middle'), at(5));
  putTrouble(ledger, 1, 'broken');
  const decision = waitForDecision(other, () => t.fail('in no doubt'));
  const texts =
    decision.kind === 'order' && decision.messages.map((m) => Buffer.from(m).toString());
  t.same(texts, ['early', 'middle', 'late'], 'a whole message stays whole, whatever comes after');

  const broken = createLedger(2);
  putTrouble(broken, 1, 'silent');
  putMessage(broken, 1, encoder.encode('too late'), at(0));
  putMessage(broken, 0, encoder.encode('in vain'), at(1));
  t.same(getDecision(broken), { kind: 'trouble', client: 1, trouble: 'silent' });
});

t.test('cutting puts no byte away and adds none', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, count) => {
      const pieces = cutMessage(text, 'line', count);
      const lengths = pieces.map((piece) => piece.length);
      const whole = Buffer.concat(pieces).toString();
      return whole === `${text}\n` && Math.max(...lengths) - Math.min(...lengths) <= 1;
    }),
  );
  t.same(
    cutMessage('ab', 'raw', 10).map((piece) => [...piece]),
    [[97], [98]],
  );
  t.same(
    cutMessage('', 'raw', 2).map((piece) => piece.length),
    [0],
  );
});

t.test('lines come whole out of any segments', async (t) => {
  const reader = createLineReader();
  const bytes = encoder.encode('one 😀\r\ntwo\nthree');
  const lines = [...bytes].flatMap((byte) => readLines(reader, new Uint8Array([byte])));
  t.same(lines, ['one 😀', 'two']);
  t.equal(takeRest(reader), 'three');
  t.equal(takeRest(reader), null);
});

t.test('escaping keeps what people write and stops what drives terminals', async (t) => {
  const ordinary = 'Ünïcode שלום 你好 👩‍👩‍👧 back\\slash "quotes" é';
  t.equal(escapeText(ordinary), ordinary);
  t.equal(escapeText('a\nb\r\t\x00\x1b\x7f\x9b'), 'a\\nb\\r\\t\\x00\\x1b\\x7f\\x9b');
  t.equal(escapeText('\u2028\u202e\u2066'), '\\u{2028}\\u{202e}\\u{2066}');
});

t.test('endpoints', async (t) => {
  t.equal(formatEndpoint('::ffff:10.0.0.2', 41234), '10.0.0.2:41234');
  t.equal(formatEndpoint('10.0.0.2', 41234), '10.0.0.2:41234');
  t.equal(formatEndpoint('fd00::2', 1), '[fd00::2]:1');
  t.equal(formatEndpoint(undefined, undefined), 'unknown:0');
});

t.test('no line is lost where the reader is slow and the pipe does not block', async (t) => {
  const folder = makeFolder(t);
  const script = join(folder, 'print.mjs');
  await build({
    stdin: {
      contents: `import { printLine } from './programs/shared/print.ts';
        for (let line = 0; line < 100; line += 1) printLine(String(line).padEnd(9999, '.'));`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  });
  // A pipe in non-blocking mode, whose reader begins only when it is full.
  const python = `
import os, select, subprocess, sys
reading, writing = os.pipe()
os.set_blocking(writing, False)
child = subprocess.Popen(sys.argv[1:], stdout=writing)
while select.select([], [writing], [], 0.001)[1] and child.poll() is None:
    pass
os.close(writing)
total = 0
while True:
    part = os.read(reading, 4096)
    if not part: break
    total += len(part)
print(total, child.wait())`;
  const child = spawn('/usr/bin/python3', ['-c', python, process.execPath, script]);
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  child.stderr.on('data', (part) => {
    text += part;
  });
  await new Promise((resolve) => child.on('close', resolve));
  t.equal(text, '1000000 0\n');
});
