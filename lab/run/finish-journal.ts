/**
 * From what the stage witnessed to the journal: times become relative to the epoch, hosts get their
 * roles, and the wire's entries are added. Works on a stored run as well as on a fresh one.
 */
import type { EventOf, JournalEvent } from '../model/journal.ts';
import { getDriftNs, getEvents, sortEvents, witnesses } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import { maxDriftNs } from '../model/resolution.ts';
import { endMarker, readBypasses } from './bypass.ts';
import { readCapture } from './capture.ts';

export interface Witnessed {
  plan: Plan;
  /** As the stage sent them: times count from the play's base. */
  events: readonly JournalEvent[];
  sources: readonly JournalEvent[];
  /** The bytes of h1.pcap, as far as they came. */
  capture: Uint8Array | undefined;
  /** Of a chat: the bytes of what was captured at each client's host. */
  clientCaptures?: ReadonlyMap<string, Uint8Array>;
}

/** The whole journal in order. Never rejects for a bad capture: that is a gap of the wire. */
export async function finishJournal(witnessed: Witnessed): Promise<JournalEvent[]> {
  const { plan } = witnessed;
  const roles = mapAddresses(plan, witnessed.events);
  const events = placeEvents(plan, witnessed.events, roles);
  const wire = await readWire(plan, events, witnessed.capture, roles);
  const watched = plan.chat ? await watchClients(witnessed, events) : [];
  return sortEvents([...witnessed.sources, ...events, ...findCut(events), ...wire, ...watched]);
}

/** The stage's entries with times from the epoch on, and with the roles that the plan knows. */
export function placeEvents(
  plan: Plan,
  events: readonly JournalEvent[],
  roles: ReadonlyMap<string, string>,
): JournalEvent[] {
  const epoch = getEvents(events, 'phase').find(({ name }) => name === 'epoch');
  return events.map((event) => placeEvent(event, epoch?.atNs ?? 0, roles, plan));
}

/**
 * A play whose end was not seen has a gap of every witness: what is missing may just not have
 * happened yet, and must not be held against any program.
 */
function findCut(events: readonly JournalEvent[]): EventOf<'gap'>[] {
  if (getEvents(events, 'clock').some(({ when }) => when === 'end')) return [];
  const isBegun = getEvents(events, 'started').length > 0;
  const because = isBegun ? 'the play was cut short' : 'no program was started';
  const atNs = Math.max(0, ...events.map((event) => event.atNs));
  return witnesses.map((of) => ({ atNs, witness: 'stage', kind: 'gap', of, because }));
}

/** Shifts an entry to the epoch and names the roles that only the plan knows. */
function placeEvent(
  event: JournalEvent,
  epochNs: number,
  roles: ReadonlyMap<string, string>,
  plan: Plan,
): JournalEvent {
  const placed = { ...event, atNs: event.atNs - epochNs };
  if ('previousAtNs' in placed) placed.previousAtNs -= epochNs;
  if ('remote' in placed && placed.remote !== undefined) {
    const role = roles.get(getAddress(placed.remote));
    return role === undefined ? placed : { ...placed, role };
  }
  if (placed.kind === 'environment') {
    const named = placed.hosts.map((host) => ({ ...host, ...nameRole(plan, host.name) }));
    return { ...placed, hosts: named };
  }
  return placed;
}

function nameRole(plan: Plan, host: string): { role?: string } {
  if (host === plan.server.host) return { role: 'server' };
  const client = plan.clients.find((each) => each.host === host);
  return client ? { role: client.role } : {};
}

/** Address of a client's host -> role. */
export function mapAddresses(plan: Plan, events: readonly JournalEvent[]): Map<string, string> {
  const hosts = getEvents(events, 'environment')[0]?.hosts ?? [];
  return new Map(
    plan.clients.flatMap(({ role, host }) => {
      const addresses = hosts.find(({ name }) => name === host)?.addresses ?? [];
      return addresses.map((address) => [address, role] as const);
    }),
  );
}

/** "10.0.0.2:41234" -> "10.0.0.2"; "[fe80::1]:41234" -> "fe80::1". */
function getAddress(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}

/**
 * The wire's entries, from a capture that lies beside a whole journal; `events` is that journal. A
 * gap among them says what the capture lacks. Never rejects.
 */
export async function readWireAgain(
  plan: Plan,
  events: readonly JournalEvent[],
  capture: string,
): Promise<JournalEvent[]> {
  const others = events.filter(({ witness }) => witness !== 'wire');
  return readWire(plan, others, capture, mapAddresses(plan, events));
}

async function readWire(
  plan: Plan,
  events: readonly JournalEvent[],
  capture: Uint8Array | string | undefined,
  roles: ReadonlyMap<string, string>,
): Promise<JournalEvent[]> {
  const clocks = getEvents(events, 'clock');
  const start = clocks.find(({ when }) => when === 'start');
  const end = clocks.find(({ when }) => when === 'end');
  const lastNs = Math.max(0, ...events.map(({ atNs }) => atNs));
  const gap = (because: string, atNs = lastNs): EventOf<'gap'> => ({
    atNs,
    witness: 'stage',
    kind: 'gap',
    of: 'wire',
    because,
  });
  if (!capture || capture.length === 0) return [gap('nothing was captured')];
  if (!start) return [gap('the clocks were not read, so the capture has no place in the journal')];
  const server = getEvents(events, 'environment')[0]?.hosts.find(({ role }) => role === 'server');
  const gaps: JournalEvent[] = [];
  const drift = end && describeDrift(start, end);
  if (drift) gaps.push(gap(drift));
  try {
    const read = await readCapture(capture, {
      port: plan.port,
      serverAddresses: server?.addresses ?? [],
      roles,
      toAtNs: makeClock(start),
    });
    if (read.cut) gaps.push(gap(`the capture is cut off: ${read.cut.because}`));
    gaps.push(...read.gaps.map(({ atNs, because }) => gap(because, atNs)));
    return [...read.events.filter((event) => !isMarker(event)), ...gaps];
  } catch (error) {
    return [...gaps, gap(`the capture cannot be read: ${(error as Error).message}`)];
  }
}

/** From a wall clock to ns since the epoch. */
function makeClock(start: EventOf<'clock'>) {
  return (wallSec: number, wallNsec: number) =>
    start.atNs + (wallSec - start.wallSec) * 1e9 + (wallNsec - start.wallNsec);
}

/** What the clients' own interfaces saw. Never rejects: what cannot be read is a gap there. */
async function watchClients(
  { plan, clientCaptures }: Witnessed,
  events: readonly JournalEvent[],
): Promise<JournalEvent[]> {
  const start = getEvents(events, 'clock').find(({ when }) => when === 'start');
  const hosts = getEvents(events, 'environment')[0]?.hosts ?? [];
  const serverAddresses = hosts.find(({ role }) => role === 'server')?.addresses ?? [];
  const atNs = Math.max(0, ...events.map((event) => event.atNs));
  const watched = plan.clients.map(async ({ role, host }): Promise<JournalEvent[]> => {
    const capture = clientCaptures?.get(host);
    const gap = (because: string): JournalEvent[] => [
      { atNs, witness: 'stage', kind: 'gap', of: 'wire', host, because },
    ];
    if (!capture || capture.length === 0) return gap(`nothing was captured at ${host}`);
    if (!start) return gap('the clocks were not read, so the capture has no place');
    try {
      return await readBypasses(capture, { role, host, serverAddresses, toAtNs: makeClock(start) });
    } catch (error) {
      return gap(`the capture of ${host} cannot be read: ${(error as Error).message}`);
    }
  });
  return (await Promise.all(watched)).flat();
}

export function isMarker(event: JournalEvent): boolean {
  return event.kind === 'datagram' && event.text === endMarker;
}

/** In a sentence, that the clocks drifted apart by more than the lab can tell. */
export function describeDrift(start: EventOf<'clock'>, end: EventOf<'clock'>): string | undefined {
  const driftNs = getDriftNs(start, end);
  if (Math.abs(driftNs) <= maxDriftNs) return undefined;
  const ms = (driftNs / 1e6).toFixed(3);
  return `the wall clock was set by ${ms} ms during the play, and stamps the capture`;
}
