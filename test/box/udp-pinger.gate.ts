/**
 * The assignment udp-pinger on real Mininet: our own programs earn all points; of those of others
 * right ones fail nothing, and each wrong one is caught by exactly the checks of its row. Its first
 * comment says what is wrong with it.
 */
import path from 'node:path';
import t from 'tap';
import { explainDocument, getChecks } from '../wrong/play.ts';
import { makeLabFolder, root, runForDocument, runLab } from './lab-command.ts';
import { getLastPlays } from './last-plays.ts';

interface Row {
  file: string;
  scenario?: string;
  fails: readonly string[];
  /** What cannot be decided any more. */
  unknown?: readonly string[];
}

const servers: readonly Row[] = [
  { file: 'server.py', fails: [] },
  { file: 'keeps_case.py', fails: ['answers-match'] },
  { file: 'answers_twice.py', fails: ['answers-match'] },
  { file: 'answers_all.py', scenario: 'many-pings', fails: ['leaves-some-out'] },
];

const clients: readonly Row[] = [
  { file: 'pinger.py', fails: [] },
  { file: 'sends_nine.py', fails: ['pings-in-form'] },
  {
    file: 'waits_for_ever.py',
    fails: ['pings-in-form', 'timeouts-printed', 'statistics-printed', 'loss-printed'],
    unknown: ['round-trips-printed'],
  },
  { file: 'wrong_loss.py', fails: ['loss-printed'] },
  { file: 'wrong_unit.py', fails: ['round-trips-printed'] },
  { file: 'wrong_average.py', fails: ['statistics-printed'] },
  { file: 'all_at_once.py', fails: ['one-at-a-time'] },
];

const programs = path.join(import.meta.dirname, '../assignments/udp-pinger/programs');

// Most of a play is waiting: a client pings once a second.
t.jobs = 6;
t.setTimeout(300_000);

t.test('our own programs earn all points, and the run is judged the same again', async (t) => {
  const folder = await makeLabFolder(t);
  const { document, status, stderr } = await runForDocument(['--assignment', 'udp-pinger'], {
    folder,
  });
  const diagnostic = { said: explainDocument(document), stderr };
  t.equal(status, 0, 'it passes', diagnostic);
  t.match(document.grade, { points: 100, of: 100 });
  t.ok(document.runs.every(({ timing }) => timing.plannedGapMs === null));
  const again = await runLab(['--json'], {
    folder,
    command: [process.execPath, path.join(root, 'lab/check.mjs')],
  });
  const { runs } = JSON.parse(again.stdout);
  t.match(runs[0].facts, [{ label: 'pings', value: '10' }, {}, { label: 'lost', value: '30 %' }]);
  t.same(
    document.runs.map(({ verdicts }) => verdicts),
    runs.map(({ verdicts }: { verdicts: unknown }) => verdicts),
  );
});

for (const row of servers) testRow(row, ['--server', `python3 ${path.join(programs, row.file)}`]);
for (const row of clients) {
  testRow(row, ['--client-p', `python3 ${path.join(programs, row.file)} {host} {port}`]);
}

/** Plays a row on its scenario, and compares what failed. */
function testRow({ file, scenario = 'usual', fails, unknown = [] }: Row, flags: string[]): void {
  const title = `${file}: ${fails.length === 0 ? 'right' : fails.join(', ')}`;
  t.test(title, { buffered: true }, async (t) => {
    const folder = await makeLabFolder(t);
    const words = ['--assignment', 'udp-pinger', scenario, ...flags];
    const { document, stderr, status } = await runForDocument(words, { folder });
    const diagnostic = { said: explainDocument(document), stderr };
    const last = { ...document, runs: getLastPlays(document.runs) };
    t.same(getChecks(document, 'fail'), [...fails].sort(), 'these checks fail', diagnostic);
    t.same(getChecks(last, 'unknown'), [...unknown].sort(), 'no other is open', diagnostic);
    t.equal(status, fails.length === 0 ? 0 : 1, 'the exit code', diagnostic);
  });
}
