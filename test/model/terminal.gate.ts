/** What a terminal showed in the end, where a program goes back and clears what was there. */
import t from 'tap';
import type { EventOf } from '../../lab/model/journal.ts';
import { readTerminal } from '../../lab/model/terminal.ts';

const show = (...texts: string[]) =>
  readTerminal(
    texts.map((text, at): EventOf<'line'> => {
      return { atNs: at, witness: 'printed', kind: 'line', role: 'X', text, complete: true };
    }),
    'X',
  );

t.test('a line that was cleared is gone, and what stands in its place is there', async (t) => {
  const up = '\u001b[A\u001b[2K';
  t.equal(show('Hello', `${up}Bob: hi`), 'Bob: hi');
  t.equal(show('Hello', `\u001b[1A\r\u001b[KYou: Hello`), 'You: Hello');
  t.equal(show('one', 'two', `\u001b[F\u001b[J${up}three`), 'three');
  t.equal(show('one', `${up}${up}two`), 'two', 'above the first line there is none');
});

t.test('other sequences clear nothing', async (t) => {
  t.equal(show('Hello', '\u001b[32mBob\u001b[0m: hi'), 'Hello Bob: hi');
  t.equal(show('Hello', '\u001b[2KBob: hi'), 'Hello Bob: hi', 'its own line, still empty');
  t.equal(show('Hello', '\u001b[AYou: '), 'Hello You:', 'written over from its start');
});
