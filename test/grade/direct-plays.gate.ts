/** In which order a submission is played, and what is left out: with plays that come out as told. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { directPlays } from '../../lab/grade/direct-plays.ts';
import { getMarkingRubric, prepareRubric } from '../../lab/grade/prepare-rubric.ts';
import { mapCheckers } from '../../lab/model/assignment.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { judgeRun } from '../../lab/model/judge.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { RunReport } from '../../lab/model/report.ts';
import type { Conclusion } from '../../lab/model/submission.ts';
import { reportRun } from '../../lab/run/suite.ts';
import { makeJournal } from '../checkers/journal-builder.ts';

const conclusion: Conclusion = {
  submission: { server: './server', X: './x', Y: './y', type: { X: ['{message}'] } },
  ...{ reasons: [], sources: { server: [], X: [], Y: [] }, needs: [] },
};
const marked = getMarkingRubric(rubric, firstReceived, {});
const checkers = mapCheckers(firstReceived);

const listening: JournalEvent = {
  ...{ witness: 'stage', kind: 'phase', name: 'listening', atNs: -1 },
};

/** Directs plays whose evidence is that of right programs, or what `change` makes of it. */
async function direct(change: (events: JournalEvent[], plan: Plan) => JournalEvent[]) {
  const asked: string[][] = [];
  const options = {
    ...{ assignment: firstReceived, rubric: marked },
    planning: { assignment: firstReceived, folder: '/f', sourceFolder: '/s' },
    dress: (one: Conclusion) => one,
    prepare: (plans: readonly Plan[]) => prepareRubric(plans, marked, firstReceived.scenarios),
  };
  const directed = await directPlays(conclusion, options, async (plans, how) => {
    asked.push(plans.map(({ scenario }) => scenario));
    return plans.map((plan): RunReport => {
      const events = change([listening, ...makeJournal(plan).events], plan);
      const settled = how?.settle?.(plan, { events }) ?? plan;
      const judge = (journal: { plan: Plan; events: readonly JournalEvent[] }) =>
        judgeRun(journal, checkers);
      return reportRun(settled, { events }, { directory: '/r', wallMs: 1, judge });
    });
  });
  return { ...directed, asked };
}

t.test('the play that was watched marks right programs, and is not played again', async (t) => {
  const { asked, runs, spared } = await direct((events) => events);
  t.same(asked.slice(0, 3), [
    ['x-connects-y-sends-learning'],
    ['y-connects-x-sends', 'simultaneous'],
    ['x-connects-y-sends-close-our-clients', 'y-connects-x-sends-close-our-clients'],
  ]);
  t.equal(asked.length, 4);
  t.equal(asked.flat().length, runs.length);
  const [first] = runs;
  t.equal(first?.robustness, false);
  t.ok(first?.verdicts.some(({ check }) => check === 'order-follows-wire'));
  t.match(spared, [/^not played: x-connects-y-sends-our-clients and y-connects-x-sends-our-/]);
});

t.test('one in which nobody was answered marks nothing', async (t) => {
  const { asked, runs } = await direct((events, { scenario }) =>
    scenario.endsWith('-learning')
      ? events.filter((one) => one.kind !== 'data' || one.direction !== 'to-client')
      : events,
  );
  t.same(asked[1], ['x-connects-y-sends', 'y-connects-x-sends', 'simultaneous']);
  t.match(runs[0], { robustness: true, verdicts: [], plan: { checks: [] } });
});

t.test('what fails with our clients only is played twice more by its own', async (t) => {
  const isOurs = ({ clients }: Plan) => clients.every(({ command }) => command === undefined);
  const { asked, runs } = await direct((events, plan) =>
    isOurs(plan) && plan.scenario.startsWith('x-at-once')
      ? events.filter((one) => one.kind !== 'data' || one.direction !== 'to-client')
      : events,
  );
  t.same(asked.at(-1), ['x-at-once-confirm', 'x-at-once-confirm-2']);
  t.ok(runs.some(({ scenario }) => scenario === 'x-at-once-confirm-2'));
});

t.test('our client waits for no word that its own did without in another play', async (t) => {
  const isTheirs = ({ clients }: Plan) => clients.every(({ command }) => command !== undefined);
  /** The word comes just before the message of Y where `when` says so. */
  const play = async (when: (plan: Plan) => boolean) => {
    const { runs } = await direct((events, plan) => {
      const message = events.find((one) => one.kind === 'data' && one.role === 'Y');
      if (!isTheirs(plan) || !when(plan) || message?.kind !== 'data') return events;
      const text = 'X: Alice\n';
      const word: JournalEvent = {
        ...{ ...message, direction: 'to-client', atNs: message.atNs - 1_000_000 },
        ...{ text, bytes: text.length, offset: 0, frame: message.frame },
      };
      return [...events, word].sort((a, b) => a.atNs - b.atNs);
    });
    const ours = runs.filter(({ plan }) => !isTheirs(plan));
    const [first] = ours.map(({ plan }) => plan.clients.find(({ role }) => role === 'Y')?.replay);
    return first?.message.waits;
  };
  t.equal(await play(() => true), true, 'it was told in every play');
  t.equal(await play(({ scenario }) => scenario.startsWith('y-')), false, 'in one, it was not');
});
