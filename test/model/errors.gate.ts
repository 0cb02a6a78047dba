/** What was thrown, as an error of the lab: no page of JSON ever reaches a user. */
import t from 'tap';
import * as z from 'zod';
import { LabError, toLabError } from '../../lab/model/errors.ts';

t.test('an error of the lab stays what it is', async (t) => {
  const error = new LabError('FLAG_WRONG', 'wrong');
  t.equal(toLabError(error), error);
});

t.test('an error of the schema library becomes sentences with the places', async (t) => {
  const schema = z.object({ clients: z.array(z.object({ sendMs: z.number().max(5) })) });
  const { error } = schema.safeParse({ clients: [{ sendMs: 6 }, { sendMs: 'soon' }] });
  const { code, message, cause } = toLabError(error);
  t.equal(code, 'UNEXPECTED');
  t.match(message, /^clients\.0\.sendMs: [^\n{[]+; clients\.1\.sendMs: [^\n{[]+$/);
  t.equal(cause, error);
});

t.test('another one that has issues is left as it is', async (t) => {
  const stranger = Object.assign(new Error('two things'), { issues: ['one', 'two'] });
  t.equal(toLabError(stranger).message, 'two things');
  t.equal(toLabError('a word').message, 'a word');
});
