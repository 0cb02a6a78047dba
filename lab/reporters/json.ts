/**
 * The report as one JSON document, as README.md here has it; beside that only what a
 * script would miss: trouble, the order on the wire, and which verdicts and criteria decide.
 */
import { labVersion } from '../model/lab-version.ts';
import { getLentHosts } from '../model/lent-hosts.ts';
import { type Report, type RunReport, resultVersion } from '../model/report.ts';
import type { Grade } from '../model/rubric.ts';
import { getKernelWitness } from '../model/sockets.ts';
import { stringifySafely } from './escape.ts';

/** The document as a run keeps it: with its version, the lab's, and what the evidence was. */
export function renderResult(report: Report): string {
  const checksums = new Map(report.runs.map(({ scenario, checksum }) => [scenario, checksum]));
  const { runs, ...document } = makeDocument(report);
  const stored = {
    ...{ version: resultVersion, lab: labVersion },
    ...document,
    runs: runs.map((run) => ({ ...run, checksum: checksums.get(run.scenario) })),
  };
  return `${stringifySafely(stored, 2)}\n`;
}

/** The document, with a newline at its end. */
export function renderJson(report: Report): string {
  return `${stringifySafely(makeDocument(report), 2)}\n`;
}

function makeDocument(report: Report) {
  const { outcome, box, wallMs, startedAt, command, directory, trouble } = report;
  return {
    outcome,
    box,
    wallMs,
    runs: report.runs.map(toRun),
    ...(report.watching && { watching: report.watching }),
    ...(report.missing && { missing: report.missing }),
    grade: report.grade ? toGrade(report.grade) : null,
    startedAt,
    command,
    directory,
    ...(trouble ? { trouble } : {}),
  };
}

function toRun({ scenario, outcome, verdicts, timing, directory, ...run }: RunReport) {
  const { plannedGapMs, wireGapMs, wireOrder } = timing;
  return {
    scenario,
    outcome,
    verdicts: verdicts.map(({ check, outcome, because, informs }) => ({
      check,
      outcome,
      because,
      informs,
    })),
    timing: { plannedGapMs, wireGapMs, wireOrder },
    ...(run.facts && { facts: run.facts }),
    directory,
    kernel: getKernelWitness(run),
    robustness: run.robustness,
    wallMs: run.wallMs,
    ...toLent(run),
    ...(run.trouble ? { trouble: run.trouble } : {}),
  };
}

/** Where each role played, if the topology has other names for its hosts than h1, h2, …. */
function toLent({ events }: Pick<RunReport, 'events'>) {
  const lent = getLentHosts(events);
  return lent.length === 0 ? {} : { hosts: Object.fromEntries(lent) };
}

function toGrade({ rubric, points, of, extra, criteria }: Grade) {
  return {
    rubric,
    points,
    of,
    extra,
    criteria: criteria.map(
      ({ id, title, points, of, outcome, because, review, reviewBecause, extra, override }) => ({
        ...{ id, title, points, of, outcome, because, review },
        ...(reviewBecause !== undefined && { reviewBecause }),
        extra,
        ...(override && { override }),
      }),
    ),
  };
}
