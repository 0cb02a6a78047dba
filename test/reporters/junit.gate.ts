/** The JUnit document: well-formed for any text; failure and error kept apart. */
import t from 'tap';
import { renderJunit } from '../../lab/reporters/junit.ts';
import {
  dangerous,
  hostile,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  makeRepeatedReport,
  readGolden,
} from './reports.ts';
import { parseXml } from './xml.ts';

t.test('as in the golden files', async (t) => {
  for (const [name, report] of [
    ['bad', makeBadReport()],
    ['hostile', makeHostileReport()],
  ] as const) {
    const text = renderJunit(report);
    t.equal(text, readGolden(`${name}.xml`, text), name);
  }
});

t.test('counts tests, failures and errors, and all right has none', async (t) => {
  const [head, suite] = parseXml(renderJunit(makeGoodReport()));
  t.match(head, { name: 'testsuites', attributes: { failures: '0', errors: '0', time: '4.321' } });
  t.match(suite, {
    name: 'testsuite',
    attributes: { name: 'x-connects-x-sends', tests: '11', timestamp: '2026-01-02T03:04:05' },
  });
});

t.test('what failed is a failure; what is unknown, and trouble, an error', async (t) => {
  const report = makeBadReport();
  const elements = parseXml(renderJunit(report));
  const deciding = report.runs.flatMap(({ verdicts }) => verdicts.filter((v) => !v.informs));
  const countOf = (outcome: string) => deciding.filter((v) => v.outcome === outcome).length;
  const named = (name: string) => elements.filter((element) => element.name === name);
  t.equal(named('testcase').length, deciding.length + 2);
  t.equal(named('failure').length, countOf('fail'));
  t.equal(named('error').length, countOf('unknown') + 2);
  t.equal(elements[0]?.attributes.failures, `${countOf('fail')}`);
  t.equal(elements[0]?.attributes.errors, `${countOf('unknown') + 2}`);
  t.match(named('error').at(-1)?.attributes, { type: 'STAGE_LOST', message: /SIGKILL Look at/ });
  const [failure] = named('failure');
  t.match(failure?.text, `${failure?.attributes.message}\nEvidence: .lab/runs/`);
});

t.test('what the machine left open is skipped where another play decided it', async (t) => {
  const elements = parseXml(renderJunit(makeRepeatedReport()));
  const skipped = elements.filter(({ name }) => name === 'skipped');
  t.match(skipped, [{ attributes: { message: /another one decided it/ } }]);
  t.notOk(elements.some(({ name }) => name === 'error' || name === 'failure'));
  t.match(elements[1], { name: 'testsuite', attributes: { skipped: '1', errors: '0' } });
});

t.test('hostile text is kept, visibly, and breaks nothing', async (t) => {
  const text = renderJunit(makeHostileReport());
  t.notMatch(text, dangerous);
  const failure = parseXml(text).find(({ name }) => name === 'failure');
  t.match(failure?.attributes.message, /^1 a\\nb.* ]]> <script>&"'\\x00\\x07\\x1b\[31m/);
  t.equal(failure?.text.split('\n')[0], failure?.attributes.message);
  t.notMatch(text, /<script|]]>/);
  t.ok(hostile.includes('שלום') && text.includes('שלום'));
  t.ok(parseXml(renderJunit(makeHostileReport('x'.repeat(1 << 20)))).length > 10);
});
