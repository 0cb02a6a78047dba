/** 10,000 sessions of one server. */
import t from 'tap';
import { playSessions } from './session-endurance.ts';

t.setTimeout(1_200_000);
t.test('ten thousand sessions', async (t) => {
  const { early, end } = await playSessions(t, 10_000);
  t.comment(JSON.stringify({ early, end }));
});
