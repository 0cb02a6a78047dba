/** From a stored run to reports again: the same judging as after a play, without Mininet. */
import path from 'node:path';
import { type Assignment, type Fact, getUsualRubric, mapCheckers } from '../model/assignment.ts';
import { LabError, restoreError } from '../model/errors.ts';
import { getEvents, type JournalEvent } from '../model/journal.ts';
import { judgeRun } from '../model/judge.ts';
import { settleNeverRan } from '../model/never-ran.ts';
import { getWorstOutcome, type Outcome } from '../model/outcome.ts';
import { getRunsOutcome } from '../model/repeats.ts';
import type { Report, RunReport } from '../model/report.ts';
import { gradeRuns, type Judged } from '../model/rubric.ts';
import { settleChance } from '../model/settle-chance.ts';
import { settleStrangers } from '../model/settle-strangers.ts';
import type { Journal, Verdict } from '../model/verdict.ts';
import type { MissingScenario } from '../store/read-result.ts';
import type { StoredRun, StoredScenario } from '../store/read-run.ts';
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

/** A whole stored run as a report; its command is the one that played it. */
export async function reportStored(
  stored: StoredRun,
  assignment: Assignment,
  rubric = getUsualRubric(assignment),
): Promise<Report> {
  const startedAtMs = Date.now();
  const checkers = mapCheckers(assignment);
  const judged = await Promise.all(
    stored.scenarios.map((each) =>
      judgeStored(each, (journal) => judgeRun(journal, checkers), assignment.summarize),
    ),
  );
  const runs = settleChance(settleStrangers(settleNeverRan(judged, checkers)));
  const lost = stored.missing.map(describeLost);
  return {
    outcome: getWorstOutcome([getRunsOutcome(runs), ...lost.map((): Outcome => 'unknown')]),
    box: stored.result?.box ?? 'unknown',
    ...{ wallMs: Date.now() - startedAtMs, isStored: true },
    startedAt: stored.result?.startedAt ?? getPlayedAt(runs),
    command: stored.result?.command ?? '',
    runs,
    ...(stored.result?.watching && { watching: stored.result.watching }),
    ...(lost.length > 0 && { missing: lost.map(({ scenario }) => scenario) }),
    // What was played with faults, or typed at will, earns no points and costs none.
    grade:
      rubric === undefined || runs.every(({ plan }) => plan.live || plan.faults)
        ? null
        : gradeRuns(rubric, runs, lost),
    directory: path.relative(process.cwd(), path.resolve(stored.folder)),
  };
}

/** A scenario whose folder is gone: whatever was asked there is undecided. */
function describeLost({ scenario, robustness, checks }: MissingScenario): Judged {
  const because = 'the folder of the scenario is missing';
  const verdicts = checks.map((check): Verdict => {
    return { check, outcome: 'unknown', because, evidence: [], informs: false, doubted: true };
  });
  return { scenario, robustness, verdicts };
}

/** When the first of some plays began, by the box's wall clock as it stands in the journals. */
function getPlayedAt(runs: readonly RunReport[]): string {
  const seconds = runs.flatMap(({ events }) =>
    getEvents(events, 'clock').map(({ wallSec, wallNsec }) => wallSec + wallNsec / 1e9),
  );
  return new Date(seconds.length === 0 ? 0 : Math.min(...seconds) * 1000).toISOString();
}
