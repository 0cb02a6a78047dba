/**
 * Puts the shards of a class together, as if one machine had marked all of it: a stored class like
 * any other, with the pages and the evidence of all. What is missing, since a machine died or a
 * shard never began, is named with the command that marks it.
 */
import path from 'node:path';
import { quoteArgument } from '../boxes/quote.ts';
import type { Assignment } from '../model/assignment.ts';
import type { ClassReport, Marked, MissingShard } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import { type Rubric, rubricSchema } from '../model/rubric.ts';
import { dealShard, formatShard, type Shard, wholeShard } from '../model/shard.ts';
import { joinFirst } from '../model/wording.ts';
import {
  type ClassPart,
  listNames,
  readMarked,
  writeClassHeader,
  writeMarked,
} from '../store/class-store.ts';
import { copyStored, type StoredClass } from '../store/find-classes.ts';
import { createRunFolder, linkLatest } from '../store/run-store.ts';
import { reportClass } from './report-class.ts';

export interface MergeFacts {
  /** The folder .lab, where the whole is kept. */
  home: string;
  startedAtMs: number;
  command: string;
  /** Loads the assignment of this label; undefined: the usual one. */
  open(label: string | undefined): Promise<Assignment>;
}

export interface Merged {
  report: ClassReport;
  rubric: Rubric;
  assignment: Assignment;
  /** Of all submissions, also of those that are not marked. */
  names: string[];
}

/** What decided the marks of a class (mark-class.ts). */
interface Settings {
  assignment?: string;
  rubric: Rubric;
}

/**
 * One stored class shown again, or shards as a whole. Throws LabError RUN_UNREADABLE where they do
 * not belong together; STORE_FAILED.
 */
export async function mergeClasses(
  classes: readonly StoredClass[],
  facts: MergeFacts,
): Promise<Merged> {
  const first = checkTogether(classes);
  const { header } = first;
  const { part } = header;
  const { assignment: label, rubric } = readSettings(first);
  const assignment = await facts.open(label);
  const isAlone = classes.length === 1 && part.shard.of === 1;
  const folder = isAlone
    ? first.folder
    : await createRunFolder(facts.home, new Date(facts.startedAtMs));
  const found = await collect(classes, folder);
  if (!isAlone) {
    // The header last: a folder without it is no class that --resume would go on with.
    const whole: ClassPart = { ...part, shard: wholeShard, folder: path.dirname(facts.home) };
    await writeClassHeader(folder, { ...header, command: facts.command, part: whole });
    await linkLatest(facts.home, folder);
  }
  const submissions = part.submissions.flatMap(({ slug, people }) => {
    const marked = found.get(slug);
    return marked ? [{ ...marked, ...(people && { people }) }] : [];
  });
  const missing = listMissing(classes, found);
  const { startedAtMs } = facts;
  const command = isAlone ? header.command : facts.command;
  const about = { assignment, rubric, planned: part.submissions, startedAtMs, command, folder };
  const whole = reportClass(submissions, about);
  const report: ClassReport = {
    ...whole,
    ...(missing.length > 0 && { outcome: 'unknown', missing }),
    ...(!isAlone && { merged: { shards: classes.length, of: part.shard.of } }),
    startedAt: classes.map((one) => one.header.startedAt).sort()[0] ?? header.startedAt,
    directory: whole.directory || '.',
  };
  const names = part.submissions.map(({ name }) => name);
  return { report, rubric, assignment, names };
}

/** The first of them, to which all others fit. Throws LabError RUN_UNREADABLE. */
function checkTogether(classes: readonly StoredClass[]): StoredClass {
  const [first, ...others] = classes;
  if (!first) throw new LabError('RUN_UNREADABLE', 'No stored class was named');
  const seen = new Map<number, string>();
  for (const { folder, header } of classes) {
    const { shard } = header.part;
    const before = seen.get(shard.index);
    if (before !== undefined && shard.of === first.header.part.shard.of) {
      const where = `${before} and in ${folder}`;
      throw new LabError('RUN_UNREADABLE', `Shard ${formatShard(shard)} stands in ${where}`, {
        hint: 'Merge each shard once: name the run folders that are meant.',
      });
    }
    seen.set(shard.index, folder);
  }
  for (const other of others) {
    const because = findDifference(first, other);
    if (because === undefined) continue;
    const message = `${first.folder} and ${other.folder} are not shards of one class: ${because}`;
    throw new LabError('RUN_UNREADABLE', message, {
      hint: 'Name the run folders of one class, all marked with the same flags by the same lab.',
    });
  }
  return first;
}

/** Why two stored classes are no parts of one; undefined: they are. */
function findDifference(first: StoredClass, other: StoredClass): string | undefined {
  const [one, two] = [first.header.part, other.header.part];
  if (one.shard.of !== two.shard.of) {
    return `one is shard ${formatShard(one.shard)}, the other ${formatShard(two.shard)}`;
  }
  const names = [one, two].map((part) => new Set(listNames(part)));
  const [own, others] = [one, two].map((part, at) => {
    return part.submissions.filter((each) => !names[1 - at]?.has(`${each.slug} ${each.name}`));
  });
  const strangers = [...(own ?? []), ...(others ?? [])].map(({ name }) => `“${name}”`);
  if (strangers.length > 0) return `only one of them lists ${joinFirst(strangers, 3)}`;
  if (first.header.settings !== other.header.settings) {
    const [a, b] = [readSettings(first), readSettings(other)];
    if (a.assignment !== b.assignment) return 'they were marked by other assignments';
    if (JSON.stringify(a.rubric) === JSON.stringify(b.rubric)) {
      return 'they were marked with other flags';
    }
    const known = [a, b].map(({ rubric }) => rubric.name).join(' and ');
    return `they were marked by other rubrics (${known})`;
  }
  if (one.build === two.build) return undefined;
  return `they were marked by other builds of the lab (${one.build} and ${two.build})`;
}

function readSettings({ folder, header }: StoredClass): Settings {
  try {
    const { assignment, rubric } = JSON.parse(header.settings);
    return { ...(assignment && { assignment }), rubric: rubricSchema.parse(rubric) };
  } catch (cause) {
    throw new LabError('RUN_UNREADABLE', `${folder} does not say by what it was marked`, { cause });
  }
}

/** What each shard has marked of what it was dealt, by slug; all of it is then in the folder. */
async function collect(
  classes: readonly StoredClass[],
  folder: string,
): Promise<Map<string, Marked>> {
  const all = new Map<string, Marked>();
  for (const { folder: from, header } of classes) {
    const stored = new Map(
      [...(await readMarked(from)).values()].map((marked) => [marked.slug, marked]),
    );
    for (const { slug, name } of dealShard(header.part.submissions, header.part.shard)) {
      const marked = stored.get(slug);
      if (marked?.name !== name) continue;
      const place = path.join(folder, slug);
      const directory = marked.directory === null ? null : path.relative(process.cwd(), place);
      const moved = { ...marked, directory };
      if (folder !== from) {
        await copyStored(path.join(from, slug), place);
        await writeMarked(folder, moved);
      }
      all.set(slug, moved);
    }
  }
  return all;
}

/** Of each shard what is not marked. */
function listMissing(
  classes: readonly StoredClass[],
  found: ReadonlyMap<string, Marked>,
): MissingShard[] {
  const [first] = classes;
  if (!first) return [];
  const { part } = first.header;
  const { of } = part.shard;
  const shards = Array.from({ length: of }, (_, at): Shard => ({ index: at + 1, of }));
  return shards.flatMap((shard): MissingShard[] => {
    const own = classes.find(({ header }) => header.part.shard.index === shard.index)?.header.part;
    const dealt = dealShard(part.submissions, shard);
    const names = dealt.filter(({ slug }) => !found.has(slug)).map(({ name }) => name);
    if (names.length === 0) return [];
    const flags = of === 1 ? '--resume' : `--shard ${formatShard(shard)} --resume`;
    const command = `${(own ?? part).again} ${flags}`;
    const missing = { shard, names, of: dealt.length };
    if (!own) return [{ ...missing, isBegun: false, command }];
    const { host, folder } = own;
    const isHere = folder === process.cwd();
    const whole = isHere ? command : `cd ${quoteArgument(folder)} && ${command}`;
    return [{ ...missing, isBegun: true, host, command: whole }];
  });
}
