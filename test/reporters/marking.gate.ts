/** A marking as text and as JSON: whole, and harmless whatever the submission wrote. */
import t from 'tap';
import type { Marking } from '../../lab/model/marking.ts';
import { renderMarking, renderMarkingsJson } from '../../lab/reporters/marking.ts';

const hostile = 'a\u001b[2J\n##[error]\u202e';

const signs = ['\u001b', '\u202e', '##['];

const marking: Marking = {
  name: hostile,
  outcome: 'fail',
  conclusion: {
    submission: { build: 'make', server: hostile, type: { X: ['{message}'] }, port: 5000 },
    reasons: [{ about: 'server', because: hostile }],
    sources: { server: ['server.c'], X: [], Y: [] },
    needs: ['make'],
    framing: 'raw',
  },
  flags: [hostile],
  refusal: { because: hostile, lastLines: [hostile, 'error: expected ;'] },
};

t.test('the text says how it was run, what befell it, and its last lines', async (t) => {
  const text = renderMarking(marking, { columns: 80, color: false });
  t.match(text, /^ {2}build +make$/m);
  t.match(text, /^ {2}X +\(none\)$/m);
  t.match(text, /^ {2}type X +"\{message\}"$/m);
  t.match(text, /^fail: /m);
  t.match(text, /^ {2}\| error: expected ;$/m);
  for (const sign of signs)
    t.notOk(text.includes(sign), 'nothing of it drives a terminal or a log');
});

t.test('the document has all submissions, and the worst of their outcomes', async (t) => {
  const passed: Marking = { ...marking, name: 'b', outcome: 'pass' };
  const text = renderMarkingsJson([passed, marking], 12);
  for (const sign of ['\u001b', '\u202e']) t.notOk(text.includes(sign));
  const document = JSON.parse(text);
  t.match(document, { outcome: 'fail', wallMs: 12 });
  t.match(document.submissions[1], {
    name: hostile,
    outcome: 'fail',
    how: { build: 'make', port: 5000 },
    flags: [hostile],
    because: hostile,
    grade: null,
  });
  const unsupported: Marking = { ...marking, outcome: 'unsupported' };
  t.equal(JSON.parse(renderMarkingsJson([passed, unsupported], 1)).outcome, 'unsupported');
});
