/** 500 sessions of one server; session-endurance.nightly.ts plays 10,000. */
import t from 'tap';
import { playSessions } from './session-endurance.ts';

t.setTimeout(240_000);
t.test('five hundred sessions', async (t) => {
  await playSessions(t, 500);
});
