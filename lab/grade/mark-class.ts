/**
 * Marks a class, or a shard of one: several submissions at a time on one pool of stages. One that
 * cannot be read, built or played never stops the others; what is marked is stored at once, so that
 * whatever ends the command early leaves it to --resume.
 */
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Loaded } from '../model/assignment.ts';
import { type ClassReport, describeHow, type Marked } from '../model/class.ts';
import { LabError, toLabError } from '../model/errors.ts';
import type { Marking } from '../model/marking.ts';
import type { Rubric } from '../model/rubric.ts';
import { scenarioSchema } from '../model/scenario.ts';
import { dealShard, type Shard, wholeShard } from '../model/shard.ts';
import { getBuildMark } from '../run/build-mark.ts';
import {
  type OneBox,
  type Progress,
  playOnBox,
  type SessionOptions,
  useBox,
} from '../run/session.ts';
import {
  type ClassPart,
  findStoredClass,
  readClassHeader,
  readMarked,
  refuseToResume,
  writeClassHeader,
  writeMarked,
} from '../store/class-store.ts';
import { createRunFolder, linkLatest } from '../store/run-store.ts';
import { makeSlugs, type SubmissionEntry } from './class-entries.ts';
import { hashFiles } from './class-texts.ts';
import { type OpenedSubmission, openEntry } from './open-submission.ts';
import { type MarkWishes, markSubmission } from './session.ts';
import { toMarked } from './to-marked.ts';

export interface ClassOptions {
  root: string;
  loaded: Loaded;
  /** The folder with the submissions. */
  where: string;
  flags: MarkWishes & { stages?: number; resume?: boolean; shard?: Shard };
  rubric: Rubric;
  /** The folder .lab. */
  home: string;
  command: string;
  /** The command without its shard, for a shell, in any folder. */
  again: string;
  startedAtMs: number;
  /** Told of each that is marked, and how many are. */
  onMarked: (marked: Marked, counts: { done: number; of: number; isOld: boolean }) => void;
  /** Told what could not be kept of marks that are there all the same. */
  onUnkept: (error: LabError) => void;
  onInterrupt: () => void;
}

/** What is known of a marking before it begins. */
export type ClassWishes = Omit<ClassOptions, 'onMarked' | 'onUnkept' | 'onInterrupt'>;

/** What of a class is to be marked, as it is stored before the first of it is marked. */
export interface StoredClass {
  folder: string;
  dealt: readonly Dealt[];
  /** Names and folders of all of these, in their order. */
  planned: readonly Pick<Marked, 'slug' | 'name'>[];
  /** Of a shard: which, and how many submissions the whole class has. */
  shard?: ClassReport['shard'];
}

/**
 * Makes a folder for a class or its shard, or finds that of the one to be resumed; `entries` are
 * those of the whole class. Throws LabError.
 */
export async function storeClass(
  entries: readonly SubmissionEntry[],
  wishes: ClassWishes,
): Promise<StoredClass> {
  const { shard = wholeShard } = wishes.flags;
  // A slug is that of the whole class: two shards never give two submissions the same one.
  const slugs = makeSlugs(entries);
  const all = entries.map((entry, index) => ({ entry, slug: slugs[index] ?? '' }));
  const dealt = dealShard(all, shard);
  return {
    folder: await openClassFolder(all, wishes),
    dealt,
    planned: dealt.map(({ entry: { name }, slug }) => ({ name, slug })),
    ...(shard.of > 1 && { shard: { ...shard, whole: entries.length } }),
  };
}

/**
 * Marks all of them, and tells of each (`onMarked`). Throws LabError for trouble of the lab before
 * the first submission.
 */
export async function markClass(
  { folder, dealt }: StoredClass,
  options: ClassOptions,
): Promise<void> {
  const { flags, home } = options;
  const stored = flags.resume ? await readMarked(folder) : new Map<string, Marked>();
  let done = 0;
  const add = (marked: Marked, isOld: boolean) => {
    done += 1;
    options.onMarked(marked, { done, of: dealt.length, isOld });
  };
  const getPlace = (next: Dealt): Place => ({ ...next, folder: path.join(folder, next.slug) });
  const keep = async (marked: Marked, { entry: { people } }: Place) => {
    const isOld = [...stored.values()].includes(marked);
    if (!isOld) await writeMarked(folder, marked);
    // Not stored: whoever resumes may have another export of the same files.
    add(people ? { ...marked, people } : marked, isOld);
  };
  const waiting: Dealt[] = [];
  // What was marked before needs no box: other forms of the marks are there at once.
  for (const next of dealt) {
    const opened = stored.size > 0 ? await openOne(getPlace(next), { stored, options }) : undefined;
    if (opened && 'outcome' in opened) await keep(opened, getPlace(next));
    else waiting.push(next);
  }
  // Each submission has its own folder and its own walls to clear away when the process ends.
  process.setMaxListeners(0);
  const session = getSession(options);
  const mark = async (course: OneBox) => {
    const lane = async () => {
      for (let next = waiting.shift(); next && !course.isOver(); next = waiting.shift()) {
        const place = getPlace(next);
        const marked = await markOne(place, { course, session, stored, options });
        // What Ctrl-C cut short is no result.
        if (course.isOver()) return;
        await keep(marked, place);
      }
    };
    // One more than there are stages: it is built while the others play.
    const lanes = Array.from({ length: course.prepared.pool.size + 1 }, lane);
    await Promise.race([Promise.all(lanes), course.interruption]);
  };
  const marking = waiting.length > 0 ? useBox(session, mark) : Promise.resolve();
  await marking.catch((error: unknown) => {
    const isInterrupted = error instanceof LabError && error.code === 'INTERRUPTED';
    if (!isInterrupted) throw error;
    options.onInterrupt();
  });
  await linkLatest(home, folder).catch((error) => options.onUnkept(toLabError(error)));
}

/** What is to be marked, and what its folder is called. */
type Dealt = Pick<Place, 'entry' | 'slug'>;

/**
 * The run folder of this class: a new one, or with --resume the one that is gone on with. A shard
 * begins where there is none, so that a scheduler gives the same command again and again. Throws
 * LabError.
 */
async function openClassFolder(all: readonly Dealt[], wishes: ClassWishes): Promise<string> {
  const { where, flags, rubric, home, command, startedAtMs, root, again } = wishes;
  const startedAt = new Date(startedAtMs).toISOString();
  const { strict, plays, trusted, resume, shard = wholeShard } = flags;
  // Without a name it is the usual assignment: so those are resumed that were stored without one.
  const { label: assignment } = wishes.loaded;
  const settings = { assignment, rubric, strict: strict === true, plays, trusted };
  const part: ClassPart = {
    ...{ shard, again, host: os.hostname(), folder: path.dirname(home) },
    build: await getBuildMark(root),
    submissions: all.map(({ entry: { name, people }, slug }) => {
      return { name, slug, ...(people && { people }) };
    }),
  };
  const asked = { where: path.resolve(where), settings: JSON.stringify(settings), part };
  const found = resume ? await findStoredClass(home, asked) : undefined;
  if (resume && found === undefined && shard.of === 1) throw refuseToResume(asked.where);
  const folder = found ?? (await createRunFolder(home, new Date(startedAtMs)));
  const before = found === undefined ? undefined : await readClassHeader(found);
  await writeClassHeader(folder, { version: 1, startedAt, command, ...before, ...asked });
  return folder;
}

/** What all submissions share: a box with our programs, and a pool of stages. */
function getSession(options: ClassOptions): SessionOptions {
  const { flags, rubric, root, home, command, startedAtMs } = options;
  const { assignment } = options.loaded;
  const plans = assignment.scenarios
    .map((one) => scenarioSchema.parse(one))
    .filter(({ onlyAsked }) => !onlyAsked)
    .map((scenario) => assignment.plan(scenario));
  return {
    ...{ root, assignment, plans, rubric, home, command, startedAtMs },
    boxName: 'local',
    stages: flags.stages ?? defaultStages,
    // A submission's plays follow each other on one network, which stays while they are judged.
    shares: { perNetwork: 1, spare: 1, first: 2 * os.availableParallelism() },
    strict: flags.strict === true,
    progress: silence,
    onInterrupt: options.onInterrupt,
  };
}

/** Plays of others mostly wait: for a person who types, for a server that never ends. */
const defaultStages = 8;

const silence: Progress = { say() {}, onEvent() {}, onDone() {}, end() {} };

interface Place {
  entry: SubmissionEntry;
  slug: string;
  /** Where its plays and its marks are stored. */
  folder: string;
}

interface Class {
  course: OneBox;
  session: SessionOptions;
  stored: ReadonlyMap<string, Marked>;
  options: ClassOptions;
}

type Opened = OpenedSubmission & { digest: string };

/** What is to be played; or its mark, where it cannot be read or the same was marked before. */
async function openOne(
  { entry, slug, folder }: Place,
  { stored, options }: Pick<Class, 'stored' | 'options'>,
): Promise<Opened | Marked> {
  const about = { name: entry.name, slug };
  try {
    const opened = await openEntry(entry, options.loaded.assignment);
    const digest = hashFiles(opened.files);
    const before = stored.get(`${slug} ${digest}`);
    const isKept = before && before.outcome !== 'trouble' && before.name === entry.name;
    return isKept ? before : { ...opened, digest };
  } catch (error) {
    await mkdir(folder, { recursive: true });
    const { code, message, cause } = toLabError(error);
    // What the system would not read is trouble of this machine, not of who handed it in.
    const isTheirs = code === 'FILE_WRONG' && !(cause as NodeJS.ErrnoException | undefined)?.errno;
    return { ...empty, ...about, outcome: isTheirs ? 'fail' : 'trouble', ...refuse(message) };
  }
}

/** Opens one and marks it, unless the same was marked before. Throws only what befalls all. */
async function markOne(place: Place, marking: Class): Promise<Marked> {
  const startedAtMs = Date.now();
  const { entry, slug, folder } = place;
  const about = { name: entry.name, slug };
  const opened = await openOne(place, marking);
  if ('outcome' in opened) return opened;
  const { files, digest } = opened;
  // Half a play of a lab that was killed: what is witnessed now would be written behind it.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const marked = await play(opened, place, marking);
    return toMarked(marked, { slug, files, wallMs: Date.now() - startedAtMs });
  } catch (error) {
    const trouble = toLabError(error);
    if (trouble.code === 'BOX_LACKS' || marking.course.isOver()) throw trouble;
    const how = describeHow(opened);
    return { ...empty, ...about, how, digest, outcome: 'trouble', ...refuse(trouble.message) };
  }
}

function play(
  opened: OpenedSubmission,
  { folder }: Place,
  { course, session, options }: Class,
): Promise<Marking> {
  const { loaded, flags, rubric } = options;
  return markSubmission(opened, {
    ...{ loaded, flags, rubric },
    play: (plans, direct) =>
      playOnBox(course.box, course.prepared, {
        ...{ ...session, folder, startedAtMs: Date.now() },
        ...{ plans, direct },
      }),
    onInterrupt: options.onInterrupt,
  });
}

const empty: Omit<Marked, 'name' | 'slug' | 'outcome'> = {
  ...{ how: {}, flags: [], refusal: null, grade: null, directory: null, page: null },
  ...{ places: {}, wallMs: 0, digest: '', texts: {} },
};

function refuse(because: string): Pick<Marked, 'refusal'> {
  return { refusal: { because, lastLines: [] } };
}
