/**
 * No program's output can act as a terminal escape in any text that the lab prints or writes: each
 * control, C1 control and bidirectional override there is, through every reporter.
 */
import t from 'tap';
import { compareReports } from '../../lab/model/comparison.ts';
import type { Report } from '../../lab/model/report.ts';
import { renderComparison, renderComparisonJson } from '../../lab/reporters/comparison.ts';
import { renderAnnotations, renderSummary } from '../../lab/reporters/github.ts';
import { renderGradescope } from '../../lab/reporters/gradescope.ts';
import { renderJson } from '../../lab/reporters/json.ts';
import { renderJunit } from '../../lab/reporters/junit.ts';
import { renderProgress } from '../../lab/reporters/progress.ts';
import { renderTap } from '../../lab/reporters/tap.ts';
import { renderTerminal } from '../../lab/reporters/terminal.ts';
import { makeGoodReport, makeHostileReport } from './reports.ts';

const plain = { columns: 100, color: false };

/** Every reporter whose text may be shown in a terminal or a log. */
const reporters: Readonly<Record<string, (report: Report) => string>> = {
  terminal: (report) => renderTerminal(report, plain),
  json: renderJson,
  tap: renderTap,
  junit: renderJunit,
  gradescope: renderGradescope,
  annotations: (report) => renderAnnotations(report),
  summary: (report) => renderSummary(report),
  comparison: (report) => renderComparison(compareReports(makeGoodReport(), report), plain),
  'comparison in JSON': (report) => renderComparisonJson(compareReports(report, makeGoodReport())),
  progress: ({ runs }) => {
    const scenarios = runs.map((run) => {
      return { name: run.scenario, state: 'playing' as const, phase: run.directory };
    });
    return `${renderProgress({ scenarios, elapsedMs: 0 }, plain)}\n`;
  },
};

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
/** C0 with BEL and ESC, DEL, C1 with CSI and OSC, line separators, bidirectional controls. */
const active = [
  ...[...from(0x00, 0x1f), ...from(0x7f, 0x9f), 0x061c, 0x200e, 0x200f],
  ...[...from(0x2028, 0x202e), ...from(0x2066, 0x2069), 0xfeff],
].filter((code) => code !== 0x0a);
const hostile = active.map((code) => `${String.fromCharCode(code)}[2Jx`).join('');

for (const [name, render] of Object.entries(reporters)) {
  t.test(name, async (t) => {
    // In parts, since some reporters cut long texts.
    for (let at = 0; at < hostile.length; at += 100) {
      const part = `${hostile.slice(at, at + 100)}\n\r\n\u001b]0;title\u0007##[error]forged`;
      const text = render(makeHostileReport(part));
      const left = active.filter((code) => text.includes(String.fromCharCode(code)));
      t.same(left, [], 'none is left as it was');
      t.notMatch(text, /##\[/, 'nor a command for a log');
      t.notMatch(text, /^\s*forged/m, 'nor a line of its own');
      t.ok(text.includes('[2Jx'), 'the text is there');
    }
  });
}
