/** Reports for the golden tests: a good one, one with all kinds of trouble, and hostile text. */
import { readFileSync, writeFileSync } from 'node:fs';
import { checkers } from '../../lab/assignments/first-received/checkers/index.ts';
import { assignment } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { getWireGapMs, getWireOrder } from '../../lab/model/conversation.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import { getWorstOutcome } from '../../lab/model/outcome.ts';
import { getPlannedGapMs } from '../../lab/model/plan.ts';
import { getRunsOutcome } from '../../lab/model/repeats.ts';
import type { Report, RunReport } from '../../lab/model/report.ts';
import { gradeRuns } from '../../lab/model/rubric.ts';
import type { Journal } from '../../lab/model/verdict.ts';
import type { Watching } from '../../lab/model/watching.ts';
import { add, makeGap, makeJournal, makePlan } from '../checkers/journal-builder.ts';

/** Everything that a program could put into a report to break it. */
export const hostile =
  'a\nb\r\n#c \\ ]]> <script>&"\'' +
  '\u0000\u0007\u001b[31m\u009b2J\u007f\t \u{1f427} שלום \u202eevil\u2028\ud800 …';

export function makeRun(journal: Journal): RunReport {
  const { plan } = journal;
  const verdicts = judgeRun(journal, checkers);
  const deciding = verdicts.filter(({ informs }) => !informs);
  return {
    scenario: plan.scenario,
    title: plan.title,
    robustness: plan.robustness,
    outcome: getWorstOutcome(deciding.map(({ outcome }) => outcome)),
    verdicts,
    timing: {
      plannedGapMs: getPlannedGapMs(plan),
      wireGapMs: getWireGapMs(journal),
      wireOrder: getWireOrder(journal),
      resolutionMs: 0.1,
    },
    directory: `.lab/runs/2026-01-02T03-04-05/${plan.scenario}`,
    wallMs: 1234.5,
    ...journal,
  };
}

export function makeReport(runs: RunReport[]): Report {
  return {
    outcome: getWorstOutcome(runs.map(({ outcome }) => outcome)),
    box: 'local',
    wallMs: 4321,
    startedAt: '2026-01-02T03:04:05.678Z',
    command: 'zx lab/run.mjs',
    runs,
    grade: gradeRuns(assignment, runs),
    directory: '.lab/runs/2026-01-02T03-04-05',
  };
}

/** All right. */
export function makeGoodReport(): Report {
  return makeReport([...scenarios.keys()].map((name) => makeRun(makeJournal(makePlan(name)))));
}

/** A wrong server, a lost witness, and a lab in trouble. */
export function makeBadReport(): Report {
  const told = { X: [], Y: [{ atMs: 901, text: 'X: Alice recieved before Y: Bob\n' }] };
  const wrong = makeRun(makeJournal(makePlan('x-connects-y-sends'), { told }));
  const lost = makeRun(add(makeJournal(makePlan('x-connects-x-sends')), makeGap('wire')));
  const good = makeRun(makeJournal(makePlan('simultaneous')));
  const trouble = {
    code: 'STAGE_LOST',
    message: 'The stage on local ended before it was told to, by SIGKILL',
    hint: 'Look at stage.log in the folder of the run.',
  };
  const empty = makeRun({ plan: makePlan('x-at-once'), events: [] });
  const stuck: RunReport = { ...empty, outcome: 'trouble', trouble, verdicts: [] };
  return { ...makeReport([wrong, lost, stuck, good]), trouble };
}

/** The first play leaves its first check open by the machine's doing, and its repeat decides it. */
export function makeRepeatedReport(): Report {
  const run = makeRun(makeJournal(makePlan('x-connects-x-sends')));
  const [first, ...others] = run.verdicts;
  if (!first) throw new Error('nothing was judged');
  const open = { ...first, outcome: 'unknown' as const, disturbed: true };
  const disturbed: RunReport = { ...run, outcome: 'unknown', verdicts: [open, ...others] };
  return makeReport([disturbed, { ...run, scenario: `${run.scenario}-again-1` }]);
}

/** A submission that was watched twice before it was marked. */
export function makeWatchedReport(reason = 'the name alone is typed', text = 'X sends “X: Alice”') {
  const plan = makePlan('x-connects-y-sends');
  const watched = ['learning', 'learning-play-2'].map((scenario) => {
    const submission = { folder: '/f', sourceFolder: '/f', sources: {}, hasSetUp: true };
    const asksNothing = { checks: [], informs: [], robustness: true };
    return makeRun(makeJournal({ ...plan, scenario, submission, ...asksNothing }));
  });
  const runs = [...watched, makeRun(makeJournal(makePlan('simultaneous')))];
  const watching: Watching = {
    tries: [
      { scenario: 'learning', reasons: [], isAnswered: false, isTaken: false },
      { scenario: 'learning-play-2', reasons: [reason], isAnswered: true, isTaken: true },
    ],
    sentences: [text, 'Y sends “Y: Bob”'],
  };
  return { ...makeReport(runs), outcome: getRunsOutcome(runs), watching };
}

/** Hostile text in every place that a program, a path or a user can reach. */
export function makeHostileReport(text = hostile): Report {
  const run = makeRun(makeJournal(makePlan('simultaneous')));
  const verdicts = run.verdicts.map((verdict, index) => ({
    ...verdict,
    outcome: (['pass', 'fail', 'unknown'] as const)[index % 3] ?? 'fail',
    because: `${index} ${text}`,
  }));
  const trouble = { code: 'UNEXPECTED', message: text, hint: text };
  const bad: RunReport = { ...run, outcome: 'fail', scenario: text, directory: text, verdicts };
  const runs = [bad, { ...bad, outcome: 'trouble' as const, title: text, trouble }];
  return { ...makeReport(runs), box: text, command: text, directory: text, trouble };
}

/** The golden text of a name; UPDATE_GOLDEN=1 writes it anew, to be looked at before a commit. */
export function readGolden(name: string, text: string): string {
  const file = new URL(`./golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

/** Characters that can drive a terminal or break a line: none may be left but line ends. */
export const dangerous = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
