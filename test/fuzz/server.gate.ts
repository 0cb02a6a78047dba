/** The server is attacked for 30 s, answering and chatting at the same time; at night for longer. */
import t from 'tap';
import { fuzzServer } from './server-fuzz.ts';

t.jobs = 2;
t.setTimeout(240_000);

for (const [what, isChat] of [
  ['verdicts', false],
  ['a chat', true],
] as const) {
  t.test(`${what} under attack`, { buffered: true }, (t) =>
    fuzzServer(t, { isChat, standardMs: 15_000 }),
  );
}
