/** zx lab/check.mjs: judges a stored run again, on any machine, without Mininet. */
import path from 'node:path';
import { exitCodes, getWorstOutcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import { makeCommand, makeFlag, parseFlags } from './flags.ts';
import { endWithError } from './trouble.ts';

interface CheckFlags {
  json?: boolean;
  tap?: boolean;
  junit?: string;
  quiet?: boolean;
}

function makeCheckCommand() {
  return makeCommand('check', 'Judges a stored run again, without Mininet.')
    .usage('[flags] [run]')
    .argument('[run]', 'a folder of .lab/runs, or of one scenario in it', '.lab/latest')
    .addOption(makeFlag('--json', 'one JSON document and nothing else'))
    .addOption(makeFlag('--tap', 'TAP 14'))
    .addOption(makeFlag('--junit <file>', 'write JUnit XML as well'))
    .addOption(makeFlag('--quiet', 'print nothing; the exit code tells'));
}

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: CheckFlags | undefined;
  try {
    const command = parseFlags(makeCheckCommand(), argv);
    if (!command) return 0;
    flags = command.opts<CheckFlags>();
    const report = await judge(command.processedArgs[0] as string, argv);
    const { printReport } = await import('./output.ts');
    await printReport(report, flags);
    return exitCodes[report.outcome];
  } catch (error) {
    return endWithError(error, { json: flags?.json === true, box: 'stored' });
  }
}

async function judge(where: string, argv: readonly string[]): Promise<Report> {
  const [{ readRun }, { judgeStored }, { judgeRun }, { checkers }, { gradeRuns }, { assignment }] =
    await Promise.all([
      import('../store/read-run.ts'),
      import('../run/judge-stored.ts'),
      import('../model/judge.ts'),
      import('../checkers/index.ts'),
      import('../model/rubric.ts'),
      import('../rubrics/assignment.ts'),
    ]);
  const startedAtMs = Date.now();
  const stored = await readRun(where);
  const runs = await Promise.all(
    stored.scenarios.map((each) => judgeStored(each, (journal) => judgeRun(journal, checkers))),
  );
  return {
    outcome: getWorstOutcome(runs.map(({ outcome }) => outcome)),
    box: stored.result?.box ?? 'unknown',
    wallMs: Date.now() - startedAtMs,
    startedAt: stored.result?.startedAt ?? new Date(startedAtMs).toISOString(),
    command: ['npx zx lab/check.mjs', ...argv].join(' '),
    runs,
    grade: gradeRuns(assignment, runs),
    directory: path.relative(process.cwd(), path.resolve(stored.folder)),
  };
}
