/**
 * What is done otherwise in the next play, after one that showed a guess to be wrong: another line
 * at a keyboard, another port, more patience. Pure: a conclusion and a run in, data out.
 */
import { type Conversation, readConversations } from '../model/conversation.ts';
import { getEvents, hasListened } from '../model/journal.ts';
import type { RunReport } from '../model/report.ts';
import type { ClientRole, Conclusion, SubmissionRole } from '../model/submission.ts';
import { joinWords } from '../model/wording.ts';
import { usualIdleMs } from '../run/slow-box.ts';
import { findUsageExit } from './describe-ends.ts';
import type { PromptWishes } from './find-typed.ts';
import { type Learnt, learnFrom } from './learn.ts';
import { type Recommanded, readNumbers, readUsages, readWire } from './revise-arguments.ts';
import {
  answerServer,
  leaveLetter,
  type Revision,
  typeBlindly,
  typeLess,
  typeMore,
  typeOther,
} from './revise-keyboard.ts';

type Played = Pick<RunReport, 'plan' | 'events'>;

/** As much as is quiet before a play is ended; a server that sleeps needs more. */
export const patientMs = 12_000;
/** The most likely first; none where nothing that was seen gives hope of more. */
export function reviseConclusion(
  conclusion: Conclusion,
  run: Played,
  wanted: PromptWishes,
): Revision[] {
  const learnt = learnFrom(run);
  const conversations = readConversations(run);
  const take = (found: Recommanded | undefined) => takeCommands(conclusion, found);
  const seen = [
    movePort(conclusion, run, learnt) ?? moveServer(conclusion, run, learnt),
    letWrite(conclusion, run),
    answerServer(conclusion, run, { learnt, wanted }),
    take(readUsages(conclusion, run, wanted)),
    take(readNumbers(conclusion, run)),
    typeLess(conclusion, run, conversations),
    ...readWire(conclusion, run, conversations).map(take),
    leaveLetter(conclusion, run, conversations),
    ...listAlternatives(conclusion, run).map(take),
  ];
  const unanswered = [
    typeMore(conclusion, run, { conversations, wanted }),
    typeOther(conclusion, run),
    typeBlindly(conclusion, run),
    isRelayed(conversations) ? undefined : waitLonger(conclusion, run),
  ];
  return [...seen, ...(learnt.isAnswered ? [] : unanswered)].filter((one) => one !== undefined);
}

/** A program was not let write a file where it is. */
function letWrite(conclusion: Conclusion, { events }: Played): Revision | undefined {
  if (conclusion.writes) return undefined;
  const refused = getEvents(events, 'line').find(({ text }) => {
    return /read-only file ?system|\bEROFS\b|permission denied: ?["'][^"'/]+["']/i.test(text);
  });
  if (!refused) return undefined;
  const whose = refused.role === 'server' ? 'the server' : refused.role;
  const because = `${whose} writes a file: each program gets a copy of the folder to write in`;
  return { conclusion: { ...conclusion, writes: true }, because };
}

/** Other commands, and other lines that are typed. */
function takeCommands(
  conclusion: Conclusion,
  found: Recommanded | undefined,
): Revision | undefined {
  if (!found) return undefined;
  const { commands, type, because } = found;
  const submission = { ...conclusion.submission, ...commands, ...(type && { type }) };
  return { conclusion: { ...conclusion, submission }, because };
}

/**
 * Other command lines, for programs that ended for want of arguments, or of others; of all at once.
 */
function listAlternatives(conclusion: Conclusion, run: Played): Recommanded[] {
  const { alternatives = {}, submission } = conclusion;
  const all = Object.keys(alternatives) as SubmissionRole[];
  const wanting = all.filter((role) => findUsageExit(role, run) !== undefined);
  const lost = wanting.length > 0 ? [] : all.filter((role) => isLost(role, conclusion, run));
  const roles = [...wanting, ...lost];
  if (roles.length === 0) return [];
  const others = roles.map((role) => {
    const commands = alternatives[role] ?? [];
    // Who was given a wrong one mostly takes as many.
    return lost.length > 0 ? sortByLength(commands, submission[role] ?? '') : commands;
  });
  const because =
    lost.length > 0
      ? `${joinWords(roles)} ended before a connection was opened: others are given as arguments`
      : `${joinWords(roles)} ended for want of arguments: others are given`;
  const count = Math.max(...others.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) => ({
    commands: Object.fromEntries(
      roles.flatMap((role, place) => {
        const command = others[place]?.[index];
        return command === undefined ? [] : [[role, command]];
      }),
    ),
    because,
  }));
}

/** What a program says that no argument mends. */
const broken =
  /SyntaxError|IndentationError|ModuleNotFound|ImportError|Cannot find module|NameError/;

/** A client with arguments that failed before it asked the server for a connection. */
function isLost(role: SubmissionRole, { submission, starts }: Conclusion, { events }: Played) {
  const exit = getEvents(events, 'exited').find((event) => event.role === role);
  const hasTried = getEvents(events, 'syn').some((event) => event.role === role);
  const isGiven = submission[role] !== starts?.[role];
  if (role === 'server' || !exit || exit.byStage || hasTried || !isGiven) return false;
  const lines = getEvents(events, 'line').filter((event) => event.role === role);
  return hasListened(events) && !lines.some(({ text }) => broken.test(text));
}

function sortByLength(commands: readonly string[], first: string): string[] {
  const count = (command: string) => command.split(' ').length;
  const far = (command: string) => Math.abs(count(command) - count(first));
  return [...commands].sort((a, b) => far(a) - far(b));
}

/** The server opened another port than the one that the clients were given. */
function movePort(
  conclusion: Conclusion,
  { plan }: Played,
  { port }: Learnt,
): Revision | undefined {
  if (port === undefined || port === plan.port) return undefined;
  const submission = { ...conclusion.submission, port };
  for (const { role } of plan.clients) {
    const command = submission[role as ClientRole];
    if (command === undefined) continue;
    submission[role as ClientRole] = replacePort(command, plan.port, port);
  }
  const because = `the server listens on port ${port}, not on ${plan.port}`;
  return { conclusion: { ...conclusion, submission }, because };
}

/** A command with another port, wherever the one is a word of it. */
function replacePort(command: string, from: number, to: number): string {
  return command.replace(new RegExp(`(?<![\\w.])${from}(?![\\w.])`, 'g'), `${to}`);
}

/** All clients asked for a port of their own, and a server that is told its port had another. */
function moveServer(
  conclusion: Conclusion,
  { plan, events }: Played,
  { port }: Learnt,
): Revision | undefined {
  const asked = new Set(
    getEvents(events, 'syn').map(({ server }) => Number(server.split(':').at(-1))),
  );
  const [wanted] = asked;
  const { server } = conclusion.submission;
  if (asked.size !== 1 || wanted === undefined || wanted === port) return undefined;
  const told = server === undefined ? server : replacePort(server, plan.port, wanted);
  if (port !== plan.port || told === undefined || told === server) return undefined;
  const submission = { ...conclusion.submission, port: wanted, server: told };
  const because = `the clients ask for port ${wanted}: the server is given that one`;
  return { conclusion: { ...conclusion, submission }, because };
}

/** Whether each client was told what every other one said: no more time brings more of a relay. */
function isRelayed(conversations: readonly Conversation[]): boolean {
  return conversations.every(({ role, toClient }) => {
    const told = toClient.map(({ text }) => text).join('');
    const others = conversations.filter((one) => one.role !== role);
    return others.every(({ message }) => message && told.includes(message.text.trim()));
  });
}

/** The play was ended because all was quiet, while the server still ran. */
function waitLonger(conclusion: Conclusion, { events, plan }: Played): Revision | undefined {
  if ((plan.graceMs ?? 0) >= patientMs) return undefined;
  const limit = getEvents(events, 'limit').find(({ roles }) => roles.includes('server'));
  const hasMessages = getEvents(events, 'data').some(({ direction }) => direction === 'to-server');
  if (!limit || !hasMessages) return undefined;
  return {
    conclusion: { ...conclusion, graceMs: patientMs },
    because: 'the server had said nothing when the play was ended: it gets more time',
  };
}

/** As much silence ends a play at the least. */
const leastIdleMs = 2_000;
/** How many times the longest pause that was seen a program may be quiet in another play. */
const pauses = 3;

/**
 * How long the programs may be quiet in the plays to come, by a play that had to be ended: more
 * time in which nothing more came is not given again, and short pauses need no long wait.
 */
export function trimPatience(
  conclusion: Conclusion,
  { pauseMs }: Pick<Learnt, 'pauseMs'>,
): Conclusion {
  if (pauseMs === undefined || pauseMs >= usualIdleMs) return conclusion;
  const { graceMs, ...rest } = conclusion;
  const idleMs = Math.max(leastIdleMs, Math.ceil(pauses * pauseMs));
  return idleMs < usualIdleMs ? { ...rest, idleMs } : rest;
}
