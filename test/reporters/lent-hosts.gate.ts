/** Hosts that a topology lent under names of its own are told in each form of result. */
import t from 'tap';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { getLentHosts } from '../../lab/model/lent-hosts.ts';
import type { Report } from '../../lab/model/report.ts';
import { renderHtml } from '../../lab/reporters/html/page.ts';
import { renderJson } from '../../lab/reporters/json.ts';
import { renderTerminal } from '../../lab/reporters/terminal.ts';
import { makeGoodReport } from './reports.ts';

const look = { columns: 80, color: false };

/** The same report on a topology whose hosts have such names, by those of the plan. */
function lend(report: Report, names: Record<string, string>): Report {
  const runs = report.runs.map((run) => ({
    ...run,
    events: run.events.map((event): JournalEvent => {
      if (event.kind !== 'environment') return event;
      const hosts = event.hosts.map((host) => {
        const lent = names[host.name];
        return lent === undefined ? host : { ...host, lent };
      });
      return { ...event, hosts };
    }),
  }));
  return { ...report, runs };
}

const plain = makeGoodReport();
const all = { h1: 'clientX', h2: 'clientY', h3: 'server' };
const some = { h2: 'münchen-7' };

t.test('by role, with those that kept their names', async (t) => {
  const getHosts = (report: Report) => getLentHosts(report.runs[0]?.events ?? []);
  t.same(Object.fromEntries(getHosts(lend(plain, all))), {
    ...{ server: 'clientX', X: 'clientY', Y: 'server' },
  });
  t.same(Object.fromEntries(getHosts(lend(plain, some))), {
    ...{ server: 'h1', X: 'münchen-7', Y: 'h3' },
  });
  t.same(getHosts(plain), []);
  t.same(getLentHosts([]), [], 'a play that was never begun');
});

t.test('JSON', async (t) => {
  const [run] = JSON.parse(renderJson(lend(plain, all))).runs;
  t.same(run.hosts, { server: 'clientX', X: 'clientY', Y: 'server' });
  t.notOk('hosts' in JSON.parse(renderJson(plain)).runs[0], 'nothing where nothing was lent');
});

t.test('the terminal, once for all scenarios', async (t) => {
  const text = renderTerminal(lend(plain, some), look);
  t.equal(text.split('Hosts of the topology:').length, 2);
  t.match(text, /^Hosts of the topology: server on h1, X on münchen-7, Y on h3$/m);
  t.notMatch(renderTerminal(plain, look), 'Hosts of the topology');
});

t.test('a name cannot drive the terminal', async (t) => {
  t.notMatch(renderTerminal(lend(plain, { h1: 'a\u001b[2Jb' }), look), '\u001b');
});

t.test('HTML', async (t) => {
  const html = renderHtml(lend(plain, all));
  t.match(html, /clientX \(server\) 10\.0\.0\.1, clientY \(X\) 10\.0\.0\.2, server \(Y\) 10/);
  t.match(renderHtml(plain), /h1 \(server\) 10\.0\.0\.1, h2 \(X\) 10\.0\.0\.2/);
});
