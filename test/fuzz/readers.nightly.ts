/** Readers are fed damaged files for a minute each. */
import t from 'tap';
import { fuzzPython } from './python-readers.ts';
import { fuzzReader } from './reader-fuzz.ts';
import { readers } from './readers.ts';

t.setTimeout(1_800_000);

for (const { name, prepare } of readers) {
  t.test(name, (t) => fuzzReader(t, { readCase: prepare(t), standardMs: 60_000 }));
}

t.test('/proc and the notes of programs, on the box', (t) => fuzzPython(t, 60_000));
