/**
 * Marks a class on several boxes at a time: each gets one shard of it (mark-on-box.ts), and what
 * they stored is put together here as shards of any other origin are. A box that is lost costs its
 * own shard, which the merge names.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Box } from '../boxes/box.ts';
import { openBox } from '../boxes/open.ts';
import type { Assignment } from '../model/assignment.ts';
import type { ClassReport } from '../model/class.ts';
import { LabError, toLabError } from '../model/errors.ts';
import { formatShard, type Shard } from '../model/shard.ts';
import { watchSignals } from '../run/lifecycle.ts';
import {
  classFile,
  listNames,
  readMarked,
  writeClassHeader,
  writeMarked,
} from '../store/class-store.ts';
import { findClasses, type StoredClass } from '../store/find-classes.ts';
import { createRunFolder, linkLatest } from '../store/run-store.ts';
import { markOnBox } from './mark-on-box.ts';
import { mergeClasses } from './merge-classes.ts';
import { packClass, packLab } from './pack-lab.ts';

export interface BoxesOptions {
  root: string;
  /** The folder with the submissions. */
  where: string;
  boxNames: readonly string[];
  /** One part of the class, for one box; absent: each box gets one. */
  shard: Shard | undefined;
  /** Flags of grade.mjs that change how it is marked. */
  flags: readonly string[];
  /** A file of the user's, or none. */
  rubricFile: string | undefined;
  resume: boolean;
  home: string;
  command: string;
  /** The command without its shard and boxes, for a shell, in any folder. */
  again: string;
  startedAtMs: number;
  assignment: Assignment;
  say(line: string): void;
  onUnkept(error: LabError): void;
  onInterrupt(): void;
}

/** Throws LabError where no box has marked anything, or the shards do not belong together. */
export async function markOnBoxes(options: BoxesOptions): Promise<ClassReport> {
  const { boxNames, home, onUnkept, onInterrupt, assignment, command, startedAtMs } = options;
  const of = options.shard?.of ?? boxNames.length;
  const work = await mkdtemp(path.join(os.tmpdir(), 'lab-boxes-'));
  const boxes = new Set<Box>();
  const errors: LabError[] = [];
  let interrupted: LabError | undefined;
  const stopWatching = watchSignals((error) => {
    interrupted = error;
    onInterrupt();
    for (const box of boxes) void box.close();
  });
  const keep: StoredClass[] = [];
  try {
    const packs = {
      lab: path.join(work, 'lab.tgz'),
      class: path.join(work, 'class.tgz'),
      rubric: options.rubricFile,
    };
    await Promise.all([packLab(options.root, packs.lab), packClass(options.where, packs.class)]);
    const markShard = async (name: string, index: number) => {
      const shard = options.shard ?? { index: index + 1, of };
      const { flags, resume, say } = options;
      const tell = (line: string) => say(`[${name}] ${line}`);
      const ssh = { say: tell, knownHostsPath: `${home}/known_hosts` };
      try {
        if (interrupted) return;
        const box = await openBox(name, { ssh });
        boxes.add(box);
        if (interrupted) return;
        tell(`marks shard ${formatShard(shard)}`);
        const asked = { shard, packs, flags, resume, home, say: tell };
        const runs = await markOnBox(box, asked, path.join(work, `shard-${shard.index}`));
        keep.push(...(await keepRuns(runs, { name, options })));
      } catch (error) {
        if (!interrupted) errors.push(toLabError(error));
      }
    };
    await Promise.all(boxNames.map(markShard));
  } finally {
    await Promise.all([...boxes].map((box) => box.close().catch(() => {})));
    stopWatching();
    await rm(work, { recursive: true, force: true });
  }
  const [first] = keep;
  if (!first) throw interrupted ?? errors[0] ?? new LabError('BOX_LACKS', 'No box marked anything');
  for (const error of errors) onUnkept(error);
  const all = [...keep, ...(await findOthers(home, keep))];
  const facts = { home, startedAtMs, command, open: async () => assignment };
  const { report } = await mergeClasses(all, facts);
  await linkLatest(home, path.resolve(report.directory ?? home)).catch((error) =>
    onUnkept(toLabError(error)),
  );
  return report;
}

/** Puts what a box stored among the runs of this machine, with the names that it has here. */
async function keepRuns(
  runs: string,
  { name, options }: { name: string; options: BoxesOptions },
): Promise<StoredClass[]> {
  const { home, where, again, command, startedAtMs } = options;
  const kept: StoredClass[] = [];
  const folders = (await readdir(runs)).map((each) => path.join(runs, each));
  for (const { folder, header } of await findClasses(folders)) {
    const target = await createRunFolder(home, new Date(startedAtMs));
    // The header last: a folder without it is no class.
    await cp(folder, target, { recursive: true, filter: (each) => !each.endsWith(classFile) });
    for (const marked of (await readMarked(target)).values()) {
      const at = path.relative(process.cwd(), path.join(target, marked.slug));
      await writeMarked(target, { ...marked, directory: marked.directory === null ? null : at });
    }
    const box = `${again} --box ${name}`;
    const place = { host: name, folder: path.dirname(home), again: box };
    const own = { where: path.resolve(where), command, part: { ...header.part, ...place } };
    await writeClassHeader(target, { ...header, ...own });
    kept.push({ folder: target, header: { ...header, ...own } });
  }
  return kept;
}

/** Other shards of the same class that were marked before: the newest of each. */
async function findOthers(home: string, keep: readonly StoredClass[]): Promise<StoredClass[]> {
  const [first] = keep;
  if (!first || !existsSync(path.join(home, 'runs'))) return [];
  const { settings, part } = first.header;
  const all = await findClasses([home]).catch(() => []);
  const found = new Map<number, StoredClass>();
  for (const one of all.sort((a, b) => (a.folder < b.folder ? -1 : 1))) {
    const { header } = one;
    const isSame =
      header.settings === settings &&
      header.part.build === part.build &&
      header.part.shard.of === part.shard.of &&
      listNames(header.part).join('\n') === listNames(part).join('\n');
    const isKept = keep.some((each) => each.header.part.shard.index === header.part.shard.index);
    if (isSame && !isKept) found.set(header.part.shard.index, one);
  }
  return [...found.values()];
}
