/**
 * Faults on real Mininet: what the journal has, what was told to whom, who exited how, that no
 * verdict is against the wire, and that nobody hangs. Each play is a row of the table fault x
 * promise in lab/scenarios/README.md. All are played on one stage, to save the time of building it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  type EventOf,
  getEvents,
  type JournalEvent,
  journalEventSchema,
} from '../../lab/model/journal.ts';
import { runAsRoot } from '../boxes/sshd.ts';
import {
  type LabDocument,
  makeLabFolder,
  runForDocument,
  runLab,
  slowMachineMs,
} from './lab-command.ts';
import { assertNothingLeft, takeSnapshot } from './leftovers.ts';

t.setTimeout(slowMachineMs);

/** One play: X connects first, at 0, Y at 300; Y speaks at 600, X at 900. */
interface Case {
  fault: string;
  /** What each must have printed; by `none`, what it must not have. */
  told: Record<string, RegExp>;
  none?: Record<string, RegExp>;
  /** The status, or the signal, with which each ended. */
  ends: Record<string, number | string>;
}

const bob = /Received: Y: Bob received before X: Alice/;
const verdict = /received before/;
const broke = /No verdict: the other client broke the connection before its/;
const left = /No verdict: the other client left before it sent a message/;

const cases: Record<string, Case> = {
  'pause-server': {
    fault: 'pause server at 450 for 700',
    told: { X: bob, Y: bob, server: /Verdict: Y: Bob received before X: Alice/ },
    ends: { server: 0, X: 0, Y: 0 },
  },
  'kill-x': {
    fault: 'kill X at 450',
    told: { Y: left },
    none: { X: verdict, Y: verdict, server: verdict },
    ends: { server: 0, X: 'SIGKILL', Y: 1 },
  },
  'reset-y': {
    fault: 'reset Y at 450',
    told: { X: broke },
    none: { X: verdict, Y: verdict, server: verdict },
    ends: { server: 0, X: 1, Y: 1 },
  },
  'cut-to-x': {
    fault: 'cut to X at 450 for 900',
    told: { X: bob, Y: bob },
    ends: { server: 0, X: 0, Y: 0 },
  },
  'restart-server': {
    fault: 'restart server at 450 for 200',
    told: {},
    none: { X: verdict, Y: verdict, server: verdict },
    ends: { X: 1, Y: 1 },
  },
};

function composeScenario(name: string, fault: string): string {
  return `name: ${name}
title: ${fault}
clients:
  - { role: X, name: Alice, connectMs: 0, sendMs: 900 }
  - { role: Y, name: Bob, connectMs: 300, sendMs: 600 }
faults: ['${fault}']
checks: [no-wrong-verdict, nobody-hangs]
informs: [order-follows-wire, both-told-same]
limitMs: 6000
robustness: true
`;
}

async function readJournal(folder: string, run: LabDocument['runs'][number]) {
  const file = path.resolve(folder, run.directory, 'journal.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => journalEventSchema.parse(JSON.parse(line)));
}

/** What the journal must have of a case, whatever the checkers say. */
function assertCase(t: Test, { fault, told, none = {}, ends }: Case, events: JournalEvent[]): void {
  const faults = getEvents(events, 'fault');
  t.ok(faults.length > 0, 'the fault is in the journal');
  t.same(
    faults.filter((event) => event.text !== fault || event.failed !== undefined),
    [],
    'it was made, and no other',
  );
  if (fault.includes(' for ')) t.same(faults.at(-1)?.when, 'end', 'and its end');
  const lines = getEvents(events, 'line');
  const getText = (role: string) =>
    lines
      .filter((line) => line.role === role)
      .map(({ text }) => text)
      .join('\n');
  for (const [role, words] of Object.entries(told))
    t.match(getText(role), words, `${role} is told`);
  for (const [role, words] of Object.entries(none)) t.notMatch(getText(role), words, `not ${role}`);
  const exits = getEvents(events, 'exited');
  const getEnd = ({ status, signal }: EventOf<'exited'>) => status ?? signal;
  for (const [role, end] of Object.entries(ends)) {
    const exit = exits.filter((event) => event.role === role).at(-1);
    t.equal(exit && getEnd(exit), end, `how ${role} ended`);
  }
}

t.test('who is told what under each fault, and who ends how', async (t) => {
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const files = Object.keys(cases).map((name) => `${name}.yaml`);
  for (const [name, { fault }] of Object.entries(cases)) {
    await writeFile(path.join(folder, `${name}.yaml`), composeScenario(name, fault));
  }
  const { document } = await runForDocument(files, { folder });
  t.same(
    document.runs.map(({ scenario }) => scenario),
    Object.keys(cases),
  );
  for (const run of document.runs) {
    await t.test(run.scenario, async (t) => {
      const one = cases[run.scenario];
      if (!one) throw new Error(`no case ${run.scenario}`);
      t.same(
        run.verdicts.filter(({ outcome, informs }) => outcome !== 'pass' && !informs),
        [],
        'no verdict is against the wire, and nobody hangs',
      );
      assertCase(t, one, await readJournal(folder, run));
    });
  }
  await assertNothingLeft(t, before);
});

/** Whether this kernel can lose packets (tc-netem(8)), asked of the kernel itself. */
async function hasNetem(): Promise<boolean> {
  const script = 'ip link set lo up && tc qdisc add dev lo root netem loss 1%';
  return runAsRoot(['unshare', '--net', 'sh', '-c', script]).then(
    () => true,
    () => false,
  );
}

t.test('loss is refused, before anything is played, where the kernel has no netem', async (t) => {
  if (await hasNetem()) {
    t.comment('skipped: this kernel has netem');
    return;
  }
  const folder = await makeLabFolder(t);
  const before = await takeSnapshot([folder]);
  const { status, stdout, stderr } = await runLab(
    ['x-connects-y-sends', '--fault', 'loss Y 30% at 0'],
    { folder },
  );
  t.equal(status, 3);
  t.equal(stdout, '');
  t.match(stderr, /^lab: The kernel of local \(.*\) has no netem.*\n {5}\S.*\n$/);
  await assertNothingLeft(t, before);
});
