/** A play over UDP in every report: its facts, its datagrams as arrows, and no order of messages. */
import t from 'tap';
import { udpPinger } from '../../lab/assignments/udp-pinger/assignment.ts';
import { summarize } from '../../lab/assignments/udp-pinger/summarize.ts';
import { mapCheckers } from '../../lab/model/assignment.ts';
import { compareReports } from '../../lab/model/comparison.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { RunReport } from '../../lab/model/report.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import { renderComparison } from '../../lab/reporters/comparison.ts';
import { makeDiagram } from '../../lab/reporters/html/diagram.ts';
import { renderHtml } from '../../lab/reporters/html/page.ts';
import type { Arrow } from '../../lab/reporters/html/parts.ts';
import { relateEntries } from '../../lab/reporters/html/talk.ts';
import { renderJson } from '../../lab/reporters/json.ts';
import { renderJunit } from '../../lab/reporters/junit.ts';
import { renderTerminal } from '../../lab/reporters/terminal.ts';
import { client, makeJournal } from '../assignments/udp-pinger/pings.ts';
import { add, toNs } from '../checkers/journal-builder.ts';
import { makeReport, makeRun } from './reports.ts';

const journal = makeJournal();
const checkers = mapCheckers(udpPinger);
const options = { columns: 100, color: false };
const words = 'pings 10, answered 7, lost 30 %, min/avg/max 0.200/0.200/0.200 ms at the server';

function makeUdpRun(played: Journal = journal): RunReport {
  return { ...makeRun(played), verdicts: judgeRun(played, checkers), facts: summarize(played) };
}

function getArrows(played: Journal): Arrow[] {
  return makeDiagram(played, []).items.filter((item): item is Arrow => item.kind === 'arrow');
}

t.test('facts are shown in every form, and no order of messages is', async (t) => {
  const report = { ...makeReport([makeUdpRun()]), grade: null };
  const terminal = renderTerminal(report, options);
  t.match(terminal, `  · ${words}\n`);
  t.notMatch(terminal, /no message|spoke|on the wire/);
  const [run] = JSON.parse(renderJson(report)).runs;
  t.match(run, { facts: [{ label: 'pings', value: '10' }, {}, { label: 'lost' }, {}] });
  t.match(renderJunit(report), '<property name="fact.answered" value="7"/>');
  const html = renderHtml(report);
  t.match(html, `<span class="order">${words}</span>`);
  t.match(html, '<dt>min/avg/max<dd>0.200/0.200/0.200 ms at the server');
  t.notMatch(html, /no message on the wire|P connects|message is there|The numbers 1, 2/);
  const same = renderComparison(compareReports(report, report), options);
  t.match(same, words.slice(0, 40));
  t.notMatch(same, /one message|arrived at/);
});

t.test('where an assignment has no facts, nothing of it is said', async (t) => {
  const { facts, ...run } = makeUdpRun();
  t.ok(facts);
  const report = makeReport([run]);
  t.notMatch(renderJson(report), '"facts"');
  t.match(renderHtml(report), /<h4>Measured<\/h4><p class="note">Nothing was measured/);
});

t.test('each datagram of a planned client is an arrow', async (t) => {
  const arrows = getArrows(journal);
  t.equal(arrows.length, 17);
  t.match(arrows.slice(0, 2), [
    { look: 'datagram', from: 'P', to: 'server', label: 'Ping 1 12:00:00' },
    { look: 'datagram', from: 'server', to: 'P', label: 'PING 1 12:00:00' },
  ]);
  t.ok(
    arrows.every(({ departNs, arriveNs }) => departNs === arriveNs),
    'level, where only the wire tells',
  );
});

t.test('an arrow leaves and arrives when its client says so', async (t) => {
  const note = (atMs: number, role: string, what: string, text: string) => {
    const program = { witness: 'program', kind: 'note' } as const;
    const from = role === 'server' ? { client } : {};
    return { ...program, atNs: toNs(atMs), role, what, text, ...from };
  };
  const told = add(
    journal,
    note(-0.1, 'P', 'sent', 'Ping 1 12:00:00'),
    note(0.1, 'server', 'received', 'Ping 1 12:00:00'),
    note(0.4, 'P', 'received', 'PING 1 12:00:00'),
    note(99.9, 'P', 'sent', 'Ping 2 12:00:01'),
  );
  const times = getArrows(told).map(({ departNs, arriveNs }) => [departNs / 1e6, arriveNs / 1e6]);
  t.same(times.slice(0, 4), [
    ...[
      [-0.1, 0],
      [0.2, 0.4],
      [99.9, 100],
      [100.2, 100.2],
    ],
  ]);
  const keys = relateEntries(told);
  const related = told.events.flatMap(({ kind }, index) =>
    keys.get(index)?.includes('P>1') ? [kind] : [],
  );
  t.same(related, ['note', 'datagram', 'note'], 'one ping is followed through the journal');
});
