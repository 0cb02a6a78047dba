/**
 * What of a stored play cannot be trusted: files that are not as they were written, and witnesses
 * that contradict each other. From a stored scenario to doubts; the judge makes `unknown` of each
 * verdict that needs what is doubted.
 *
 * A file that is as it was is not read again. A capture that is not, or of which nothing tells, is,
 * and has to show what the journal has of the wire; in which container does not matter, so one that
 * Wireshark has saved anew is the same evidence.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Doubt } from '../model/doubt.ts';
import { getEvents, type JournalEvent, type Witness } from '../model/journal.ts';
import type { StoredScenario } from '../store/read-run.ts';
import { endMarker } from './bypass.ts';
import { findContradiction } from './find-contradiction.ts';
import { readWireAgain } from './finish-journal.ts';
import { findDifference } from './wire-difference.ts';

type Whole = Extract<StoredScenario, { kind: 'whole' }>;
type Part = Extract<StoredScenario, { kind: 'part' }>;

const capture = 'h1.pcap';

/** Of a whole journal. Never rejects: what cannot be read is a doubt, too. */
export async function findDoubts(stored: Whole): Promise<Doubt[]> {
  const doubts: Doubt[] = [];
  if (stored.stray !== undefined) doubts.push({ of: 'all', because: stored.stray });
  if (stored.changes === undefined) return [...doubts, ...(await compareAll(stored))];
  for (const change of stored.changes) {
    const { file } = change;
    if (change.how === 'edited') {
      doubts.push(...(await explainEdited(stored, change.witnesses)));
    } else if (file === capture) {
      doubts.push(...(await compareCapture(stored, change.how)));
    } else {
      const what = { changed: 'was changed', missing: 'is missing', new: 'was added' }[change.how];
      const of = getEvidence(file);
      doubts.push({ of, because: `${file} ${what} after the play` });
    }
  }
  return doubts;
}

/** What a file is evidence of. */
function getEvidence(file: string): Doubt['of'] {
  if (file.startsWith('logs/')) return 'printed';
  return file.endsWith('.pcap') ? 'clients-wire' : 'all';
}

/** Nothing tells what the files were: the witnesses have to agree. */
async function compareAll(stored: Whole): Promise<Doubt[]> {
  const contradiction = findContradiction(stored.plan, stored.events);
  if (contradiction) return [contradiction];
  const facts = await stat(path.join(stored.folder, capture)).catch(() => undefined);
  return compareCapture(stored, facts ? 'changed' : 'missing');
}

/** Whether the capture shows what the journal has of the wire; nothing where both lack it. */
async function compareCapture(
  { folder, plan, events }: Whole,
  how: 'changed' | 'missing' | 'new',
): Promise<Doubt[]> {
  // What the wire lacks was known when the journal was made, and is said by each checker.
  if (getEvents(events, 'gap').some(({ of, host }) => of === 'wire' && host === undefined)) {
    return [];
  }
  if (how === 'missing') return [{ of: 'wire', because: `${capture} is missing` }];
  const read = await readWireAgain(plan, events, path.join(folder, capture));
  const difference =
    read.find(({ kind }) => kind === 'gap') ?? findDifference(events, read, capture);
  if (difference === undefined) return [];
  const because = typeof difference === 'string' ? difference : describeGap(difference);
  return [{ of: 'wire', because }];
}

function describeGap(event: JournalEvent): string {
  return event.kind === 'gap' ? `${capture} is not as it was: ${event.because}` : '';
}

/** A journal that was edited: whose entries, and of the wire's, which. */
async function explainEdited(stored: Whole, edited: readonly Witness[]): Promise<Doubt[]> {
  const isSure = stored.changes?.every(({ file }) => file !== capture);
  const said = edited.length > 0 ? `the entries of ${edited.join(', ')} are` : 'their order is';
  const plain = `journal.jsonl was changed after the play: ${said} not as written`;
  if (edited.length === 0 || edited.includes('stage')) return [{ of: 'all', because: plain }];
  const doubts: Doubt[] = [];
  for (const of of edited) {
    if (of === 'stage') continue;
    const [found] = of === 'wire' && isSure ? await compareCapture(stored, 'changed') : [];
    const because = found ? `journal.jsonl was changed after the play: ${found.because}` : plain;
    doubts.push({ of, because });
    if (of === 'wire') doubts.push({ of: 'clients-wire', because });
  }
  return doubts;
}

/**
 * Of a play that has no whole journal; `events` are finished. What was on its way when the lab was
 * killed may be missing; but once the end was witnessed, all of the capture was there.
 */
export function findPartDoubts(stored: Part, events: readonly JournalEvent[]): Doubt[] {
  const doubts: Doubt[] = [];
  if (stored.stray !== undefined) doubts.push({ of: 'all', because: stored.stray });
  const contradiction = findContradiction(stored.plan, events);
  if (contradiction) doubts.push(contradiction);
  const isEnded = getEvents(events, 'clock').some(({ when }) => when === 'end');
  const bytes = Buffer.from(stored.capture ?? []);
  if (isEnded && !bytes.includes(endMarker)) {
    const because = `${capture} ends before the play did: the mark at its end is missing`;
    doubts.push({ of: 'wire', because });
  }
  return doubts;
}
