/** From literal entries of a stage to the journal: the epoch, roles, the wire, and every gap. */
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import {
  type EventOf,
  getEvents,
  type JournalEvent,
  journalEventSchema,
} from '../../lab/model/journal.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import { finishJournal } from '../../lab/run/finish-journal.ts';
import { buildDatagram, buildPcap, timeFrames, wrapEthernet } from './pcap-writer.ts';
import { buildPlainTalk, createTalk } from './talk.ts';

const plan = planScenario(scenarioSchema.parse(scenarios.get('x-connects-x-sends')));
const ms = 1_000_000;

/** The first frame of timeFrames. */
const wall = { wallSec: 1_700_000_000, wallNsec: 123_456_789 };
const host = (name: string, address: string) => ({
  ...{ name, netns: `net:[${name}]`, interface: `${name}-eth0`, addresses: [address, 'fe80::1'] },
});

/** What a stage tells, base at 0, the epoch at 40 ms; both clocks go alike. */
const told: JournalEvent[] = [
  {
    ...{ atNs: 0, witness: 'stage', kind: 'environment', mininet: '2.3.0', kernel: '6.1' },
    ...{ python: '3.11.2', switchKind: 'lxbr', stageNetns: 'net:[1]' },
    hosts: [host('h1', '10.0.0.1'), host('h2', '10.0.0.2'), host('h3', '10.0.0.3')],
  },
  { atNs: 10 * ms, witness: 'stage', kind: 'clock', when: 'start', ...wall, uncertaintyNs: 90 },
  {
    ...{ atNs: 20 * ms, witness: 'stage', kind: 'started', role: 'X' },
    ...{ host: 'h2', pid: 7, command: ['x'] },
  },
  { atNs: 40 * ms, witness: 'stage', kind: 'phase', name: 'epoch' },
  {
    ...{ atNs: 52 * ms, previousAtNs: 50 * ms, witness: 'kernel', kind: 'socket' },
    ...{ local: '10.0.0.1:12000', remote: '10.0.0.3:41000', state: 'ESTABLISHED' },
    ...{ accepted: false, unreadBytes: 0 },
  },
  {
    ...{ atNs: 45 * ms, witness: 'printed', kind: 'line', role: 'X' },
    text: 'hello',
    complete: true,
  },
  {
    ...{ atNs: 1010 * ms, witness: 'stage', kind: 'clock', when: 'end', uncertaintyNs: 90 },
    ...{ wallSec: wall.wallSec + 1, wallNsec: wall.wallNsec },
  },
];

const talk = createTalk('10.0.0.2:41000', '10.0.0.1:12000');
const marker = buildDatagram('10.0.0.1:5000', '255.255.255.255:9', 'mininet-lab: end of capture');
const frames = timeFrames([...buildPlainTalk(talk), marker].map((packet) => wrapEthernet(packet)));
const capture = buildPcap(frames);

const source: EventOf<'source'> = {
  ...{ atNs: 0, witness: 'stage', kind: 'source', role: 'X', files: [] },
};

async function finish(events = told, bytes: Uint8Array | undefined = capture) {
  const journal = await finishJournal({ plan, events, sources: [source], capture: bytes });
  for (const event of journal) journalEventSchema.parse(event);
  return journal;
}

const getGaps = (journal: readonly JournalEvent[]) =>
  getEvents(journal, 'gap').map(({ of, because }) => [of, because]);

t.test('all times count from the epoch, and stand in order', async (t) => {
  const journal = await finish();
  const times = journal.map(({ atNs }) => atNs);
  t.same(
    times,
    [...times].sort((a, b) => a - b),
  );
  t.equal(getEvents(journal, 'phase')[0]?.atNs, 0);
  t.equal(getEvents(journal, 'environment')[0]?.atNs, -40 * ms);
  t.match(getEvents(journal, 'socket')[0], { atNs: 12 * ms, previousAtNs: 10 * ms });
  t.equal(getEvents(journal, 'line')[0]?.atNs, 5 * ms);
  t.same(getEvents(journal, 'source'), [source], 'sources have no time');
  t.same(getGaps(journal), []);
  t.equal(told[3]?.atNs, 40 * ms, 'what was witnessed is not changed');
});

t.test('hosts and connections get the roles that only the plan knows', async (t) => {
  const journal = await finish();
  const hosts = getEvents(journal, 'environment')[0]?.hosts;
  t.same(
    hosts?.map(({ role }) => role),
    ['server', 'X', 'Y'],
  );
  t.equal(getEvents(journal, 'socket')[0]?.role, 'Y');
  t.match(getEvents(journal, 'syn'), [{ role: 'X', client: '10.0.0.2:41000' }]);
});

t.test('the capture finds its place by the two clocks, without its end marker', async (t) => {
  const journal = await finish();
  // Frame N was captured (N - 1) * 10 ms after the clocks were read, at -30 ms.
  t.equal(getEvents(journal, 'syn')[0]?.atNs, -30 * ms);
  t.equal(getEvents(journal, 'established')[0]?.atNs, -10 * ms);
  t.match(getEvents(journal, 'data')[0], { atNs: 0, text: 'X: Alice\n', direction: 'to-server' });
  t.same(getEvents(journal, 'datagram'), []);
});

const withEnd = (wallSec: number, wallNsec: number): JournalEvent[] =>
  told.map((event) =>
    event.kind === 'clock' && event.when === 'end' ? { ...event, wallSec, wallNsec } : event,
  );

t.test('a wall clock that was set is a gap, not an order', async (t) => {
  const back = await finish(withEnd(wall.wallSec - 2, wall.wallNsec));
  t.match(getGaps(back), [['wire', /^the wall clock was set by -3000\.000 ms during the play/]]);
  const ahead = await finish(withEnd(wall.wallSec + 1, wall.wallNsec + 150_000));
  t.match(getGaps(ahead), [['wire', /set by 0\.150 ms/]]);
  const slewed = await finish(withEnd(wall.wallSec + 1, wall.wallNsec - 90_000));
  t.same(getGaps(slewed), [], 'less than the resolution that is claimed is none');
});

t.test('a capture that is missing, empty, cut or no capture', async (t) => {
  const missing = await finishJournal({ plan, events: told, sources: [], capture: undefined });
  t.same(getGaps(missing), [['wire', 'nothing was captured']]);
  t.equal(getEvents(missing, 'gap')[0]?.atNs, 970 * ms, 'it stands at the end');
  t.same(getGaps(await finish(told, new Uint8Array(0))), [['wire', 'nothing was captured']]);
  const cut = await finish(told, capture.subarray(0, capture.length - 30));
  t.match(getGaps(cut), [['wire', /^the capture is cut off: /]]);
  t.equal(
    getEvents(cut, 'data').length,
    getEvents(await finish(), 'data').length,
    'the rest counts',
  );
  t.match(getGaps(await finish(told, Buffer.from('no capture at all, but some text'))), [
    ['wire', /^the capture cannot be read: /],
  ]);
});

t.test('a play that was cut short is held against nobody: a gap of every witness', async (t) => {
  const gaps = getGaps(await finish(told.slice(0, -1)));
  t.same(
    gaps,
    ['program', 'printed', 'wire', 'kernel', 'stage'].map((of) => [of, 'the play was cut short']),
  );
  const early = await finish(told.slice(0, 1), undefined);
  t.match(getGaps(early), [['program', 'no program was started']]);
  t.equal(getEvents(early, 'environment')[0]?.atNs, 0, 'without an epoch times stay as they were');
  t.match(await finish([]), [{ kind: 'source' }, { kind: 'gap' }], 'nothing at all was witnessed');
});
