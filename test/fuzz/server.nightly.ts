/** The server is attacked for 10 minutes: half of the time for verdicts, half of it in a chat. */
import t from 'tap';
import { fuzzServer } from './server-fuzz.ts';

t.setTimeout(1_800_000);

for (const [what, isChat] of [
  ['verdicts', false],
  ['a chat', true],
] as const) {
  t.test(`${what} under attack`, (t) => fuzzServer(t, { isChat, standardMs: 300_000 }));
}
