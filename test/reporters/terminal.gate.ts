/** The terminal's report: golden at three widths, harmless, and never wider than asked. */

import t from 'tap';
import { parseFault } from '../../lab/model/fault-words.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { renderRun, renderTerminal } from '../../lab/reporters/terminal.ts';
import { getWidth } from '../../lab/reporters/wrap.ts';
import {
  dangerous,
  makeBadReport,
  makeGoodReport,
  makeHostileReport,
  readGolden,
} from './reports.ts';

const reports = { good: makeGoodReport(), bad: makeBadReport(), hostile: makeHostileReport() };

t.test('as in the golden files', async (t) => {
  for (const [name, report] of Object.entries(reports)) {
    for (const columns of [40, 80]) {
      const text = renderTerminal(report, { columns, color: false });
      t.equal(text, readGolden(`${name}-${columns}.txt`, text), `${name} ${columns}`);
    }
  }
});

t.test('no line is wider than the terminal, but for paths and commands', async (t) => {
  for (const [name, report] of Object.entries(reports)) {
    for (const columns of [40, 57, 80, 100]) {
      const lines = renderTerminal(report, { columns, color: false }).split('\n');
      const wide = lines.filter((line) => !/^(?:Logs|Again|\d+ scenario)/.test(line));
      const widest = Math.max(...wide.map(getWidth));
      t.ok(widest <= columns, `${name} at ${columns}: ${widest}`);
    }
  }
});

t.test('the marks tell the outcomes apart without colour', async (t) => {
  const text = renderTerminal(reports.bad, { columns: 80, color: false });
  for (const mark of ['✓', '✗', '?', '!']) t.ok(text.includes(`\n${mark} `), mark);
});

t.test(
  'says all that failed, the total, what awaits a person, and where the logs are',
  async (t) => {
    const bad = renderTerminal(reports.bad, { columns: 80, color: false });
    for (const { check, outcome } of reports.bad.runs.flatMap(({ verdicts }) => verdicts)) {
      if (outcome !== 'pass') t.ok(bad.includes(`${check}: `), check);
    }
    const good = renderTerminal(reports.good, { columns: 80, color: false });
    t.match(good, /\n100\/100 \(⚑ a person should look at 9 and 10 as well\)\n/);
    const open = renderTerminal(reports.hostile, { columns: 80, color: false });
    t.match(open, /^\? +3 .* \?\/10$/m, 'what is open is no zero');
    t.notMatch(open, /^\? +\d+ .* 0\/10$/m);
    t.match(open, /^40\/100 \+ 40 undecided /m, 'and is said apart from what is lost');
    t.match(good, 'Logs: .lab/runs/2026-01-02T03-04-05\n');
    t.match(good, /x-connects-x-sends {2}X first by 300.0 ms on the wire\n/);
  },
);

t.test('says of a stored run that it was judged again, not played in that time', async (t) => {
  const options = { columns: 80, color: false };
  t.match(renderTerminal(reports.good, options), / on local in [\d.]+ s\n/);
  const stored = renderTerminal({ ...reports.good, isStored: true }, options);
  t.match(stored, / on local, judged again in [\d.]+ s\n/);
});

t.test('says which faults were made, and which never came', async (t) => {
  const [run] = reports.good.runs;
  if (!run) throw new Error('no run');
  const texts = ['pause server at 100 for 50', 'pause server at 9000 for 50'];
  const plan = { ...run.plan, faults: texts.map(parseFault) };
  const made: JournalEvent = {
    ...{ atNs: 101e6, witness: 'stage', kind: 'fault', role: 'server', what: 'pause' },
    ...{ when: 'begin', text: texts[0] ?? '' },
  };
  const events = [...run.events, made];
  const report = { ...reports.good, runs: [{ ...run, plan, events }] };
  const text = renderTerminal(report, { columns: 80, color: false });
  t.match(text, '  ↯ 101 ms: pause server at 100 for 50\n');
  t.match(text, '  ↯ never: pause server at 9000 for 50; the play was over before\n');
});

t.test('nothing that a program wrote reaches the terminal as a control', async (t) => {
  const text = renderTerminal(reports.hostile, { columns: 80, color: false });
  t.notMatch(text, dangerous);
  const coloured = renderTerminal(reports.hostile, { columns: 80, color: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours are taken out.
  t.notMatch(coloured.replace(/\u001b\[[\d;]+m/g, ''), dangerous);
});

t.test('colour changes nothing else', async (t) => {
  const plain = renderTerminal(reports.bad, { columns: 80, color: false });
  const coloured = renderTerminal(reports.bad, { columns: 80, color: true });
  t.not(coloured, plain);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours are taken out.
  t.equal(coloured.replace(/\u001b\[[\d;]+m/g, ''), plain);
});

t.test('a line of a megabyte is cut', async (t) => {
  const text = renderTerminal(makeHostileReport('x'.repeat(1 << 20)), {
    columns: 80,
    color: false,
  });
  const shown = text.split('\n').filter((line) => !/^(?:Logs|Again|\d+ scenario)/.test(line));
  t.ok(shown.join('\n').length < 100_000);
  t.ok(/\(10485\d\d characters\)/.test(text));
});

t.test('a run can be shown alone, as it ends', async (t) => {
  const [run] = reports.good.runs;
  const lines = run ? renderRun(run, { columns: 80, color: false }) : [];
  t.same(lines, ['✓ x-connects-x-sends  X first by 300.0 ms on the wire']);
});
