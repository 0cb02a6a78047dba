/**
 * From a journal to a sequence diagram as plain data: lanes, arrows, marks, bars of unread bytes,
 * breaks, and what the verdicts point at. Same journal, same diagram; where things are drawn is
 * decided later, in layout.ts.
 */
import type { EventOf } from '../../model/journal.ts';
import type { Journal, Verdict } from '../../model/verdict.ts';
import { getArrows } from './arrows.ts';
import { foldItems } from './fold.ts';
import { getBars, getMarks } from './marks.ts';
import {
  type Bar,
  type Blame,
  type Callout,
  type Diagram,
  type DiagramItem,
  getTimeNs,
  type Lane,
  type Mark,
} from './parts.ts';

/** A stretch longer than this without anything to draw is left out. */
export const longestIdleNs = 40_000_000;

/** The diagram of a run. */
export function makeDiagram(journal: Journal, verdicts: readonly Verdict[]): Diagram {
  const callouts = getCallouts(verdicts);
  const blames = getBlames(journal, verdicts, callouts);
  const bars = getBars(journal);
  const drawn: DiagramItem[] = [...getArrows(journal), ...getMarks(journal)];
  const known = new Set([...drawn, ...bars].map(({ entry }) => entry));
  const shown = [...drawn, ...getEvidenceMarks(journal, blames, known)].map((item) => {
    const blame = blames.get(item.entry);
    return blame ? blameItem(item, blame) : item;
  });
  shown.sort((a, b) => getTimeNs(a) - getTimeNs(b) || a.entry - b.entry);
  const { items, folded } = foldItems(shown);
  return {
    lanes: getLanes(journal),
    items,
    bars,
    callouts,
    breaks: findBreaks(items, bars),
    folded,
  };
}

/** What is wrong is named, also where its form alone would do. */
function blameItem(item: DiagramItem, blame: Blame): DiagramItem {
  const plain = item.kind === 'mark' && item.label === '' && blame.strong;
  if (!plain) return { ...item, blame };
  return { ...item, blame, label: item.look === 'closed' ? 'closes' : 'prints' };
}

/** Half of the clients, the server, the other half: with two, X and Y are on its two sides. */
function getLanes({ plan }: Journal): Lane[] {
  const clients = plan.clients.map(({ role, host }) => ({ role, host }));
  const middle = Math.ceil(clients.length / 2);
  const server = { role: 'server', host: plan.server.host };
  return [...clients.slice(0, middle), server, ...clients.slice(middle)];
}

/** Failures explain themselves in the diagram; where there is none, what is undecided does. */
function getCallouts(verdicts: readonly Verdict[]): Callout[] {
  const deciding = verdicts.filter(({ informs, evidence }) => !informs && evidence.length > 0);
  const failed = deciding.filter(({ outcome }) => outcome === 'fail');
  const open = deciding.filter(({ outcome }) => outcome === 'unknown');
  const callouts: Callout[] = [];
  for (const { outcome, check, because, evidence } of failed.length > 0 ? failed : open) {
    const [entry] = evidence;
    if (entry === undefined || outcome === 'pass') continue;
    const same = callouts.find((one) => one.entry === entry && one.because === because);
    if (same) same.checks.push(check);
    else callouts.push({ entry, outcome, checks: [check], because });
  }
  return callouts;
}

/** The first evidence is wrong itself, and so is other evidence of its kind. */
function getBlames(
  { events }: Journal,
  verdicts: readonly Verdict[],
  callouts: readonly Callout[],
): Map<number, Blame> {
  const blames = new Map<number, Blame>();
  for (const { checks, outcome, entry: first } of callouts) {
    const shown = verdicts.filter(({ check }) => checks.includes(check));
    for (const entry of shown.flatMap(({ evidence }) => evidence)) {
      const strong = getSort(events[entry]) === getSort(events[first]);
      if (blames.get(entry)?.strong !== true) blames.set(entry, { outcome, strong });
    }
  }
  return blames;
}

function getSort(event: Journal['events'][number] | undefined): string {
  return `${event?.kind} ${event && 'direction' in event ? event.direction : ''}`;
}

/** Evidence without a form of its own is a plain mark: what a verdict points at is seen. */
function getEvidenceMarks(
  { events }: Journal,
  blames: ReadonlyMap<number, Blame>,
  known: ReadonlySet<number>,
): Mark[] {
  return [...blames.keys()].flatMap((entry): Mark[] => {
    const event = events[entry];
    if (!event || known.has(entry)) return [];
    const role = 'role' in event && event.role !== undefined ? event.role : 'server';
    const atServer = event.witness === 'wire' || event.kind === 'socket';
    const side = atServer && role !== 'server' ? { side: role } : {};
    const lane = atServer ? 'server' : role;
    const { witness, atNs } = event;
    const label = labelEvidence(event);
    return [{ kind: 'mark', look: 'fault', lane, ...side, entry, witness, atNs, label }];
  });
}

function labelEvidence(event: Journal['events'][number]): string {
  if (event.kind === 'threads') return `${event.threads} threads`;
  if (event.kind === 'socket') return labelSocket(event);
  if (event.kind === 'line') return `prints ${event.text}`;
  return event.kind;
}

function labelSocket({ accepted, unreadBytes, role }: EventOf<'socket'>): string {
  const state = accepted ? 'accepted' : 'not accepted';
  return `${role ?? ''} ${state}, ${unreadBytes} unread`.trim();
}

function findBreaks(items: readonly DiagramItem[], bars: readonly Bar[]): Diagram['breaks'] {
  const times = [
    ...items.flatMap((item) =>
      item.kind === 'arrow' ? [item.departNs, item.arriveNs] : item.atNs,
    ),
    ...bars.flatMap(({ fromNs, toNs }) => [fromNs, toNs]),
  ].sort((a, b) => a - b);
  return times.flatMap((toNs, index) => {
    const fromNs = times[index - 1];
    return fromNs !== undefined && toNs - fromNs > longestIdleNs ? [{ fromNs, toNs }] : [];
  });
}
