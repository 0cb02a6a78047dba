/** zx lab/chat.mjs: a chat between two keyboards, through the server, on real Mininet. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAssignment } from '../assignments/load.ts';
import { hasTerminal } from '../chat/screen.ts';
import { type ChatFlags, makeChatCommand, type People, readPeople } from '../flags/chat-flags.ts';
import { describeCommand, findAssignmentFlag, parseFlags } from '../flags/flags.ts';
import type { Assignment } from '../model/assignment.ts';
import { LabError } from '../model/errors.ts';
import { exitCodes } from '../model/outcome.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { endWithError } from '../output/trouble.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** People take their time; and a timer of Node ends at 24 days. */
const limitMs = 86_400_000;

/** Runs the command and gives its exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  let flags: ChatFlags | undefined;
  try {
    const { assignment } = await loadAssignment(findAssignmentFlag(argv));
    if (!assignment.chat) throw refuseChat(assignment);
    const { people: usual } = assignment.chat;
    const command = parseFlags(makeChatCommand(assignment, usual), argv);
    if (!command) return 0;
    flags = command.opts<ChatFlags>();
    const people = checkPeople(flags, usual);
    if (!hasTerminal()) {
      throw new LabError('FLAG_WRONG', 'A chat needs a terminal with a cursor to type at', {
        hint: 'Without one, zx lab/run.mjs plays chats by itself; ncat can talk to the server.',
      });
    }
    return await chat(flags, { assignment, people, argv });
  } catch (error) {
    return endWithError(error, { json: false, box: flags?.box ?? 'local' });
  }
}

async function chat(
  flags: ChatFlags,
  { assignment, people, argv }: { assignment: Assignment; people: People; argv: readonly string[] },
): Promise<number> {
  const { checkReportFiles } = await import('../output/report-files.ts');
  await checkReportFiles(flags.html === undefined ? {} : { html: flags.html });
  const { chatOnBox } = await import('../chat/session.ts');
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
    people,
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
  const { printReport } = await import('../output/output.ts');
  const { quiet, html } = flags;
  const form = { ...(quiet && { quiet }), ...(html !== undefined && { html }) };
  const told = await printReport(end.report, form);
  if (end.isStopped || end.interrupted) return 130;
  return exitCodes[told.outcome];
}

function checkPeople(flags: ChatFlags, usual: People): People {
  if (flags.name !== undefined && flags.role === undefined) {
    const own = usual.map(({ role }) => `--name-${role.toLowerCase()}`).join(' and ');
    throw new LabError('FLAG_WRONG', '--name goes with --role', {
      hint: `With both keyboards in one terminal there are ${own}.`,
    });
  }
  const people = readPeople(flags, usual);
  for (const { name } of people) {
    if (name.trim() !== '' && name.length <= 40 && !/\p{Cc}/u.test(name)) continue;
    throw new LabError('FLAG_WRONG', `A name has 1 to 40 characters, not ${JSON.stringify(name)}`);
  }
  return people;
}

function refuseChat({ name }: Assignment): LabError {
  return new LabError('FLAG_WRONG', `The programs of ${name} do not chat`, {
    hint: 'Take an assignment whose programs do: --assignment NAME',
  });
}

/** The chat as a scenario: our programs, and nothing but what people type. */
function describeChat(flags: ChatFlags, people: People): ScenarioInput {
  const { linkDelay, linkLoss, linkBw } = flags;
  return {
    name: 'chat',
    title: `A chat of ${people.map(({ name }) => name).join(' and ')} at their keyboards`,
    chat: true,
    topology: flags.topology,
    switch: flags.switch,
    port: flags.port,
    links: {
      ...(linkDelay !== undefined && { delayMs: linkDelay }),
      ...(linkLoss !== undefined && { lossPercent: linkLoss }),
      ...(linkBw !== undefined && { bandwidthMbit: linkBw }),
    },
    clients: people.map(({ role, name }) => ({ role, name })),
    checks: ['ran-on-mininet'],
    limitMs,
  };
}
