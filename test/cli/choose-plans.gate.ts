/** From flags to plans: what is allowed is planned, or refused in a sentence; never anything else. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { choosePlans } from '../../lab/cli/choose-plans.ts';
import { parseFlags } from '../../lab/flags/flags.ts';
import { makeRunCommand, type RunFlags } from '../../lab/flags/run-flags.ts';
import { LabError } from '../../lab/model/errors.ts';
import { outlineAssignment } from '../../lab/model/outline.ts';
import { type Plan, planSchema } from '../../lab/model/plan.ts';
import { ranges } from '../../lab/model/ranges.ts';

async function plan(argv: readonly string[]): Promise<Plan[]> {
  const command = parseFlags(makeRunCommand(outlineAssignment(firstReceived)), argv);
  if (!command) throw new Error('no help was asked for');
  return choosePlans(command.args, command.opts<RunFlags>(), { assignment: firstReceived });
}

/** What is asked, and the sentence; null where it can be played. */
const asked: readonly [argv: readonly string[], sentence: RegExp | null][] = [
  [
    ['--connect-x', '500', '--send-x', '100'],
    /^These times cannot be played: X sends at 100 ms, before it connects at 500 ms$/,
  ],
  [['--chat', 'pieces'], /^--chat cannot be combined with scenario names$/],
  [['--delay-x', '1', 'pieces'], /^Timing flags cannot be combined with scenario names or suites$/],
  [['--connect-y', '2', '--send-y', '1.5'], /Y sends at 1\.5 ms, before it connects at 2 ms$/],
  [['--connect-x', '500', '--send-x', '100', '--delay-x', '400'], null],
  [['--connect-x', '500', '--send-x', '500'], null],
  [['--delay-y', '599999'], /Y sends at 600299 ms, and 600000 ms is the latest$/],
  [['--delay-y', '599700'], null],
  [['--connect-x', '599900'], /X sends at 600200 ms, and 600000 ms is the latest$/],
  [['--connect-x', '600000', '--send-x', '600000'], /Y sends at 600300 ms/],
  [['--send-x', '600000', '--send-y', '600000'], null],
  [
    ['--delay-y', '599000', '--clients', '26'],
    /^These times [^:]*: [A-Z] sends at \d+ ms, and 600000 ms is the latest$/,
  ],
  [['x-leaves', '--clients', '26', '--fault', 'kill server at 600000'], null],
];

for (const [argv, sentence] of asked) {
  t.test(argv.join(' '), async (t) => {
    if (sentence === null) return t.resolves(plan(argv));
    return t.rejects(plan(argv), { code: 'FLAG_WRONG', message: sentence });
  });
}

const ms = fc.oneof(
  fc.integer(ranges.ms),
  fc.constantFrom(0, 1, 300, 599_699, 599_700, 599_701, 599_900, 600_000),
  fc.double({ ...ranges.ms, noNaN: true }).map((value) => Number(value.toFixed(3))),
);
const number = (range: { min: number; max: number }) => fc.integer(range).map(String);
const flag = (name: string, values: fc.Arbitrary<string>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? [] : [name, value]));
const times = ['--delay-x', '--delay-y', '--connect-x', '--connect-y', '--send-x', '--send-y'];
const faults = fc
  .tuple(fc.constantFrom('pause server', 'kill X', 'cut from Y', 'restart server'), ms, ms)
  .map(([what, at, long]) => `${what} at ${at}${/kill/.test(what) ? '' : ` for ${long}`}`);
const common = [
  flag('--link-delay', ms.map(String)),
  flag('--link-loss', number(ranges.lossPercent)),
  flag('--link-bw', number({ min: 1, max: 1000 })),
  flag('--port', number(ranges.port)),
  flag('--clients', number({ min: 2, max: 26 })),
  flag('--stages', number({ min: 1, max: 64 })),
  flag('--fault', faults),
];
const argvs = fc.oneof(
  fc.tuple(...times.map((name) => flag(name, ms.map(String))), ...common),
  fc.tuple(fc.constantFrom(['x-leaves'], ['pieces'], ['simultaneous'], ['--chat'], []), ...common),
);

/** Passes where the act gives something, or throws a LabError of one of the codes. */
async function isCivil(act: () => Promise<unknown>, codes: readonly string[]): Promise<void> {
  await act().catch((error: unknown) => {
    if (error instanceof LabError && codes.includes(error.code)) {
      if (/[\n{]/.test(error.message)) throw new Error(`no sentence: ${error.message}`);
      return;
    }
    throw error;
  });
}

t.test('whatever the ranges of flags allow is planned, or refused in a sentence', async () => {
  const property = fc.asyncProperty(argvs, (words) =>
    isCivil(async () => {
      for (const each of await plan(words.flat())) {
        planSchema.parse(each);
        for (const { connectMs, sendMs } of each.clients) {
          if (sendMs < connectMs || sendMs > ranges.ms.max) throw new Error('not to be played');
        }
      }
    }, ['FLAG_WRONG']),
  );
  await fc.assert(property, { numRuns: 500 });
});

t.test('so are files', async (t) => {
  const file = path.join(t.testdir(), 'mine.yaml');
  const anyNumber = fc.oneof(ms, fc.double(), fc.integer());
  const client = (role: string) =>
    fc.record(
      {
        ...{ role: fc.constant(role), name: fc.constant('Someone') },
        ...{ connectMs: anyNumber, sendMs: anyNumber, leaveMs: anyNumber },
        ...{ pieces: anyNumber, pieceGapMs: anyNumber },
        acts: fc.array(fc.record({ atMs: anyNumber, line: fc.constant('Hello') }), {
          maxLength: 2,
        }),
      },
      { requiredKeys: ['role', 'name'] },
    );
  const scenario = fc.record(
    {
      ...{ name: fc.constant('mine'), title: fc.constant('mine') },
      ...{ checks: fc.constant(['handshake']), clients: fc.tuple(client('X'), client('Y')) },
      ...{ limitMs: anyNumber, port: anyNumber },
      links: fc.record({ delayMs: anyNumber, bandwidthMbit: anyNumber }, { requiredKeys: [] }),
    },
    { requiredKeys: ['name', 'title', 'checks', 'clients'] },
  );
  const property = fc.asyncProperty(scenario, common[4] ?? fc.constant([]), (value, flags) =>
    isCivil(async () => {
      await writeFile(file, JSON.stringify(value));
      for (const each of await plan([file, ...flags])) planSchema.parse(each);
    }, ['FLAG_WRONG', 'FILE_WRONG']),
  );
  await fc.assert(property, { numRuns: 300 });
});

const files: readonly [keys: object, sentence: RegExp | null][] = [
  [
    { connectMs: 500, sendMs: 100 },
    /mine\.yaml: sendMs of client X: X sends at 100 ms, before it connects at 500 ms$/,
  ],
  [
    { connectMs: 500, leaveMs: 10 },
    /: leaveMs of client X: X leaves at 10 ms, before it connects at 500 ms$/,
  ],
  [
    { connectMs: 50, sendMs: 50, acts: [{ atMs: 20, line: 'Hi' }] },
    /: acts of client X: X types a line at 20 ms, before it connects at 50 ms$/,
  ],
  [{ connectMs: 50, sendMs: 50, acts: [{ atMs: 20, signal: 'SIGSTOP' }] }, null],
  [{ sendMs: 20_000 }, /X sends at 20000 ms, but the play ends at 15000 ms$/],
  [
    { sendMs: 1, pieces: 1000, pieceGapMs: 599_999 },
    /: pieceGapMs of client X: X sends its last piece at \d+ ms, and 600000/,
  ],
  [{ sendMs: 1, pieces: 1000, pieceGapMs: 1 }, null],
];

for (const [keys, sentence] of files) {
  t.test(`a file with ${JSON.stringify(keys)}`, async (t) => {
    const folder = t.testdir();
    const clients = [
      { role: 'X', name: 'Ann', ...keys },
      { role: 'Y', name: 'Bo' },
    ];
    const file = path.join(folder, 'mine.yaml');
    const scenario = { name: 'mine', title: 'mine', checks: ['handshake'], clients };
    await writeFile(file, JSON.stringify(scenario));
    if (sentence === null) return t.resolves(plan([file]));
    return t.rejects(plan([file]), { code: 'FILE_WRONG', message: sentence });
  });
}
