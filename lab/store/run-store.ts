/**
 * Stored runs: .lab/runs/<time>/ with result.json and a folder for each scenario; .lab/latest names
 * the newest and is replaced in one step. Evidence is written as it comes, so that what was
 * witnessed is kept even if the lab itself is killed.
 */
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { TroubleReport } from '../model/report.ts';
import { checksumsFile, digest, FileChecksums, makeChecksums } from './checksums.ts';
import { hintAtDisk } from './disk-hints.ts';

/**
 * Entries as they came, times counted from the play's base; there while the play has no journal.
 */
export const partFile = 'witnessed.part.jsonl';
export const journalFile = 'journal.jsonl';
/** There only if the lab was in trouble: a TroubleReport. */
export const troubleFile = 'trouble.json';

/** Makes .lab/runs/<time> under `home`; two labs at the same time get two folders. */
export async function createRunFolder(home: string, startedAt: Date): Promise<string> {
  const stamp = startedAt.toISOString().replaceAll(':', '-');
  const runs = path.join(home, 'runs');
  try {
    // One by one: where the disk is read-only, Node's recursive mkdir says ENOENT, not EROFS.
    for (const folder of [home, runs]) await mkdir(folder).catch(passIfExists);
    for (let number = 1; ; number += 1) {
      const folder = path.join(runs, number === 1 ? stamp : `${stamp}-${number}`);
      try {
        await mkdir(folder);
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  } catch (cause) {
    throw toStoreError(runs, cause);
  }
}

function passIfExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/**
 * Points .lab/latest at a run; the link is replaced by rename(2), so it always names one. A folder
 * of that name (a copy that followed the link) is somebody's, and left alone. Throws LabError
 * STORE_FAILED.
 */
export async function linkLatest(home: string, folder: string): Promise<void> {
  const link = path.join(home, 'latest');
  // Of this lab alone: on a disk that machines share another one may have the same number.
  const part = `${link}.${process.pid}.${randomUUID()}`;
  const target = path.relative(home, folder);
  if (lstatSync(link, { throwIfNoEntry: false })?.isDirectory()) {
    const message = `Cannot make ${link} a link to the newest run: it is a folder`;
    throw new LabError('STORE_FAILED', message, {
      hint: `This run is kept in ${target}. Move the folder ${link} away, or remove it.`,
    });
  }
  try {
    rmSync(part, { force: true });
    symlinkSync(target, part);
    renameSync(part, link);
  } catch (cause) {
    rmSync(part, { force: true });
    if ((await readlink(link).catch(() => '')) !== target) throw toStoreError(link, cause);
  }
}

/**
 * Writes a file of a run in one step, and in one turn: a lab that ends itself by force meanwhile
 * leaves no half of it. Throws LabError STORE_FAILED.
 */
export async function writeRunFile(folder: string, name: string, text: string): Promise<void> {
  const file = path.join(folder, name);
  try {
    writeWhole(file, text);
  } catch (cause) {
    throw toStoreError(file, cause);
  }
}

/** Keeps the evidence of one scenario while it comes. Its methods never throw: see `failure`. */
export class ScenarioWriter {
  readonly folder: string;
  /** The first trouble with the disk, if any. */
  failure: LabError | undefined;
  /** The digest of the scenario's checksums.json, once it is written. */
  checksum: string | undefined;
  #plan: Plan;
  readonly #files = new FileChecksums();
  #finished: { journal: string; events: readonly JournalEvent[] } | undefined;

  constructor(runFolder: string, plan: Plan) {
    this.#plan = plan;
    this.folder = path.join(runFolder, plan.scenario);
    this.#try(() => {
      mkdirSync(path.join(this.folder, 'logs'), { recursive: true });
      this.#writePlan();
    });
  }

  /** Keeps a plan that asks something else of the same play; before `finish`. */
  settle(plan: Plan): void {
    this.#plan = plan;
    this.#try(() => this.#writePlan());
  }

  /** Keeps an entry as the stage sent it. */
  addEvent(event: JournalEvent): void {
    this.#try(() => appendFileSync(path.join(this.folder, partFile), `${JSON.stringify(event)}\n`));
  }

  /** Keeps the next bytes of a file: `h1.pcap`, `logs/X.log`. */
  addFile(name: string, data: Uint8Array): void {
    this.#try(() => {
      appendFileSync(path.join(this.folder, name), data);
      this.#files.add(name, data);
    });
  }

  /** Writes the journal in its place; from now on the entries as they came are not needed. */
  finish(events: readonly JournalEvent[]): void {
    this.#try(() => {
      const journal = events.map((event) => `${JSON.stringify(event)}\n`).join('');
      writeWhole(path.join(this.folder, journalFile), journal);
      this.#finished = { journal, events };
      this.#writeChecksums();
      rmSync(path.join(this.folder, partFile), { force: true });
    });
  }

  #writePlan(): void {
    const text = `${JSON.stringify(this.#plan, null, 2)}\n`;
    writeWhole(path.join(this.folder, 'plan.json'), text);
  }

  /** Says of each file what it is now, so that a later change of one is told. */
  #writeChecksums(trouble?: TroubleReport): void {
    if (!this.#finished) return;
    const facts = { plan: this.#plan, trouble, ...this.#finished, files: this.#files.get() };
    const text = `${JSON.stringify(makeChecksums(facts), null, 2)}\n`;
    writeWhole(path.join(this.folder, checksumsFile), text);
    this.checksum = digest(text);
  }

  /** Keeps what befell the lab, so that judging the run again does not forget it. */
  addTrouble(trouble: TroubleReport): void {
    const text = `${JSON.stringify(trouble, null, 2)}\n`;
    try {
      // Even after a failure: a full disk may still have room for this little.
      writeWhole(path.join(this.folder, troubleFile), text);
      this.#writeChecksums(trouble);
    } catch (cause) {
      this.failure ??= toStoreError(this.folder, cause);
    }
  }

  #try(write: () => void): void {
    if (this.failure) return;
    try {
      write();
    } catch (cause) {
      this.failure = toStoreError(this.folder, cause);
    }
  }
}

/** In one step, so that a full disk or a killed lab leaves a whole file or none. */
function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  } catch (cause) {
    rmSync(`${file}.part`, { force: true });
    throw cause;
  }
}

function toStoreError(file: string, cause: unknown): LabError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const hint = hintAtDisk(code);
  return new LabError('STORE_FAILED', `Cannot write ${file}: ${message}`, {
    ...(hint && { hint }),
    cause,
  });
}
