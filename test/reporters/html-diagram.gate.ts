/** The model of a sequence diagram: which lanes, arrows, marks, bars and breaks a journal gives. */
import t from 'tap';
import { addClients } from '../../lab/assignments/first-received/add-clients.ts';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { makeDiagram } from '../../lab/reporters/html/diagram.ts';
import { isWide, layOutDiagram } from '../../lab/reporters/html/layout.ts';
import type { Arrow, Diagram } from '../../lab/reporters/html/parts.ts';
import { relateEntries } from '../../lab/reporters/html/talk.ts';
import { add, makeJournal, makeLine, makePlan, toNs } from '../checkers/journal-builder.ts';
import { judgeJournal, listJournals } from '../journals/read-journals.ts';

const draw = (journal: Journal): Diagram => makeDiagram(journal, judgeRun(journal, checkers));
const getArrows = ({ items }: Diagram, look: Arrow['look']) =>
  items.filter((item): item is Arrow => item.kind === 'arrow' && item.look === look);
const sentNote = (role: string, atMs: number, text: string) =>
  ({ witness: 'program', kind: 'note', atNs: toNs(atMs), role, what: 'sent', text }) as const;

t.test('a right play: two messages, two answers, in the order of the wire', async (t) => {
  const diagram = draw(makeJournal(makePlan('x-connects-y-sends')));
  t.same(
    diagram.lanes.map(({ role, host }) => `${role} ${host}`),
    ['X h2', 'server h1', 'Y h3'],
  );
  t.same(
    getArrows(diagram, 'message').map(({ from, to, label, place }) => [from, to, label, place]),
    [
      ['Y', 'server', 'Y: Bob ↵', 1],
      ['X', 'server', 'X: Alice ↵', 2],
    ],
  );
  t.same(
    getArrows(diagram, 'answer')
      .map(({ from, to, label }) => `${from} ${to} ${label}`)
      .sort(),
    ['server X Y: Bob received before X: Alice ↵', 'server Y Y: Bob received before X: Alice ↵'],
  );
  t.equal(getArrows(diagram, 'connect').length, 2);
  t.same(diagram.callouts, []);
  t.ok(diagram.breaks.every(({ fromNs, toNs }) => toNs - fromNs > 40_000_000));
  t.ok(diagram.breaks.length >= 2);
});

t.test('an arrow leaves when its sender sent, and is level where nobody knows', async (t) => {
  const plan = makePlan('x-connects-x-sends');
  const [level] = getArrows(draw(makeJournal(plan)), 'message');
  t.equal(level?.departNs, level?.arriveNs);
  const journal = add(makeJournal(plan), sentNote('X', 599.5, 'X: Alice'));
  const [slanted] = getArrows(draw(journal), 'message');
  t.equal(slanted?.departNs, toNs(599.5));
  t.ok((slanted?.arriveNs ?? 0) > toNs(599.5));
});

t.test('a message in pieces is one arrow a piece; only the last has a place', async (t) => {
  const arrows = getArrows(draw(makeJournal(makePlan('pieces'))), 'message');
  const ofX = arrows.filter(({ from }) => from === 'X');
  t.equal(ofX.length, 10);
  t.same(
    ofX.map(({ place }) => place ?? 0),
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
  );
});

t.test(
  'bytes that wait are a bar from the sample that saw them to the one that did not',
  async (t) => {
    const { bars } = draw(makeJournal(makePlan('x-at-once')));
    const [bar] = bars.filter(({ role }) => role === 'X');
    t.equal(bar?.bytes, 9);
    t.ok((bar?.toNs ?? 0) - (bar?.fromNs ?? 0) > toNs(900));
  },
);

t.test('what breaks an invariant is blamed, with its sentence at the first evidence', async (t) => {
  const told = [{ atMs: 901, text: 'X: Alice received before Y: Bob\n' }];
  const conduct = { told: { X: told, Y: told } };
  const diagram = draw(makeJournal(makePlan('x-connects-y-sends'), conduct));
  t.match(diagram.callouts, [{ outcome: 'fail', checks: ['order-follows-wire'] }]);
  const blamed = diagram.items.filter(({ blame }) => blame?.strong);
  t.same(
    blamed.map((item) => item.kind === 'arrow' && item.look),
    ['answer', 'answer'],
  );
  t.ok(blamed.some(({ entry }) => entry === diagram.callouts[0]?.entry));
});

t.test('evidence without a form of its own is drawn all the same', async (t) => {
  for (const name of listJournals()) {
    const run = await judgeJournal(name);
    const { items, bars, callouts } = makeDiagram(run, run.verdicts);
    const drawn = new Set([...items, ...bars].map(({ entry }) => entry));
    t.ok(
      callouts.every(({ entry }) => drawn.has(entry)),
      name,
    );
  }
});

t.test('the same journal gives the same diagram, and all of it has a place', async (t) => {
  for (const name of listJournals()) {
    const run = await judgeJournal(name);
    const diagram = makeDiagram(run, run.verdicts);
    t.same(makeDiagram(run, run.verdicts), diagram, name);
    const layout = layOutDiagram(diagram);
    t.equal(layout.items.length, diagram.items.length);
    t.equal(layout.bars.length, diagram.bars.length);
    t.equal(layout.breaks.length, diagram.breaks.length, 'as many cuts as breaks');
    const written = layout.callouts.flatMap(({ callouts }) => callouts).length;
    t.equal(written, diagram.callouts.length);
    const sorted = [...layout.ticks].sort((a, b) => a.atNs - b.atNs);
    t.same(layout.ticks, sorted, 'time runs downward');
    t.ok(layout.ticks.every(({ y }) => y > 0 && y < layout.height));
  }
});

t.test('what is alike is counted instead of drawn a thousand times', async (t) => {
  const lines = Array.from({ length: 2_000 }, (_, index) =>
    makeLine('server', 910 + index / 100, 'Received: X: Alice'),
  );
  const diagram = draw(add(makeJournal(makePlan('x-connects-x-sends')), ...lines));
  t.ok(diagram.items.length < 100);
  t.ok(diagram.folded > 1_900);
  t.ok(diagram.items.some(({ label }) => /19\d\d more alike left out/.test(label)));
});

t.test(
  'a line belongs to the longest text in it; an answer is not the message it quotes',
  async (t) => {
    const journal = makeJournal(makePlan('x-connects-x-sends'));
    const keys = relateEntries(journal);
    const find = (role: string, text: string) =>
      journal.events.flatMap((event, entry) =>
        event.kind === 'line' && event.role === role && event.text === text
          ? [keys.get(entry)]
          : [],
      );
    t.same(find('X', 'X> X: Alice'), [['X>1']]);
    t.same(find('X', 'X> X: Alice received before Y: Bob'), [['X<1']]);
    t.same(find('server', 'server: Y: Bob'), [['Y>1']]);
  },
);

t.test('any number of clients has a lane, the server in their midst', async (t) => {
  const plan = makePlan('x-connects-x-sends', {
    clients: ['A', 'B', 'C', 'D'].map((role, index) => ({
      role,
      name: `Number ${index}`,
      connectMs: index * 100,
      sendMs: 600 + index * 100,
    })),
  });
  const diagram = draw(makeJournal(plan));
  t.same(
    diagram.lanes.map(({ role }) => role),
    ['A', 'B', 'server', 'C', 'D'],
  );
  t.equal(getArrows(diagram, 'message').length, 4);
});

t.test('3 to 8 clients fit the page, each lane wide enough for its labels', async (t) => {
  for (const count of [2, 3, 4, 5, 6, 7, 8, 16]) {
    const scenario = scenarioSchema.parse(scenarios.get('y-connects-x-sends'));
    const diagram = draw(makeJournal(planScenario(addClients(scenario, count))));
    const { lanes, width } = layOutDiagram(diagram);
    const places = [...lanes.values()];
    const gaps = places.slice(1).map((x, index) => x - (places[index] ?? 0));
    t.equal(lanes.size, count + 1);
    t.ok(Math.min(...gaps) >= 104, `${count} clients: ${gaps[0]} px from lane to lane`);
    const room = count <= 4 ? 844 : 1088;
    if (count <= 8) t.ok(width <= room, `${count} clients: ${width} px of ${room}`);
    t.equal(isWide(diagram), count > 4, 'details stand below where there is no room beside');
  }
});
