/** A class as one JSON document: as `grade --json` has one submission, and what all share. */
import type { ClassReport } from '../model/class.ts';
import { findTwins, makeCopyFlags } from '../model/copies.ts';
import { stringifySafely } from './escape.ts';

export function renderClassJson(report: ClassReport): string {
  const { outcome, wallMs, rubric, planned, directory } = report;
  const twins = findTwins(report.submissions);
  const flagCopies = makeCopyFlags(report);
  const document = {
    ...{ outcome, wallMs, rubric, planned, directory },
    ...(report.shard && { shard: report.shard }),
    ...(report.merged && { merged: report.merged }),
    ...(report.missing && { missing: report.missing }),
    ...(report.notes && { notes: report.notes }),
    submissions: report.submissions.map((marked) => ({
      name: marked.name,
      ...(marked.people && { people: marked.people }),
      outcome: marked.outcome,
      how: marked.how,
      flags: [...marked.flags, ...flagCopies(marked)],
      ...(marked.refusal && marked.refusal),
      grade: marked.grade,
      directory: marked.directory,
      wallMs: marked.wallMs,
    })),
    twins: twins.map(({ files, isCommon }) => ({
      isCommon,
      files: files.map(({ name, path }) => ({ name, path })),
    })),
    alike: report.alike ?? [],
  };
  return `${stringifySafely(document, 2)}\n`;
}
