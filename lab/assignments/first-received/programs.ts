/** The assignment's own programs, and what they are told on their command lines. */
import type { ProgramContext, ProgramSources } from '../../model/assignment.ts';
import type { Plan, PlannedClient } from '../../model/plan.ts';
import { serverShare } from '../../model/ranges.ts';

/** What our client waits for the end of a chat on an emulated box: a starved server took 5.4 s. */
const emulatedPartingMs = 30_000;

export const programs: ProgramSources = {
  server: {
    entry: 'programs/server/main.ts',
    sources: ['programs/server', 'programs/shared'],
  },
  client: {
    entry: 'programs/client/main.ts',
    sources: ['programs/client', 'programs/shared'],
  },
  areArmed: true,
  getServerArguments,
  getClientArguments: (plan, client, context) => [
    ...getClientStart(plan, client, context),
    ...getClientFlags(client, getLimits(plan).clientMs),
  ],
  series: {
    over: '(Session \\d+|Trial) over\\.$',
    getServerArguments: (plan) => [...getServerArguments(plan), '--sessions', '0'],
    getClientStart,
    // In a series the message, too, is that of the trial.
    getClientTrial: (client, limitMs) => [
      ...['--message', client.message, ...getClientFlags(client, limitMs)],
    ],
  },
};

/**
 * How long our programs wait at most. Where something is made to go wrong, the server gives up
 * first, then its clients, and only then the play is over: so it is seen who tells whom.
 */
function getLimits({ faults, limitMs }: Plan): { serverMs: number; clientMs: number } {
  if (!faults) return { serverMs: limitMs, clientMs: limitMs };
  return { serverMs: Math.round(limitMs * serverShare), clientMs: Math.round(limitMs * 0.75) };
}

function getServerArguments(plan: Plan): string[] {
  return [
    ...['--port', `${plan.port}`, '--clients', `${plan.clients.length}`],
    ...['--limit-ms', `${getLimits(plan).serverMs}`],
    ...(plan.chat ? ['--chat'] : []),
    ...(plan.faults ? ['--wait-ms', `${getLimits(plan).serverMs}`] : []),
  ];
}

/** Who a client is, and where the server is: the same for all trials of a series. */
function getClientStart(
  plan: Plan,
  client: PlannedClient,
  { serverAddress, isEmulated }: ProgramContext,
): string[] {
  const parting = isEmulated ? ['--parting-ms', `${emulatedPartingMs}`] : [];
  return [
    ...['--role', client.role, '--message', client.message],
    ...['--host', serverAddress, '--port', `${plan.port}`],
    ...(plan.chat ? ['--chat', ...parting] : []),
  ];
}

/** What a client does when. */
function getClientFlags(client: PlannedClient, limitMs: number): string[] {
  return [
    ...['--connect-ms', `${client.connectMs}`, '--send-ms', `${client.sendMs}`],
    ...['--framing', client.framing],
    ...(client.pieces === 1
      ? []
      : ['--pieces', `${client.pieces}`, '--piece-gap-ms', `${client.pieceGapMs}`]),
    ...(client.leaveMs === undefined ? [] : ['--leave-ms', `${client.leaveMs}`]),
    ...['--limit-ms', `${limitMs}`],
  ];
}
