/** zx lab/chat.mjs: a chat between two keyboards, through the server, on real Mininet. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAssignment } from '../assignments/load.ts';
import { LabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { type ChatFlags, type ChatRole, makeChatCommand } from './chat-flags.ts';
import { hasTerminal } from './chat-screen.ts';
import { describeCommand } from './describe-command.ts';
import { parseFlags } from './flags.ts';
import { endWithError } from './trouble.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** People take their time; and a timer of Node ends at 24 days. */
const limitMs = 86_400_000;

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: ChatFlags | undefined;
  try {
    const command = parseFlags(makeChatCommand(), argv);
    if (!command) return 0;
    flags = command.opts<ChatFlags>();
    const names = readNames(flags);
    if (!hasTerminal()) {
      throw new LabError('FLAG_WRONG', 'A chat needs a terminal with a cursor to type at', {
        hint: 'Without one, zx lab/run.mjs plays chats by itself; ncat can talk to the server.',
      });
    }
    return await chat(flags, names, argv);
  } catch (error) {
    return endWithError(error, { json: false, box: flags?.box ?? 'local' });
  }
}

async function chat(
  flags: ChatFlags,
  names: Record<ChatRole, string>,
  argv: readonly string[],
): Promise<number> {
  const { checkReportFiles } = await import('./report-files.ts');
  await checkReportFiles(flags.html === undefined ? {} : { html: flags.html });
  const { chatOnBox } = await import('./chat-session.ts');
  const { assignment } = await loadAssignment();
  const end = await chatOnBox({
    session: {
      ...{ root, assignment },
      ...(flags.box !== undefined && { boxName: flags.box }),
      strict: flags.strict === true,
      stages: 1,
      home: path.resolve('.lab'),
      command: describeCommand('npx zx lab/chat.mjs', argv),
      startedAtMs: Date.now(),
    },
    ...(flags.role !== undefined && { role: flags.role }),
    names,
    makePlan: (actual) => {
      const scenario = scenarioSchema.parse(describeChat(flags, actual));
      return { ...assignment.plan(scenario), live: true };
    },
    say: (line) => process.stderr.write(`${line}\n`),
  });
  if ('words' in end) {
    process.stderr.write(`${end.words}\n`);
    return end.code;
  }
  const { printReport } = await import('./output.ts');
  const { quiet, html } = flags;
  const form = { ...(quiet && { quiet }), ...(html !== undefined && { html }) };
  const told = await printReport(end.report, form);
  if (end.isStopped || end.interrupted) return 130;
  return exitCodes[told.outcome];
}

function readNames({ role, name, nameX, nameY }: ChatFlags): Record<ChatRole, string> {
  if (name !== undefined && role === undefined) {
    throw new LabError('FLAG_WRONG', '--name goes with --role', {
      hint: 'With both keyboards in one terminal there are --name-x and --name-y.',
    });
  }
  const names = { X: nameX, Y: nameY };
  if (role !== undefined && name !== undefined) names[role] = name;
  for (const each of Object.values(names)) {
    if (each.trim() !== '' && each.length <= 40 && !/\p{Cc}/u.test(each)) continue;
    throw new LabError('FLAG_WRONG', `A name has 1 to 40 characters, not ${JSON.stringify(each)}`);
  }
  return names;
}

/** The chat as a scenario: our programs, and nothing but what people type. */
function describeChat(flags: ChatFlags, names: Record<ChatRole, string>): ScenarioInput {
  const { linkDelay, linkLoss, linkBw } = flags;
  return {
    name: 'chat',
    title: `A chat of ${names.X} and ${names.Y} at their keyboards`,
    chat: true,
    topology: flags.topology,
    switch: flags.switch,
    port: flags.port,
    links: {
      ...(linkDelay !== undefined && { delayMs: linkDelay }),
      ...(linkLoss !== undefined && { lossPercent: linkLoss }),
      ...(linkBw !== undefined && { bandwidthMbit: linkBw }),
    },
    clients: [
      { role: 'X', name: names.X },
      { role: 'Y', name: names.Y },
    ],
    checks: ['ran-on-mininet'],
    limitMs,
  };
}
