/** 2,000 trials on one stage, through several series, leave it as it was. */
import t from 'tap';
import { assertEndurance } from './endurance.ts';

t.setTimeout(1_200_000);
t.test('two thousand trials in a row', async (t) => {
  await assertEndurance(t, 2_000);
});
