/** What a key does to a password that is being typed; the terminal itself: unlock-sudo.gate.ts. */
import t from 'tap';
import { type Typed, takeKey } from '../../lab/boxes/ask-password.ts';

/** Types all bytes until one ends the question. */
function type(keys: string): [text: string, end: string | undefined] {
  const typed: Typed = { bytes: Buffer.alloc(512), length: 0 };
  let end: string | undefined;
  for (const key of Buffer.from(keys)) {
    end = takeKey(typed, key);
    if (end !== undefined) break;
  }
  return [typed.bytes.toString('utf8', 0, typed.length), end];
}

const cases: [keys: string, text: string, end: string | undefined][] = [
  ['secret\r', 'secret', 'enter'],
  ['secret\n', 'secret', 'enter'],
  ['one\rtwo\r', 'one', 'enter'],
  ['\r', '', 'enter'],
  [' a b \r', ' a b ', 'enter'],
  ['secrx\u007fet\r', 'secret', 'enter'],
  ['secrx\bet\r', 'secret', 'enter'],
  ['gr\u00fc\u007fu\r', 'gru', 'enter'],
  ['\u{1f511}\u007fkey\r', 'key', 'enter'],
  ['\u007f\u007fa\r', 'a', 'enter'],
  ['wrong\u0015right\r', 'right', 'enter'],
  ['sec\u0003ret', 'sec', 'interrupt'],
  ['\u0004', '', 'end'],
  ['sec', 'sec', undefined],
];

for (const [keys, text, end] of cases) {
  t.test(JSON.stringify(keys), async (t) => {
    t.same(type(keys), [text, end]);
  });
}

t.test('what is far too long is no more than cut', async (t) => {
  const [text, end] = type(`${'x'.repeat(9999)}\r`);
  t.equal(end, 'enter');
  t.ok(text.length <= 512);
});
