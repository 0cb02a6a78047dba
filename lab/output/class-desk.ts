/**
 * A class while it is marked, for whoever has it marked: a line for each submission, index.html in
 * its folder, which grows with it, and with --open the same page served, which takes marks too.
 */
import path from 'node:path';
import type { GradeFlags } from '../flags/grade-flags.ts';
import { type ClassBoard, makeBoard } from '../grade/class-board.ts';
import type { SubmissionEntry } from '../grade/class-entries.ts';
import { type HandMarks, openHandMarks } from '../grade/hand-marks.ts';
import {
  type ClassOptions,
  type ClassWishes,
  type StoredClass,
  storeClass,
} from '../grade/mark-class.ts';
import type { Marked } from '../model/class.ts';
import { LabError } from '../model/errors.ts';
import { renderClassHtml } from '../reporters/html/class-page.ts';
import type { DeskServer } from '../serve/server.ts';
import { openDrafts } from '../store/draft-file.ts';
import { writeOutputFile } from '../store/output-file.ts';
import { printClass, sayAside, sayMarked, writeClass } from './grade-output.ts';
import { listServedForms } from './mark-files.ts';

export type DeskWishes = Omit<ClassWishes, 'flags'> & { flags: GradeFlags };

export interface ClassDesk {
  stored: StoredClass;
  onMarked: ClassOptions['onMarked'];
  /**
   * Prints and writes what is marked, and then, with --open, stays until a signal comes. Gives how
   * the class ended, and what could not be kept or written.
   */
  end(
    problems: readonly LabError[],
    how: { isInterrupted: boolean },
  ): Promise<{ outcome: Marked['outcome']; error: LabError | undefined }>;
}

/** Throws LabError before anything is played: for marks and files that cannot be. */
export async function openDesk(
  entries: readonly SubmissionEntry[],
  wishes: DeskWishes,
): Promise<ClassDesk> {
  const { flags, rubric, where } = wishes;
  const names = entries.map(({ name }) => name);
  const open = (file: string, isOptional: boolean) =>
    openHandMarks(file, { rubric, names, isOptional });
  // A file that was named is looked at before anything is stored.
  const given = flags.override === undefined ? undefined : await open(flags.override, !!flags.open);
  const stored = await storeClass(entries, wishes);
  const marks = given ?? (await open(path.join(stored.folder, marksFile), true));
  const facts = { ...wishes, ...stored, assignment: wishes.loaded.assignment };
  const board = makeBoard(facts);
  board.setAssigned(marks.get());
  if (!given && marks.get().size > 0) {
    sayAside(`Marks that a person gave count, too: ${path.relative('.', marks.file)}`);
  }
  const index = keepIndex(stored.folder, board);
  const desk: Desk = {
    flags,
    where,
    stored,
    marks,
    board,
    index,
    isChanged: false,
    pages: new Map(),
  };
  const server = flags.open ? await openServer(desk) : undefined;
  return {
    stored,
    onMarked: (marked, counts) => {
      sayMarked(board.add(marked), counts, flags);
      index.change();
      server?.change();
    },
    async end(problems, { isInterrupted }) {
      index.stop();
      const pages = await writePages(desk);
      const before = [...problems, ...pages];
      const error = await printClass(board.getReport(), { flags, where, before });
      const late = server && (await stay(desk, server, isInterrupted));
      return { outcome: board.getReport().outcome, error: error ?? late };
    },
  };
}

/** Where marks go that are given on the page, unless --override names a file. */
const marksFile = 'marks.yaml';

interface Desk {
  flags: GradeFlags;
  /** The folder with the submissions. */
  where: string;
  stored: StoredClass;
  marks: HandMarks;
  board: ClassBoard;
  index: ReturnType<typeof keepIndex>;
  /** Whether a person gave marks since all was written. */
  isChanged: boolean;
  /** Pages with both marks that are being written, by the submission's folder. */
  pages: Map<string, Promise<void>>;
}

/** Between two times that the page is written; and of all time the share that it may take. */
const leastMs = 2_000;
const share = 20;

/** Writes index.html anew while the class grows: the more seldom, the longer that takes. */
function keepIndex(folder: string, board: ClassBoard) {
  let timer: NodeJS.Timeout | undefined;
  let tookMs = 0;
  let isOver = false;
  const write = async () => {
    const startedMs = performance.now();
    const html = renderClassHtml(board.getReport(), { planned: board.planned });
    tookMs = performance.now() - startedMs;
    // Where that fails it is written once more at the end, and said then.
    await writeOutputFile(path.join(folder, 'index.html'), html).catch(() => {});
    timer = undefined;
  };
  return {
    change() {
      if (isOver) return;
      timer ??= setTimeout(() => void write(), Math.max(leastMs, share * tookMs)).unref();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** Of all to whom a person gave marks; gives what could not be written. */
async function writePages({ board, marks, pages }: Desk): Promise<LabError[]> {
  await Promise.all(pages.values());
  return board.writePages([...marks.get().keys()]);
}

async function openServer(desk: Desk): Promise<DeskServer> {
  const { flags, stored, marks, board } = desk;
  const [{ serveDesk }, { openBrowser }] = await Promise.all([
    import('../serve/server.ts'),
    import('../serve/open-browser.ts'),
  ]);
  const getName = (slug: string): string => {
    const name = board.planned.find((one) => one.slug === slug)?.name ?? '';
    if (board.isMarked(slug)) return name;
    throw new LabError('FILE_WRONG', `${name} is not marked yet`);
  };
  /** The page with both marks comes a moment later: it is made of all that was witnessed. */
  const change = (slug: string) => {
    board.setAssigned(marks.get());
    desk.isChanged = true;
    desk.index.change();
    const write = () => board.writePage(slug).catch((error) => sayAside(error.message));
    const page = (desk.pages.get(slug) ?? Promise.resolve()).then(write);
    desk.pages.set(slug, page.then(server.change));
  };
  const server = await serveDesk({
    ...{ planned: board.planned, folder: stored.folder, getReport: board.getReport },
    marksFile: path.relative('.', marks.file),
    forms: listServedForms(flags, desk.where),
    drafts: await openDrafts(stored.folder),
    async setMark({ slug, ...mark }) {
      await marks.set({ name: getName(slug), ...mark });
      change(slug);
    },
    async removeMark({ slug, criterion }) {
      await marks.remove({ name: getName(slug), criterion });
      change(slug);
    },
  });
  sayAside(`The instructor's page: ${server.url}`);
  const opened = await openBrowser(server.url, process.env);
  if ('problem' in opened) sayAside(`No browser was opened: ${opened.problem}`);
  else process.once('exit', opened.forget);
  return server;
}

/** What stays once all is marked, until Ctrl-C; then all is written that changed meanwhile. */
async function stay(
  desk: Desk,
  server: DeskServer,
  isInterrupted: boolean,
): Promise<LabError | undefined> {
  server.finish();
  if (!isInterrupted) {
    const signal = waitForSignal();
    sayAside(`All is marked. The page stays until Ctrl-C: ${server.url}`);
    await signal;
  }
  await server.close();
  desk.index.stop();
  if (!desk.isChanged) return undefined;
  const errors = await writePages(desk);
  const [first] = [...errors, ...(await writeClass(desk.board.getReport(), desk))];
  sayAside(`Marks by hand: ${path.relative('.', desk.marks.file)}`);
  return first;
}

function waitForSignal(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
}
