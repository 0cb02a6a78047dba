/**
 * A class as the data of its page: of each submission what the page's script filters by and shows,
 * and what a page has more that is served while the class is marked.
 */
import { describeReviews, type Marked } from '../../model/class.ts';
import type { MarkingOutcome } from '../../model/marking.ts';
import { explainMark, listOverrides } from '../../model/override.ts';
import { type CriterionGrade, formatTotal } from '../../model/rubric.ts';
import { cutText, escapeControls } from '../escape.ts';
import { longestText } from './markup.ts';
import { outcomeSigns } from './summary.ts';

export const markingSigns: Record<MarkingOutcome, { sign: string; word: string; look: string }> = {
  pass: { ...outcomeSigns.pass, look: 'pass' },
  fail: { ...outcomeSigns.fail, look: 'fail' },
  unknown: { ...outcomeSigns.unknown, look: 'unknown' },
  trouble: { ...outcomeSigns.trouble, look: 'trouble' },
  unsupported: { sign: '–', word: 'not supported here', look: 'unknown' },
};

/** What a row can be looked for by, and how that is called; all of them are in this order. */
export const rowKinds = {
  fail: 'failed',
  open: 'undecided',
  trouble: 'trouble of the lab',
  look: 'to look at',
  flaky: 'flaky',
  alike: 'alike',
  hand: 'by hand',
  waiting: 'not marked yet',
} as const;
export type RowKind = keyof typeof rowKinds;

/** One that is there and not marked yet. */
export type Waiting = Pick<Marked, 'slug' | 'name'>;

/** What the page's script knows of a row. All texts are to be shown as texts. */
export interface RowData {
  slug: string;
  name: string;
  kinds: RowKind[];
  /** How it ended, in words. */
  told: string;
  /** Its own page, as the class's page would link to it; null: none. */
  page: string | null;
  /** What a person should know. */
  notes: string[];
  /** What it printed last, where it could not be played. */
  last: string;
  marks: MarkData[];
}

export interface MarkData {
  id: number;
  /** "✗ failed" */
  told: string;
  points: number;
  of: number;
  /** A person's reason first, then the lab's, then why a person should look. */
  why: string[];
  /** The part of its own page that shows what decided it. */
  place: string | null;
  /** What a person gave. */
  hand: { points: number; reason: string } | null;
  /** The lab's own points; null where it could not decide. */
  lab: number | null;
}

/** What a person typed and has not saved: points as they were typed. */
export interface Draft {
  slug: string;
  criterion: number;
  points: string;
  reason: string;
}

/** What a page has more that is served. */
export interface LiveClass {
  /** Of what it shows: later changes have higher ones. */
  version: number;
  /** Where the submissions' pages are, in place of beside this one; it ends with a slash. */
  base: string;
  isOver: boolean;
  /** Where marks are written, as a person would name it. */
  marksFile: string;
  forms: readonly { file: string; title: string }[];
  drafts: readonly Draft[];
}

/** A row as markup and as data. */
export interface RenderedRow {
  html: string;
  data: RowData;
}

export interface ClassPageOptions {
  /** Those that are not marked yet, and of all the order. */
  planned?: readonly Waiting[];
  /** As they are, where they were rendered before. */
  rows?: readonly RenderedRow[];
  live?: LiveClass;
}

/** What the page's script gets. */
export interface ClassData {
  rows: RowData[];
  criteria: { id: number; title: string; points: number; extra: boolean }[];
  kinds: Record<string, string>;
  live: Pick<LiveClass, 'version' | 'base' | 'isOver' | 'marksFile' | 'drafts'> | null;
}

/** What changes on a page that is served, beside its rows. */
export interface ClassParts {
  top: string;
  head: string;
  key: string;
  rest: string;
}

/** `alike` are its flags of what others have as well. */
export function getRowData(marked: Marked, alike: readonly string[]): RowData {
  const { slug, name, outcome, grade, page, refusal } = marked;
  const total = grade ? `, ${formatTotal(grade)}` : '';
  return {
    ...{ slug, name: clean(name, 200), page },
    kinds: findKinds(marked, alike),
    told: `${markingSigns[outcome].sign} ${markingSigns[outcome].word}${total}`,
    notes: listNotes(marked, alike).map((note) => clean(note)),
    last: (refusal?.lastLines ?? []).map((line) => clean(line, 200)).join('\n'),
    marks: (grade?.criteria ?? []).map((one) => getMarkData(one, marked)),
  };
}

export function getWaitingData({ slug, name }: Waiting): RowData {
  const kinds: RowKind[] = ['waiting'];
  const nothing = { page: null, notes: [], last: '', marks: [] };
  return { slug, name: clean(name, 200), kinds, told: rowKinds.waiting, ...nothing };
}

function getMarkData(criterion: CriterionGrade, { places }: Marked): MarkData {
  const { id, points, of, outcome, override, reviewBecause } = criterion;
  const { sign, word } = markingSigns[outcome];
  const lab = override?.lab ?? { points, outcome };
  const look = reviewBecause === undefined ? [] : [`a person should look: ${reviewBecause}`];
  return {
    ...{ id, points, of, told: override ? '✎ by hand' : `${sign} ${word}` },
    why: [...explainMark(criterion), ...look].map((text) => clean(text)),
    place: places[`${id}`] ?? null,
    // Whole, and as it was typed: it is edited.
    hand: override ? { points, reason: override.reason } : null,
    lab: lab.outcome === 'unknown' ? null : lab.points,
  };
}

function findKinds({ outcome, grade, flags }: Marked, twins: readonly string[]): RowKind[] {
  const criteria = grade?.criteria ?? [];
  const isOpen = criteria.some((one) => one.outcome === 'unknown' && !one.extra);
  const found: Record<RowKind, boolean> = {
    fail: outcome === 'fail',
    open: isOpen || outcome === 'unknown' || outcome === 'unsupported',
    trouble: outcome === 'trouble',
    look:
      criteria.some(({ reviewBecause }) => reviewBecause !== undefined) ||
      flags.some((flag) => flag.startsWith('mixed:')),
    flaky: flags.some((flag) => flag.startsWith('flaky:')),
    alike: twins.length > 0,
    hand: criteria.some(({ override }) => override),
    waiting: false,
  };
  return (Object.keys(rowKinds) as RowKind[]).filter((kind) => found[kind]);
}

/** What a person should know of one; `twins` are its flags of what others hold as well. */
export function listNotes(marked: Marked, twins: readonly string[]): string[] {
  const { flags, refusal, grade } = marked;
  const byHand = listOverrides(grade).map((text) => `✎ ${text}`);
  // Where a person gave points, cells stand in the place of why it was not played.
  const why = refusal ? [refusal.because] : [];
  return [...why, ...byHand, ...twins, ...flags, ...describeReviews(marked)];
}

function clean(text: string, limit = 2 * longestText): string {
  return escapeControls(cutText(text.replace(/\s*\n\s*/g, ' '), limit));
}
