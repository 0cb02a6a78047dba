/** From a stored run to reports again: the same judging as after a play, without Mininet. */
import path from 'node:path';
import type { Fact } from '../model/assignment.ts';
import { LabError, restoreError } from '../model/errors.ts';
import { getEvents, type JournalEvent } from '../model/journal.ts';
import type { RunReport } from '../model/report.ts';
import type { Journal, Verdict } from '../model/verdict.ts';
import type { StoredScenario } from '../store/read-run.ts';
import { findDoubts, findPartDoubts } from './find-doubts.ts';
import { finishJournal } from './finish-journal.ts';
import { reportRun } from './suite.ts';

/** Judges one stored scenario; one that was cut short is trouble of the lab, with its evidence. */
export async function judgeStored(
  stored: StoredScenario,
  judge: (journal: Journal) => Verdict[],
  summarize?: (journal: Journal) => Fact[],
): Promise<RunReport> {
  const facts = {
    ...{ directory: path.resolve(stored.folder), judge },
    ...(summarize && { summarize }),
  };
  if (stored.kind === 'whole') {
    const { events, trouble } = stored;
    const doubts = await findDoubts(stored);
    return reportRun(
      stored.plan,
      { events, ...(trouble && { trouble: restoreError(trouble) }) },
      { ...facts, wallMs: getSpanMs(events), doubts },
    );
  }
  const events = await finishJournal({
    plan: stored.plan,
    events: stored.events.filter(({ kind }) => kind !== 'source'),
    sources: stored.events.filter(({ kind }) => kind === 'source'),
    capture: stored.capture,
    clientCaptures: stored.clientCaptures,
  });
  const trouble = stored.trouble ? restoreError(stored.trouble) : findCut(events);
  const played = { events, ...(trouble && { trouble }) };
  const doubts = findPartDoubts(stored, events);
  return reportRun(stored.plan, played, { ...facts, wallMs: getSpanMs(events), doubts });
}

/** A play whose end was witnessed was whole, even if the lab was killed before it wrote it down. */
function findCut(events: readonly JournalEvent[]): LabError | undefined {
  if (getEvents(events, 'clock').some(({ when }) => when === 'end')) return undefined;
  return new LabError('STAGE_LOST', 'The play was cut short: it has no whole journal', {
    hint: 'What was witnessed until then is judged; play it again for the rest.',
  });
}

function getSpanMs(events: readonly { atNs: number }[]): number {
  const times = events.map(({ atNs }) => atNs);
  return events.length === 0 ? 0 : Math.round((Math.max(...times) - Math.min(...times)) / 1e6);
}
