/** 2,000 trials on one stage, through several series, leave it as it was. */
import t from 'tap';
import { assertEndurance } from './endurance.ts';

t.test('two thousand trials in a row', { timeout: 900_000 }, (t) => assertEndurance(t, 2_000));
