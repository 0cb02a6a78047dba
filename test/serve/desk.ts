/** The real server of an instructor's page, fed as a marking feeds it, without a marking. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { type ClassBoard, makeBoard } from '../../lab/grade/class-board.ts';
import { type HandMarks, openHandMarks } from '../../lab/grade/hand-marks.ts';
import type { Marked } from '../../lab/model/class.ts';
import { listServedForms } from '../../lab/output/mark-files.ts';
import { type DeskServer, serveDesk } from '../../lab/serve/server.ts';
import { openDrafts } from '../../lab/store/draft-file.ts';
import { makeMarked } from '../browser/big-class.ts';

export interface TestDesk {
  server: DeskServer;
  board: ClassBoard;
  marks: HandMarks;
  /** As a marking tells it. */
  add(marked: Marked): void;
}

/** A class of `count` in a folder, of which none is marked yet. */
export async function openTestDesk(
  folder: string,
  { count, places = {} }: { count: number; places?: Marked['places'] },
): Promise<TestDesk & { all: Marked[] }> {
  const all = Array.from({ length: count }, (_, number) => makeMarked(number, places));
  const planned = all.map(({ name, slug }) => ({ name, slug }));
  const about = { startedAtMs: Date.now(), command: 'npx zx lab/grade.mjs class --open' };
  const board = makeBoard({ assignment: firstReceived, rubric, planned, folder, ...about });
  const names = planned.map(({ name }) => name);
  const file = path.join(folder, 'marks.yaml');
  const marks = await openHandMarks(file, { rubric, names, isOptional: true });
  board.setAssigned(marks.get());
  const getName = (slug: string) => planned.find((one) => one.slug === slug)?.name ?? '';
  const changed = () => board.setAssigned(marks.get());
  const server = await serveDesk({
    ...{ planned, folder, getReport: board.getReport, marksFile: 'marks.yaml' },
    forms: listServedForms({}, folder),
    drafts: await openDrafts(folder),
    setMark: ({ slug, ...mark }) => marks.set({ name: getName(slug), ...mark }).then(changed),
    removeMark: ({ slug, criterion }) =>
      marks.remove({ name: getName(slug), criterion }).then(changed),
  });
  const add = (marked: Marked) => {
    board.add(marked);
    server.change();
  };
  return { server, board, marks, all, add };
}

/** Small pages in the place of those of real plays. */
export function writeSmallPage(folder: string, marked: Marked, html: string): void {
  if (marked.page === null) return;
  mkdirSync(path.join(folder, marked.slug), { recursive: true });
  writeFileSync(path.join(folder, marked.page), html);
}
