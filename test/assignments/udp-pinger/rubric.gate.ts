/** The rubric quotes assignment.txt, word for word. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { rubric } from '../../../lab/assignments/udp-pinger/rubric.ts';
import { root } from '../../docs/read-docs.ts';

t.test('every quote stands in assignment.txt', async (t) => {
  const file = path.join(root, 'lab/assignments/udp-pinger/assignment.txt');
  const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
  for (const { title, quote } of rubric.criteria) t.ok(text.includes(quote), title);
});
