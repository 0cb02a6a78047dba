/** 200 trials on one stage leave it as it was; endurance.nightly.ts plays 2,000. */
import t from 'tap';
import { assertEndurance } from './endurance.ts';

t.test('two hundred trials in a row', async (t) => {
  await assertEndurance(t, 200);
});
