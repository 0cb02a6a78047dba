/** Kinds of how programs end and whose fault that is, and of the tools that they need. */

import { clientSpokeFirst } from '../../lab/checkers/client-spoke-first.ts';
import { findTools } from '../../lab/grade/find-tools.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { findNeverRan } from '../../lab/model/never-ran.ts';
import type { Plan } from '../../lab/model/plan.ts';
import type { RunReport } from '../../lab/model/report.ts';
import { settleChance } from '../../lab/model/settle-chance.ts';
import { settleStrangers } from '../../lab/model/settle-strangers.ts';
import type { Verdict } from '../../lab/model/verdict.ts';
import { makeJournal, makePlan, without } from '../checkers/journal-builder.ts';
import { showKind } from './show-kind.ts';

const submission = { folder: '/f', sourceFolder: '/s', sources: {} };

/** Plays of a submission: all of its own programs, or its server with the lab's clients. */
function planTheirs(cast: 'own' | 'ours' = 'own'): Plan {
  const plan = makePlan('x-connects-x-sends');
  const own = cast === 'own' ? { command: './client' } : {};
  const clients = plan.clients.map((client) => ({ ...client, ...own }));
  return { ...plan, submission, server: { ...plan.server, command: './server' }, clients };
}

const line = (role: string, text: string, complete = true): JournalEvent => {
  return { atNs: 0, witness: 'printed', kind: 'line', role, text, complete };
};

interface End {
  lines: string[];
  status?: number;
  signal?: string;
  listens?: boolean;
}

/** Whether a server that ended so is said never to have run. */
function seeNeverRan({ lines, status = 1, signal, listens = false }: End): boolean {
  const stage = { atNs: 0, witness: 'stage' } as const;
  const ended = signal === undefined ? { status, signal: null } : { status: null, signal };
  const events: JournalEvent[] = [
    ...(listens ? [{ ...stage, kind: 'phase', name: 'listening' } as const] : []),
    ...lines.map((text) => line('server', text)),
    { ...stage, kind: 'exited', role: 'server', ...ended, byStage: false },
  ];
  const [plan, run] = [planTheirs(), makeRun('a', 'own', 'unknown')];
  const knocks = listens ? makeJournal(plan).events.filter(({ kind }) => kind === 'syn') : [];
  const late = events.map((event) => (event.kind === 'exited' ? { ...event, atNs: 9e9 } : event));
  return findNeverRan([{ ...run, events: [...knocks, ...late] }]).has('server');
}

function makeRun(scenario: string, cast: 'own' | 'ours', outcome: Verdict['outcome']) {
  const verdict: Verdict = {
    ...{ check: 'order', outcome, because: 'so it was', evidence: [], informs: false },
  };
  const plan = { ...planTheirs(cast), scenario };
  return { scenario, plan, outcome, verdicts: [verdict], robustness: false };
}

showKind('K5', seeNeverRan, {
  inputs: [
    [
      'Go, its own list',
      { lines: ['panic: runtime error: index out of range [9] with length 9'], status: 2 },
      true,
    ],

    [
      'Go',
      {
        lines: ['panic: runtime error: invalid memory address', 'goroutine 1 [running]:'],
        status: 2,
      },
      true,
    ],
    ['C', { lines: [], signal: 'SIGSEGV' }, true],
    [
      'PHP',
      {
        lines: ['PHP Parse error:  syntax error, unexpected token "}" in server.php on line 9'],
        status: 255,
      },
      true,
    ],
    [
      'Ruby',
      {
        lines: [
          "server.rb:3:in `<main>': undefined local variable or method `prot' for main:Object (NameError)",
        ],
      },
      true,
    ],
    ['Lua', { lines: ["lua: server.lua:4: attempt to call a nil value (global 'lisen')"] }, true],
    [
      'Rust',
      {
        lines: [
          "thread 'main' panicked at src/main.rs:3:5:",
          'called `Option::unwrap()` on a `None` value',
        ],
        status: 101,
      },
      true,
    ],
    ['it says nothing', { lines: [], status: 0 }, true],
    [
      'a trace with places in brackets',
      { lines: ['  File "s.py", line 3, in <module>', "KeyError: 'name'"] },
      true,
    ],
  ],
  nearMisses: [
    [
      'Rust, no argument',
      { lines: ['index out of bounds: the len is 1 but the index is 1'], status: 101 },
      false,
    ],
    [
      'Go, no argument',
      { lines: ['panic: runtime error: index out of range [1] with length 1'], status: 2 },
      false,
    ],
    [
      'PHP, no argument',
      { lines: ['PHP Warning:  Undefined array key 1 in server.php'], status: 255 },
      false,
    ],
    ['it says so', { lines: ['Port argument missing'] }, false],

    ['Go, the port in use', { lines: ['listen tcp :12000: bind: address already in use'] }, false],
    ['placeholders', { lines: ['call me server, clientX or clientY <message>'], status: 2 }, false],
    ['Python, no variable', { lines: ["KeyError: 'CLIENT_ID'"] }, false],
    ['Bash, no variable', { lines: ['client: line 4: PA2_HOST: unbound variable'] }, false],
    ['Ruby, no argument', { lines: ['usage: ruby server.rb PORT'] }, false],
    ['the walls', { lines: ['fork: Resource temporarily unavailable'] }, false],
    ['it had served', { lines: ['NameError: name "x" is not defined'], listens: true }, false],
  ],
});

showKind(
  'K25',
  (runs: readonly ReturnType<typeof makeRun>[]) => settleStrangers(runs)[0]?.outcome,
  {
    inputs: [
      [
        'held with its own',
        [makeRun('a-our-clients', 'ours', 'fail'), makeRun('a', 'own', 'pass')],
        'unknown',
      ],
      [
        'closer together',
        [makeRun('a-close-our-clients', 'ours', 'fail'), makeRun('a-close-confirm', 'own', 'pass')],
        'unknown',
      ],
      [
        'once more',
        [
          makeRun('b-our-clients', 'ours', 'fail'),
          makeRun('a', 'own', 'pass'),
          makeRun('b-confirm', 'own', 'pass'),
          makeRun('b-confirm-2', 'own', 'pass'),
        ],
        'unknown',
      ],
    ],
    nearMisses: [
      [
        'its own failed, too',
        [makeRun('a-our-clients', 'ours', 'fail'), makeRun('a', 'own', 'fail')],
        'fail',
      ],
      ['nobody else played it', [makeRun('a-our-clients', 'ours', 'fail')], 'fail'],
      [
        'one of two failed',
        [
          makeRun('b-our-clients', 'ours', 'fail'),
          makeRun('b-confirm', 'own', 'pass'),
          makeRun('b-confirm-2', 'own', 'fail'),
        ],
        'fail',
      ],
    ],
  },
);

/** What is shown to the sandbox, where this file is listed and starts, or does not. */
async function seeTool([tool, file, starts]: readonly [string, string, boolean]): Promise<string> {
  const folder = file.replace(/\/bin\/\w+$/, '');
  const ended = (status: number, stdout = '') => ({ status, signal: null, stdout, stderr: '' });
  const { runtimes, missing } = await findTools([tool], {
    run: async () => ended(0, `${file}\n`),
    runInside: async (_, shown) => ended(starts && shown.runtimes.includes(folder) ? 0 : 127),
  });
  return [...runtimes, ...missing.map((name) => `${name} is missing`)].join(' ');
}

showKind('K23', seeTool, {
  inputs: [
    [
      'rustup',
      ['rustc', '/home/ada/.rustup/toolchains/stable-x86_64/bin/rustc', true],
      '/home/ada/.rustup/toolchains/stable-x86_64',
    ],
    [
      'nvm',
      ['node', '/root/.nvm/versions/node/v22.3.0/bin/node', true],
      '/root/.nvm/versions/node/v22.3.0',
    ],
    [
      'rbenv',
      ['ruby', '/home/bob/.rbenv/versions/3.3.0/bin/ruby', true],
      '/home/bob/.rbenv/versions/3.3.0',
    ],
    ['Go below /usr/local', ['go', '/usr/local/go/bin/go', true], '/usr/local/go'],
  ],
  nearMisses: [
    [
      'a stub that does not start',
      ['rustc', '/root/.rustup/toolchains/old/bin/rustc', false],
      'rustc is missing',
    ],
  ],
});

/** The outcome of the first of some plays, in each of which X spoke or did not. */
function seeSilence(plays: readonly ('spoke' | 'silent')[]): string | undefined {
  const runs = plays.map((play, index) => {
    const spoken = makeJournal({ ...planTheirs(), submission });
    const isOfX = (e: JournalEvent) =>
      e.kind === 'exited' || ((e.kind === 'data' || e.kind === 'closed') && e.role === 'X');
    const journal = play === 'spoke' ? spoken : without(spoken, isOfX);
    const found = clientSpokeFirst.check(journal);
    const verdict = { ...found, check: 'client-spoke-first', evidence: [], informs: false };
    const { outcome } = found;
    return { ...journal, scenario: `play-${index}`, outcome, verdicts: [verdict] };
  });
  return settleChance(runs as unknown as RunReport[])[0]?.outcome;
}

showKind('K30', seeSilence, {
  inputs: [
    ['it spoke in the next', ['silent', 'spoke'], 'unknown'],
    ['in one of three', ['silent', 'silent', 'spoke'], 'unknown'],
    ['in all but one', ['silent', 'spoke', 'spoke', 'spoke'], 'unknown'],
  ],
  nearMisses: [
    ['it never spoke', ['silent', 'silent'], 'fail'],
    ['it spoke', ['spoke', 'silent'], 'pass'],
  ],
});
