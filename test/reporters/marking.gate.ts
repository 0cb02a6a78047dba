/** A marking as text and as JSON: whole, and harmless whatever the submission wrote. */
import t from 'tap';
import type { Marking } from '../../lab/model/marking.ts';
import {
  documentExplained,
  type Explained,
  renderExplained,
  renderMarking,
  renderMarkingsJson,
} from '../../lab/reporters/marking.ts';
import { makeWatchedReport } from './reports.ts';

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

t.test(
  '--explain: with what watching showed, the conclusion is the one that is left',
  async (t) => {
    const { refusal: _, ...played } = marking;
    const report = makeWatchedReport(hostile, hostile);
    const { conclusion } = marking;
    const revised = { ...conclusion, submission: { server: 'python3 revised.py' } };
    const watched: Marking = { ...played, conclusion: revised, report, watching: report.watching };
    const explained: Explained = { name: 'a', conclusion, watched };
    const text = renderExplained(explained).join('\n');
    for (const sign of signs) t.notOk(text.includes(sign));
    t.match(text, /^ {2}server +python3 revised\.py$/m);
    t.match(text, /^ {2}try 1: as its sources say\n {4}not all clients were answered$/m);
    t.match(text, /^ {2}try 2: .*\n {4}all clients were answered; this is how it is run$/m);
    t.match(text, /^ {2}learnt: Y sends “Y: Bob”$/m);
    t.match(text, /^ {2}logs: \.lab/m);
    t.match(documentExplained(explained), {
      ...{ name: 'a', submission: revised.submission, ...report.watching, sentences: undefined },
      ...{ learnt: report.watching.sentences, flags: [hostile], directory: /^\.lab/ },
    });
    const only = documentExplained({ name: 'a', conclusion });
    t.same(only, { name: 'a', ...conclusion }, 'without a play it is as it was');
    t.same(documentExplained({ name: 'a', because: 'no' }), { name: 'a', because: 'no' });
    const unwatched: Explained = { name: 'a', conclusion, because: 'no walls' };
    t.match(documentExplained(unwatched), { ...conclusion, because: 'no walls' });
    t.match(renderExplained(unwatched).at(-1), /^ {2}no walls$/);
    const nothing = { tries: [], sentences: [] };
    const oneSided = { ...watched, report: { ...report, runs: [] }, watching: nothing };
    t.match(
      renderExplained({ ...explained, watched: oneSided }).join('\n'),
      /nothing was watched: /,
    );
    const refused = renderExplained({ ...explained, watched: { ...marking, flags: [] } }).join(
      '\n',
    );
    t.match(refused, /^ {2}could not be played: .*\n {2}\| a.*\n {2}\| error: expected ;$/m);
  },
);
