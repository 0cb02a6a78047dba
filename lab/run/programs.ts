/**
 * From a plan to what the stage starts: our programs by their bundles, anybody else's by a shell
 * command, with the steps that start and type at the planned times.
 */
import type { Box } from '../boxes/box.ts';
import type { ProgramContext, ProgramSources } from '../model/assignment.ts';
import { getName, type Plan, type PlannedClient } from '../model/plan.ts';
import type { Act } from '../model/scenario.ts';
import {
  type FaultRequest,
  type HostAddress,
  type PlayRequest,
  type ProgramRequest,
  playerName,
  type SeriesRequest,
  type StepRequest,
} from '../stage/protocol.ts';
import { getProgramPath, placeFiles } from './commands.ts';
import { type BoxSpeed, getListenMs, getPatience, getSettle, giveTime } from './slow-box.ts';
import { makeTypedSteps } from './typed-steps.ts';

/** Where on the box our programs and the Node that runs them are. */
export interface OwnPrograms extends BoxSpeed {
  /** Whose they are. */
  programs: ProgramSources;
  node: string;
  server: string;
  client: string;
}

export interface PlayContext {
  box: Box;
  own: OwnPrograms;
  /** The server's address, as the clients reach it. */
  serverAddress: HostAddress;
  /** Whether the same server was waited for in vain before; asked when the play begins. */
  isKnownDeaf?: () => boolean;
}

/** What is left of the time to listen where the same server did not listen before. */
const deafShare = 0.25;

/** True if any program of the plan is not ours. */
export function isForeign(plan: Plan): boolean {
  return plan.server.command !== undefined || plan.clients.some((client) => client.command);
}

/** Everything that the stage must know to play a plan. */
export async function makePlayRequest(asked: Plan, context: PlayContext): Promise<PlayRequest> {
  const plan = giveTime(asked, context.own);
  const env = getEnvironment(context.box);
  const folder = plan.submission?.folder;
  const run = async (command: string) => ({
    // What a submission names lies in its folder on the box already.
    argv: ['sh', '-c', folder === undefined ? await placeFiles(command, context.box) : command],
    env,
    ...((folder !== undefined || context.box.kind === 'local') && {
      cwd: folder ?? process.cwd(),
    }),
    ours: false,
    ...(plan.submission?.hasSetUp && { setUp: true }),
  });
  const { server } = plan;
  const { areArmed } = context.own.programs;
  const programs: ProgramRequest[] = [
    {
      role: 'server',
      host: server.host,
      ...(server.command === undefined
        ? { argv: getServerArguments(plan, context.own), env, ours: areArmed }
        : await run(server.command)),
      ...(server.type !== undefined && {
        typed: server.type.replaceAll('{port}', `${plan.port}`).split('\n'),
      }),
    },
  ];
  const steps: StepRequest[] = [];
  for (const client of plan.clients) {
    const { role, host, command } = client;
    const acts = (client.acts ?? []).flatMap((act) => makeSteps(role, act));
    const apartMs = plan.submission && command !== undefined ? handMs : 0;
    steps.push(
      ...acts.map((step) => (step.do === 'type' && apartMs ? { ...step, apartMs } : step)),
    );
    if (client.replay !== undefined) {
      const argv = [playerName, JSON.stringify(makeReplay(plan, client, context))];
      programs.push({ role, host, argv, env, ours: true });
      continue;
    }
    if (command === undefined) {
      const argv = getClientArguments(plan, client, context);
      programs.push({
        ...{ role, host, argv, env, ours: areArmed },
        ...(!areArmed && { startMs: client.connectMs }),
      });
      if (!areArmed) steps.push({ atMs: client.connectMs, role, do: 'start' });
      continue;
    }
    const filled = fillPlaceholders(command, plan, client, context.serverAddress);
    programs.push({ role, host, startMs: client.connectMs, ...(await run(filled)) });
    steps.push({ atMs: client.connectMs, role, do: 'start' });
    const fill = (line: string) => fillPlaceholders(line, plan, client, context.serverAddress);
    steps.push(...makeTypedSteps(plan, client, fill));
  }
  addFaults(plan, programs, steps);
  return {
    programs,
    steps,
    ...(plan.faults && { faults: makeFaults(plan) }),
    port: plan.port,
    limitMs: plan.limitMs,
    ...(plan.chat && { captures: plan.clients.map(({ host }) => host) }),
    ...(plan.settles && { settle: getSettle(plan, context.own) }),
    ...((isForeign(plan) || !areArmed) && getPatience(context.own, plan)),
    listenMs: Math.round(getListenMs(context.own) * (context.isKnownDeaf?.() ? deafShare : 1)),
  };
}

/** What stage_player.py is told. */
function makeReplay(plan: Plan, client: PlannedClient, { serverAddress }: PlayContext) {
  const nothing = { base64: '', waits: false };
  const { turns = [], message = nothing, heardBytes = 0 } = client.replay ?? {};
  const pieces = cutBytes(Buffer.from(message.base64, 'base64'), client.pieces);
  return {
    ...{ role: client.role, host: serverAddress, turns, waits: message.waits },
    port: client.replay?.port ?? plan.port,
    ...{ connectMs: client.connectMs, sendMs: client.sendMs, gapMs: client.pieceGapMs },
    pieces: pieces.map((piece) => piece.toString('base64')),
    heard: heardBytes,
    stays: client.replay?.stays === true,
    lastMs: Math.max(...plan.clients.map(({ sendMs }) => sendMs)),
    limitMs: Math.min(plan.limitMs, client.leaveMs ?? plan.limitMs),
  };
}

/** Bytes in parts of about equal size; never more parts than bytes. */
function cutBytes(bytes: Buffer, pieces: number): Buffer[] {
  const count = Math.max(1, Math.min(pieces, bytes.length));
  const place = (index: number) => Math.round((index * bytes.length) / count);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(place(index), place(index + 1)),
  );
}

/** A person at a keyboard of others' programs leaves so long between two lines, at the least. */
const handMs = 300;

const keys: Record<NonNullable<Act['key']>, string> = { 'ctrl-d': '\u0004', 'ctrl-c': '\u0003' };

/** What the stage does for an act: lines that are typed at once are one step. */
function makeSteps(role: string, { atMs, line, key, signal, ...act }: Act): StepRequest[] {
  if (signal !== undefined) return [{ atMs, role, do: 'signal', signal }];
  if (key !== undefined) return [{ atMs, role, do: 'type', text: keys[key] }];
  const { times = 1, everyMs = 0 } = act;
  const texts = Array.from(
    { length: times },
    (_, index) => `${(line ?? '').replaceAll('{n}', `${index + 1}`)}\n`,
  );
  const type = (text: string, afterMs: number): StepRequest => {
    return { atMs: atMs + afterMs, role, do: 'type', text };
  };
  if (everyMs === 0) return [type(texts.join(''), 0)];
  return texts.map((text, index) => type(text, index * everyMs));
}

/** A program that is started late is started by a step. */
function addFaults(plan: Plan, programs: ProgramRequest[], steps: StepRequest[]): void {
  for (const { do: what, who, atMs } of plan.faults ?? []) {
    const program = programs.find(({ role }) => role === who);
    if (what !== 'start' || !program) continue;
    if (program.startMs === undefined) steps.push({ atMs, role: who, do: 'start' });
    for (const step of steps) if (step.role === who && step.do === 'start') step.atMs = atMs;
    program.startMs = atMs;
  }
}

/** All that the stage makes go wrong. */
function makeFaults(plan: Plan): FaultRequest[] {
  const hosts = new Map(plan.clients.map(({ role, host }) => [role, host]));
  return (plan.faults ?? []).map(({ text, do: what, who, direction, value, atMs, forMs }) => ({
    ...{ text, do: what, role: who, host: hosts.get(who) ?? plan.server.host, atMs },
    ...(direction && { direction }),
    ...(value !== undefined && { value }),
    ...(forMs !== undefined && { endMs: atMs + forMs }),
  }));
}

/** How much longer than its programs' own limit a trial of a series may take. */
const hungMs = 2_000;

/** Plans of our own programs, on one network, as one series; each by its number. */
export function makeSeriesRequest(
  asked: readonly { number: number; plan: Plan }[],
  context: PlayContext,
): SeriesRequest {
  const trials = asked.map((trial) => ({ ...trial, plan: giveTime(trial.plan, context.own) }));
  const [first] = trials;
  if (!first) throw new Error('A series has at least one trial');
  const env = getEnvironment(context.box);
  const { plan } = first;
  const { own } = context;
  const { series } = own.programs;
  if (!series) throw new Error('These programs play no series');
  const facts = getFacts(context);
  const limitMs = Math.max(...trials.map((trial) => trial.plan.limitMs));
  const server = [own.node, own.server, ...series.getServerArguments({ ...plan, limitMs }, facts)];
  return {
    programs: [
      { role: 'server', host: plan.server.host, argv: server, env, ours: true },
      ...plan.clients.map((client) => ({
        ...{ role: client.role, host: client.host, env, ours: true },
        argv: [own.node, own.client, ...series.getClientStart(plan, client, facts)],
      })),
    ],
    port: plan.port,
    listenMs: getListenMs(context.own),
    over: series.over,
    trials: trials.map(({ number, plan: { clients, limitMs } }) => ({
      number,
      limitMs: limitMs + hungMs,
      clients: Object.fromEntries(
        clients.map((client) => [client.role, series.getClientTrial(client, limitMs)]),
      ),
    })),
  };
}

function getServerArguments(plan: Plan, own: OwnPrograms): string[] {
  const { isEmulated = false } = own;
  return [own.node, own.server, ...own.programs.getServerArguments(plan, { isEmulated })];
}

function getClientArguments(plan: Plan, client: PlannedClient, context: PlayContext): string[] {
  const { node, client: bundle, programs } = context.own;
  return [node, bundle, ...programs.getClientArguments(plan, client, getFacts(context))];
}

function getFacts({ own: { isEmulated = false }, serverAddress }: PlayContext): ProgramContext {
  return { serverAddress, isEmulated };
}

/** {host}, {port}, {role}, {message}, {name} and {delayMs} in a client's command. */
function fillPlaceholders(
  command: string,
  plan: Plan,
  client: PlannedClient,
  host: string,
): string {
  const values: Record<string, string> = {
    host,
    port: `${plan.port}`,
    role: client.role,
    message: client.message,
    name: getName(client),
    delayMs: `${Math.max(0, client.sendMs - client.connectMs)}`,
  };
  return command.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** A clean environment: nothing of the lab's own changes how a program behaves (FACTS). */
function getEnvironment(box: Box): Record<string, string> {
  return {
    PATH: getProgramPath(box),
    HOME: '/root',
    LANG: 'C.UTF-8',
    TERM: 'xterm',
  };
}
