/** Marks hand-ins of strangers as one class, and holds each cell against a person's mark. */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { differs, extras, type Fair, fair, strangers } from '../strangers/table.ts';
import { markingSchema } from './grade-corpus.ts';
import { root, runLab, slowMachineMs } from './lab-command.ts';

type Marked = ReturnType<typeof markingSchema.parse>['submissions'][number];

/** What a machine may lack: nobody's programs are to blame. */
const isLacking = /which this machine does not have/;
/** For some 60 of them on two busy cores, with room. */
const limitMs = 8 * slowMachineMs;
const criteria = Array.from({ length: 10 }, (_, index) => index + 1);

/** Marks these in one command, and compares; `folder` is emptied by whoever made it. */
export async function assertFair(t: Test, names: readonly string[], folder: string): Promise<void> {
  const where = path.join(folder, 'class');
  await mkdir(where);
  for (const name of names) {
    await cp(path.join(strangers, name), path.join(where, name), { recursive: true });
  }
  const command = [process.execPath, path.join(root, 'lab/grade.mjs')];
  const flags = [where, '--json'];
  const { stdout, stderr } = await runLab(flags, { folder, command, limitMs });
  const { submissions } = markingSchema.parse(JSON.parse(stdout));
  t.same(submissions.map(({ name }) => name).sort(), [...names].sort(), `nobody is lost ${stderr}`);
  for (const marked of submissions) {
    const wanted = fair[marked.name];
    if (wanted === undefined) throw new Error(`${marked.name} has no fair marks`);
    if (isLacking.test(marked.because ?? '')) {
      t.comment(`${marked.name}: ${marked.because}`);
      continue;
    }
    for (const id of criteria) assertCell(t, marked, id, getWanted(wanted, id));
    for (const [part, id] of Object.entries(extras)) {
      const isOpen = wanted.extraLook.includes(part);
      assertCell(t, marked, id, isOpen ? 'look' : wanted.extra.includes(part) ? 'yes' : 'no');
    }
  }
}

type Wanted = 'yes' | 'no' | 'look';

function getWanted({ no, look }: Fair, id: number): Wanted {
  if (`${id}` in no) return 'no';
  return `${id}` in look ? 'look' : 'yes';
}

function assertCell(t: Test, { name, grade, because }: Marked, id: number, wanted: Wanted): void {
  const why = differs[name]?.[id];
  const found = grade?.criteria.find((one) => one.id === id);
  // Extra credit that nobody attempted is not among the criteria.
  const outcome = found?.outcome ?? (id > 10 ? 'fail' : 'none');
  const says = `${name}, criterion ${id}: ${found?.because ?? because ?? ''}`;
  if (why !== undefined) t.comment(`${says} (differs: ${why})`);
  // Where a person has to think, whatever the lab says is for a person to see.
  else if (wanted !== 'look') t.equal(outcome, wanted === 'yes' ? 'pass' : 'fail', says);
}
