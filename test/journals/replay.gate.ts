/**
 * Recorded journals are judged again: the same verdicts, for the same reasons, from the same
 * entries. If a change of a checker is meant, `npx tsx test/journals/record.ts --judge` writes the
 * new verdicts; the difference is then there to be reviewed.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getEvents } from '../../lab/model/journal.ts';
import { finishJournal } from '../../lab/run/finish-journal.ts';
import {
  getExpected,
  journals,
  judgeJournal,
  listJournals,
  readExpected,
  readStored,
} from './read-journals.ts';

const names = listJournals();

t.test('each scenario of the suite is recorded, and passed', async (t) => {
  for (const name of scenarios.keys()) {
    t.ok(names.includes(name), `${name} is recorded`);
    t.match(readExpected(name), { scenario: name, outcome: 'pass' });
  }
});

t.test('what is wrong or undecided is recorded as that', async (t) => {
  const failed = (name: string) =>
    readExpected(name).verdicts.flatMap(({ check, outcome, informs }) =>
      outcome === 'fail' && !informs ? [check] : [],
    );
  t.match(failed('wrong-order-of-connection'), ['order-follows-wire']);
  t.match(failed('wrong-recv-before-second-accept'), ['accepted-before-received']);
  t.match(failed('wrong-ack-to-one'), ['both-told-same']);
  t.equal(readExpected('undecided-at-once').outcome, 'unknown');
  t.equal(readExpected('cut-capture').outcome, 'unknown');
  t.match(readExpected('killed'), { outcome: 'trouble', trouble: { code: 'STAGE_LOST' } });
});

for (const name of names) {
  t.test(`${name} is judged as it was`, async (t) => {
    const { timing, ...judged } = getExpected(await judgeJournal(name));
    const { resolutionMs, ...times } = timing;
    t.same({ ...judged, timing: times }, readExpected(name));
    t.equal(resolutionMs, 0.1, 'none of them was steered to one processor');
  });
}

t.test('the wire is read from the captures as it was', async (t) => {
  for (const name of names) {
    const stored = await readStored(name);
    if (stored.kind === 'part') continue;
    const { plan, events } = stored;
    const isOfTheWire = (event: (typeof events)[number]) =>
      event.witness === 'wire' || (event.kind === 'gap' && event.of === 'wire');
    const again = await finishJournal({
      plan,
      events: events.filter((event) => !isOfTheWire(event) && event.kind !== 'source'),
      sources: getEvents(events, 'source'),
      capture: readFileSync(path.join(journals, name, 'h1.pcap')),
    });
    t.same(again.filter(isOfTheWire), events.filter(isOfTheWire), name);
  }
});
