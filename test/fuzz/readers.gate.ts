/** Readers are fed damaged files, a moment each; at night for a minute each. */
import t from 'tap';
import { fuzzPython } from './python-readers.ts';
import { fuzzReader } from './reader-fuzz.ts';
import { readers } from './readers.ts';

t.setTimeout(240_000);

for (const { name, prepare } of readers) {
  t.test(name, (t) => fuzzReader(t, { readCase: prepare(t), standardMs: 1_500 }));
}

t.test('/proc and the notes of programs, on the box', (t) => fuzzPython(t, 1_500));
