/** Pages for students: what they say, what they never say, and names that importers take back. */
import t from 'tap';
import { readZip } from '../../lab/grade/unpack-zip.ts';
import type { ClassReport, Marked, Person } from '../../lab/model/class.ts';
import { noteNames, packFeedback, renderFeedback } from '../../lab/reporters/feedback.ts';
import { hostileName, makeClass } from './class-example.ts';

function makeOne(changed: Partial<Marked>, at = 0): ClassReport {
  const report = makeClass();
  const marked = report.submissions[at];
  if (!marked) throw new Error('the example has four');
  return { ...report, submissions: [{ ...marked, ...changed }] };
}

/** The text that a person reads. */
function readPage(html = ''): string {
  return html
    .replace(/^[\s\S]*<body>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

t.test('a page says what was asked, what happened, and the points', async (t) => {
  const report = makeClass();
  const criteria = report.criteria.map((one) =>
    one.id === 1 ? { ...one, quote: 'You must use TCP <sockets>.' } : one,
  );
  const assignment = 'First <received>';
  const [ada, hostile] = renderFeedback({ ...report, assignment, criteria }).map(({ html }) =>
    readPage(html),
  );
  t.match(ada, 'Feedback for Ada King');
  t.match(ada, '30 of 30 points and 5 of extra credit');
  t.match(
    ada,
    /✓ 1 TCP, with a connection first held 10 of 10 Asked “You must use TCP <sockets>\.”/,
  );
  t.match(ada, 'What happened @SUM(1) because of “pass”');
  t.match(ada, 'Seen in x-connects-x-sends');
  t.match(ada, /Assignment: First <received> ?\. Marked on 2026-01-31/);
  t.match(ada, 'npx zx lab/grade.mjs YOUR-FOLDER --html report.html');
  t.match(hostile, '10 of 30 points');
  t.match(hostile, /5 more points are not decided\. They are not lost/);
  t.match(hostile, /✗ 2 Order <of> arrival did not hold 0 of 20/);
  t.match(hostile, /\? 3 Chat not decided, extra credit open, of 5 Why it is open/);
  t.match(hostile, 'adapted: \\u202eserver', 'nothing turns the reading direction');
});

t.test("a person's marks stand beside the lab's, with the reason", async (t) => {
  const { grade } = makeOne({}).submissions[0] ?? {};
  const [first, ...more] = grade?.criteria ?? [];
  if (!grade || !first) throw new Error('it has a grade');
  const lab = { points: 0, outcome: 'unknown' } as const;
  const criteria = [
    { ...first, points: 5, override: { reason: 'It is in French.', lab } },
    ...more,
  ];
  const [page] = renderFeedback(makeOne({ grade: { ...grade, criteria } }));
  t.match(
    readPage(page?.html),
    "A person decided It is in French. (the lab's own mark: undecided)",
  );
});

t.test('what was left out, since it changes no mark, is no news for a student', async (t) => {
  const flags = ['not played: simultaneous, since …', 'adapted: the server is bound to h1'];
  const page = readPage(renderFeedback(makeOne({ flags, how: { server: './s' } }))[0]?.html);
  t.match(page, /How it was run server \.\/s adapted: the server is bound to h1/);
  t.notMatch(page, 'not played');
});

t.test('what could not be played says why, and whose fault it is', async (t) => {
  const pages = (['fail', 'trouble', 'unsupported'] as const).map((outcome) => {
    const refusal = { because: 'gcc said no', lastLines: ['server.c:3: error', '<b>'] };
    return readPage(renderFeedback(makeOne({ outcome, grade: null, refusal }))[0]?.html);
  });
  t.match(
    pages[0],
    /Nothing of your programs could be played, so nothing could earn points\. What happened: gcc said no It printed:/,
  );
  t.match(pages[0], 'server.c:3: error <b>');
  t.match(pages[0], /0 of 30 points .*Marked on 2026-01-31 ?\./, 'and nothing was played');
  t.notMatch(pages[0], /playing the programs on a real network|See it again/);
  const built = { how: { server: './server' }, refusal: { because: 'no', lastLines: [] } };
  const [again] = renderFeedback(makeOne({ outcome: 'fail', grade: null, ...built }));
  t.match(readPage(again?.html), 'See it again', 'what has programs can be tried');
  const { grade = null } = makeOne({}).submissions[0] ?? {};
  const [first, ...more] = grade?.criteria ?? [];
  if (!grade || !first) throw new Error('it has a grade');
  const override = { reason: 'It is explained.', lab: { points: 0, outcome: 'fail' as const } };
  const refusal = { because: 'gcc said no', lastLines: [] };
  const byHand = { ...grade, criteria: [{ ...first, override }, ...more] };
  const given = renderFeedback(makeOne({ outcome: 'fail', grade: byHand, refusal }))[0]?.html;
  t.match(readPage(given), /could be played\. The points below were given by a person\./);
  t.notMatch(readPage(given), 'nothing could earn');
  t.match(pages[1], /The lab itself had a problem\. This is not your fault, and no mark\./);
  t.match(pages[2], /could not run what was handed in\. This is no mark: a person decides\./);
});

t.test('what befell the lab is for the teacher, and a page names no folder of it', async (t) => {
  const paths = ['/tmp/mininet-lab-grade-1.2-x/submission.txt', '/root/.lab/runs/a/b'];
  for (const where of paths) {
    const refusal = { because: `EEXIST: file already exists, open '${where}'`, lastLines: [where] };
    const { grade = null } = makeOne({}).submissions[0] ?? {};
    for (const marks of [null, grade]) {
      const [page] = renderFeedback(makeOne({ outcome: 'trouble', grade: marks, refusal }));
      t.match(readPage(page?.html), 'What happened: the lab was in trouble');
      t.notMatch(page?.html, /EEXIST|\/tmp\/|\.lab|It printed/);
    }
  }
  const because = `gcc: ${paths[0]}:3: no; see /var/tmp/a/mininet-lab-x`;
  const failed = makeOne({ outcome: 'fail', grade: null, refusal: { because, lastLines: [] } });
  const told = readPage(renderFeedback(failed)[0]?.html);
  t.match(told, 'gcc: submission.txt:3: no; see');
  t.notMatch(told, /\/tmp|mininet-lab-/);
});

t.test('a page names nobody else, no path of who marked, and runs no script', async (t) => {
  const report = makeClass();
  const where = '/home/prof/Lab 2 (2026)/class';
  const submissions = report.submissions.map((marked, at) => ({
    ...marked,
    ...(at === 3 && {
      refusal: { because: `${where}/x.zip could not be read; see ${where}`, lastLines: [] },
    }),
  }));
  const context = { hidden: [where, 'class', '/home/prof', '.'] };
  const pages = renderFeedback({ ...report, submissions }, context);
  const names = ['Ada King', 'cmd|', 'Open', '-2+3'];
  for (const [at, { html }] of pages.entries()) {
    const others = names.filter((_, index) => index !== at);
    for (const name of others) t.notOk(readPage(html).includes(name), `${names[at]}: ${name}`);
    t.notMatch(html, /home\/prof|\.lab\/runs|zx lab\/grade\.mjs class/);
    t.notMatch(html, /<script|<link|<img|src=|href=/i);
    t.match(html, "default-src 'none'");
    t.notMatch(html, /(?!\n)\p{Cc}|[\u202a-\u202e]/u);
  }
  t.match(readPage(pages[3]?.html), 'What happened: x.zip could not be read; see …');
  const sameText = readPage(pages[0]?.html);
  t.notMatch(sameText, 'same text', 'who else has it is not for students');
  const group = [{ name: 'Zoë Müller' }, { name: 'Bob Stone' }];
  const [zoe, bob] = renderFeedback(makeOne({ name: 'Zoë Müller and Bob Stone', people: group }));
  t.notMatch(zoe?.html, 'Bob');
  t.notMatch(bob?.html, 'Zoë');
  t.same([zoe?.name, bob?.name], ['Zoë Müller feedback.html', 'Bob Stone feedback.html']);
});

/** As mod/assign/feedback/file/importziplib.php finds whose a file is: the second part. */
function readMoodle(name: string): [number: string, plugin: string, file: string] {
  const [, number = '', type = '', plugin = '', ...rest] = name.split('_');
  return [number, `${type}_${plugin}`, rest.join('_')];
}

/** As infer_comment_context_from_filename of canvas-lms does: the first two whole numbers. */
function readCanvas(name: string): string[] {
  const parts = name.split('_').filter((part) => part !== 'LATE');
  return parts.filter((part) => /^\d+$/.test(part)).slice(0, 2);
}

t.test('names in the zip are those that Canvas and Moodle take back', async (t) => {
  const ofCanvas: Person = {
    ...{ name: 'kingada', exporter: 'Canvas', id: '101', prefix: 'kingada_LATE_101_5001_' },
  };
  const ofMoodle: Person = {
    ...{ name: 'Zoë Müller', exporter: 'Moodle', id: 'Participant 12' },
    prefix: 'Zoë Müller_12_assignsubmission_file_',
  };
  const report = makeClass();
  const people = [[ofCanvas], [ofMoodle], undefined, undefined];
  const submissions = report.submissions.map((marked, at) => {
    const given = people[at];
    return { ...marked, ...(given && { people: given }) };
  });
  const files = renderFeedback({ ...report, submissions });
  t.same(readCanvas(files[0]?.name ?? ''), ['101', '5001']);
  t.same(readMoodle(files[1]?.name ?? ''), ['12', 'assignsubmission_file', 'feedback.html']);
  t.equal(files[2]?.name, 'Open feedback.html');
  const zip = packFeedback(files, report.startedAt);
  const { files: unpacked } = await readZip(Buffer.from(zip));
  t.same(
    unpacked.map(({ path }) => path),
    files.map(({ name }) => name),
    'accents are read back',
  );
  t.match(noteNames({ submissions }), [/Canvas shows each page under the name of the file/]);
  t.same(noteNames({ submissions: submissions.slice(1) }), []);
});

t.test('no name leads out of a folder, hides a file or takes the place of another', async (t) => {
  const report = makeClass();
  const [one] = report.submissions;
  if (!one) throw new Error('the example has it');
  const names = ['../../etc', 'Ada', 'ADA', '.hidden', hostileName, 'a/b\\c', 'x'.repeat(300), ''];
  const submissions = names.map((name) => ({ ...one, name }));
  const files = renderFeedback({ ...report, submissions }).map(({ name }) => name);
  t.equal(new Set(files.map((name) => name.toLowerCase())).size, names.length);
  for (const name of files) {
    t.notMatch(name, /[/\\:*?"<>|\p{C}]|^\./u, name);
    t.ok(Buffer.byteLength(name) <= 255);
  }
  t.same(files.slice(1, 3), ['Ada feedback.html', 'ADA 2 feedback.html']);
});
