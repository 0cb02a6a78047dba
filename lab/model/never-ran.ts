/**
 * Programs of a submission that never ran: in every play they ended by themselves, a server before
 * it listened and a client before it connected, and nothing but themselves is to blame. What they
 * should have shown is then no open question. What the other side shows by itself stands.
 */
import { asksForArguments } from './asks-for-arguments.ts';
import { type EventOf, getEvents, hasListened, type JournalEvent } from './journal.ts';
import type { Plan } from './plan.ts';
import type { RunReport } from './report.ts';
import type { Checker, Verdict } from './verdict.ts';

/** What is read of a play, and changed in it. */
type Played = Pick<RunReport, 'scenario' | 'outcome' | 'verdicts' | 'plan' | 'events'>;

/** Last words that speak of the machine, or of the other side, and not of the program. */
const excuses = [
  // It waits for something at its keyboard.
  /\bEOF\b|EOFError|NoSuchElement|InputMismatch|NumberFormatException|invalid literal for int/,
  // It did not find the other side, or its own address.
  /\brefused\b|\bunreachable\b|\btimed out\b|TimeoutError|no route to host|already in use/i,
  /cannot assign requested|gaierror|\bgetaddrinfo\b|name or service not known|name resolution/i,
  /\bUnknownHost|\bENOTFOUND\b|\bEADDR|\bE\w+UNREACH\b|could not resolve|cannot resolve host/,
  // The walls, or the machine.
  /permission denied|not permitted|read-only file|no space left|too many open files/i,
  /cannot allocate|\bMemoryError\b|\bOutOfMemory|std::bad_alloc|start new thread|temporarily unav/i,
  /no display|\bDISPLAY\b|\bTclError\b|\btermios\b|\bcurses\b|command not found|: not found$/i,
  /UnsupportedClassVersion|cannot open shared object|Exec format error|version `GLIBC/,
];

/** How many of its last lines may excuse it. */
const lastLines = 8;
/** Of a shell that found no program, and of a sandbox; then of limits: prlimit(1), signal(7). */
const excusedStatuses = [125, 126, 127, 137, 152, 153];
const excusedSignals = ['SIGKILL', 'SIGXCPU', 'SIGXFSZ', 'SIGTERM', 'SIGHUP', 'SIGINT'];

/**
 * The same plays: where a program never ran, what no other play of the check could show has failed.
 * Nothing changes for plays of programs that were not handed in.
 */
export function settleNeverRan<Run extends Played>(
  runs: readonly Run[],
  checkers: ReadonlyMap<string, Checker>,
): Run[] {
  const ends = findNeverRan(runs);
  if (ends.size === 0) return [...runs];
  const isDead = ({ plan }: Played) => getOwnRoles(plan).some((role) => ends.has(role));
  // What is asked in a play of others, too, is decided there.
  const elsewhere = new Set(runs.filter((run) => !isDead(run)).flatMap(listChecks));
  const settle = (verdict: Verdict, because: string): Verdict => {
    // What is read in the sources alone needs no play.
    const isOfSource = checkers.get(verdict.check)?.needs?.length === 0;
    const isOpen = verdict.outcome === 'unknown' && !verdict.doubted && !verdict.disturbed;
    if (!isOpen || isOfSource || verdict.informs || elsewhere.has(verdict.check)) return verdict;
    return { ...verdict, outcome: 'fail', because };
  };
  return runs.map((run) => {
    if (!isDead(run) || run.outcome === 'trouble') return run;
    const dead = getOwnRoles(run.plan).flatMap((role) => ends.get(role) ?? []);
    const because = `it never ran: ${dead.join('; ')}`;
    const verdicts = run.verdicts.map((verdict) => settle(verdict, because));
    const hasFailed = verdicts.some(({ outcome, informs }) => outcome === 'fail' && !informs);
    return { ...run, verdicts, ...(hasFailed && { outcome: 'fail' as const }) };
  });
}

function listChecks({ verdicts }: Played): string[] {
  return verdicts.filter(({ informs }) => !informs).map(({ check }) => check);
}

/** By role how it ended, of those that never ran. */
export function findNeverRan(runs: readonly Played[]): Map<string, string> {
  const own = runs.filter(({ plan }) => plan.submission !== undefined);
  const roles = new Set(own.flatMap(({ plan }) => getOwnRoles(plan)));
  const ends = new Map<string, string>();
  for (const role of roles) {
    // A client has no chance where no server listens.
    const played = own.filter(
      (run) =>
        getOwnRoles(run.plan).includes(role) && (role === 'server' || hasListened(run.events)),
    );
    const found = played.map((run) => describeEarlyEnd(role, run));
    const [first] = found;
    if (first !== undefined && found.every((end) => end !== undefined)) ends.set(role, first);
  }
  return ends;
}

/** The roles whose programs were handed in. */
function getOwnRoles({ server, clients }: Plan): string[] {
  const roles = clients.filter(({ command }) => command !== undefined).map(({ role }) => role);
  return server.command === undefined ? roles : ['server', ...roles];
}

/** Whether somebody knocked before a server ended: one that ends at once serves nobody. */
function hasServed(run: Played, endNs: number): boolean {
  const knocks = [...getEvents(run.events, 'syn'), ...getEvents(run.events, 'datagram')];
  return hasListened(run.events) && knocks.some(({ atNs }) => atNs < endNs);
}

/** How it ended before it did anything, by itself; undefined where it did not, or is excused. */
function describeEarlyEnd(role: string, run: Played): string | undefined {
  const { events } = run;
  const exit = getEvents(events, 'exited').find((event) => event.role === role);
  if (exit === undefined || exit.byStage || isExcused(exit)) return undefined;
  const isBegun = role === 'server' ? hasServed(run, exit.atNs) : hasConnected(role, events);
  if (isBegun) return undefined;
  const lines = getEvents(events, 'line')
    .filter((event) => event.role === role)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');
  const isExcuse = (line: string) =>
    asksForArguments(line) || excuses.some((excuse) => excuse.test(line));
  if (lines.slice(-lastLines).some(isExcuse)) {
    return undefined;
  }
  const how = exit.signal ?? `status ${exit.status}`;
  // Behind what went wrong some runtimes say where (at Server.main), or which they are.
  const last =
    lines.findLast((line) => /error|exception|panic|undefined/i.test(line)) ?? lines.at(-1);
  const words = last === undefined ? 'it printed nothing' : JSON.stringify(shorten(last));
  const deed = role === 'server' ? 'listened' : 'connected';
  return `${role} ended with ${how} before it ${deed}; ${words}`;
}

function isExcused({ status, signal }: EventOf<'exited'>): boolean {
  return (
    excusedStatuses.includes(status ?? 0) || (signal !== null && excusedSignals.includes(signal))
  );
}

function hasConnected(role: string, events: readonly JournalEvent[]): boolean {
  const sent = [...getEvents(events, 'syn'), ...getEvents(events, 'datagram')];
  return sent.some((event) => event.role === role);
}

const maxChars = 160;

function shorten(text: string): string {
  return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
}
