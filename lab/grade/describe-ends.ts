/**
 * How programs of a submission ended where that was no usual end: what did not start, crashed, was
 * stopped by a limit, or flooded its terminal; in its own last words. Facts for a person: points
 * come from verdicts alone.
 */
import { asksForArguments } from '../model/asks-for-arguments.ts';
import { getEvents, hasListened, type JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { Report, RunReport } from '../model/report.ts';
import { findOldCrash } from './find-old-python.ts';

/** bwrap(1) ends with 128 and the number of the signal that ended its program, as a shell does. */
const signals: Readonly<Record<number, string>> = {
  132: 'SIGILL (an illegal instruction)',
  134: 'SIGABRT (it aborted)',
  135: 'SIGBUS',
  136: 'SIGFPE (a division by zero)',
  137: 'SIGKILL',
  139: 'SIGSEGV (a wrong memory access)',
  141: 'SIGPIPE (it wrote to a closed connection)',
  152: 'SIGXCPU (its processor time was up)',
  153: 'SIGXFSZ (a file became too large)',
};

const mostChars = 160;
const lastWords = 3;

/** One line for each kind of end, with the plays in which it was seen. */
export function describeEnds({ runs }: Report): string[] {
  const seen = new Map<string, Set<string>>();
  for (const run of runs) {
    for (const line of [...describeStops(run), ...describeExits(run)]) {
      seen.set(line, (seen.get(line) ?? new Set()).add(run.scenario));
    }
  }
  return [...seen].map(([line, scenarios]) => {
    const [first] = scenarios;
    return `${line} (${scenarios.size === 1 ? first : `${scenarios.size} plays`})`;
  });
}

/** The roles whose programs were handed in. */
function getOwnRoles(plan: Plan): string[] {
  const clients = plan.clients.filter(({ command }) => command !== undefined);
  const roles = clients.map(({ role }) => role);
  return plan.server.command === undefined ? roles : ['server', ...roles];
}

/**
 * A program that ended for want of what an older Python has: nobody can say how it would have been
 * played. Undefined where there is none.
 */
export function findOldCrashIn({
  runs,
}: Pick<Report, 'runs'>): { because: string; lastLines: string[] } | undefined {
  for (const { plan, events } of runs) {
    for (const role of getOwnRoles(plan)) {
      const exit = getEvents(events, 'exited').find((event) => event.role === role);
      if (!exit || exit.byStage || exit.status === 0) continue;
      const lines = getEvents(events, 'line').filter((event) => event.role === role);
      const last = lines.map(({ text }) => text.trim()).filter((text) => text !== '');
      const what = findOldCrash(last.at(-1) ?? '');
      if (what === undefined) continue;
      const because = `${role} needs an older Python: ${what} is not in that of this machine`;
      return { because, lastLines: last.slice(-lastWords) };
    }
  }
  return undefined;
}

/** The same of a few languages, in words that say something else where a program has begun. */
const wanting =
  /\b(?:wrong|missing|bad|invalid|too few|not enough|need)\b.*\barg|IndexError: list index|\barg\w* (?:is |are )?missing/;

/**
 * The usage that a program showed when it ended by itself, a server before it listened and a client
 * before it connected: it wants other words on its command line. Undefined where that was not so.
 */
export function findUsageExit(
  role: string,
  { events }: Pick<RunReport, 'events'>,
): string | undefined {
  const exit = getEvents(events, 'exited').find((event) => event.role === role);
  if (!exit || exit.byStage) return undefined;
  const hasBegun =
    role === 'server'
      ? hasListened(events)
      : getEvents(events, 'syn').some((event) => event.role === role);
  if (hasBegun) return undefined;
  const lines = getEvents(events, 'line').filter((event) => event.role === role);
  const usage = lines.map(({ text }) => text.trim()).find((text) => /\busage\b/i.test(text));
  const wants = (text: string) => asksForArguments(text) || wanting.test(text);
  return usage ?? lines.map(({ text }) => text.trim()).find(wants);
}

function describeExits({ plan, events }: RunReport): string[] {
  const hasStarted = hasListened(events);
  return getOwnRoles(plan).flatMap((role) => {
    const exit = getEvents(events, 'exited').find((event) => event.role === role);
    if (!exit || exit.byStage) return [];
    const isEarly = role === 'server' && !hasStarted;
    if (exit.status === 0 && !isEarly) return [];
    const how = exit.signal ?? signals[exit.status ?? 0] ?? `status ${exit.status}`;
    const words = quoteLast(events, role, isEarly ? lastWords : 1);
    return isEarly
      ? [`did not start: ${role} ended with ${how} before it listened; ${words}`]
      : [`ended: ${role} with ${how}; ${words}`];
  });
}

/** What it printed last, within quotes: nobody takes it for words of the lab. */
function quoteLast(events: readonly JournalEvent[], role: string, most: number): string {
  const lines = getEvents(events, 'line')
    .filter((event) => event.role === role && event.text.trim() !== '')
    .slice(-most)
    .map(({ text }) => shorten(text.trim()));
  if (lines.length === 0) return 'it printed nothing';
  return `it printed last ${lines.map((line) => JSON.stringify(line)).join(', ')}`;
}

function shorten(text: string): string {
  return text.length > mostChars ? `${text.slice(0, mostChars - 1)}…` : text;
}

/** What the stage itself put an end to, or could not keep any more. */
function describeStops({ plan, events }: RunReport): string[] {
  const own = getOwnRoles(plan);
  const limits = getEvents(events, 'limit').filter(({ roles, because }) => {
    // That a program runs on at the end is usual (FACTS); that it never listened is not.
    return roles.some((role) => own.includes(role)) && because.startsWith('the server did not');
  });
  const gaps = getEvents(events, 'gap').filter(({ of }) => of === 'printed' || of === 'wire');
  return [...limits, ...gaps].map(({ because }) => {
    // How much it was differs from play to play.
    const what = because.replace(/printed \d+ bytes more than are kept/, 'printed without end');
    return `stopped: ${what}`;
  });
}
