/**
 * Finds the source of the programs of a play, for the criteria that are judged on it (bundles lose
 * their comments). What was not found is said, and is then `unknown`, never a fault.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProgramSource, ProgramSources } from '../model/assignment.ts';
import type { EventOf } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import { findFiles } from './command-names.ts';

const sourceLimitBytes = 1 << 20;
const sourceEndings = /\.(py|js|mjs|cjs|ts|mts|c|cc|cpp|h|hpp|java|go|rb|rs|pl|sh)$/;

/** A `source` entry for each program of the plan; a source that several share is given once. */
export async function readSources(
  root: string,
  plan: Plan,
  ours: ProgramSources,
): Promise<EventOf<'source'>[]> {
  const programs = [
    { role: 'server', own: ours.server, command: plan.server.command },
    ...plan.clients.map(({ role, command }) => ({ role, own: ours.client, command })),
  ];
  const seen = new Set<string>();
  const events: EventOf<'source'>[] = [];
  for (const { role, own, command } of programs) {
    const submitted = command === undefined ? undefined : plan.submission;
    const key = submitted?.sources[role]?.join() ?? command ?? own.entry;
    if (seen.has(key)) continue;
    seen.add(key);
    const found =
      command === undefined
        ? await readOwn(ours.root ?? root, own)
        : submitted
          ? await readSubmitted(submitted, role)
          : await readCommand(command);
    events.push({ atNs: 0, witness: 'stage', kind: 'source', role, ...found });
  }
  return events;
}

type Found = Pick<EventOf<'source'>, 'files' | 'because'>;

async function readOwn(root: string, { entry, sources }: ProgramSource): Promise<Found> {
  const files: Found['files'] = [];
  for (const source of sources) {
    const names = await listSources(path.join(root, source));
    // The entry point first: that is where a reader begins.
    const order = (name: string) => (path.join(source, name) === path.normalize(entry) ? 0 : 1);
    names.sort((a, b) => order(a) - order(b) || a.localeCompare(b));
    for (const name of names) {
      const file = path.join(source, name);
      if (!sourceEndings.test(file)) continue;
      files.push({ path: file, text: await readFile(path.join(root, file), 'utf8') });
    }
  }
  return { files };
}

/** The names below a folder of a program's source, in no order; of a file, an empty one. */
export async function listSources(place: string): Promise<string[]> {
  const facts = await stat(place);
  return facts.isDirectory() ? readdir(place, { recursive: true }) : [''];
}

/** What a submission's program was made from, as lab/grade found it; never what a build left. */
async function readSubmitted(
  { sourceFolder, sources }: NonNullable<Plan['submission']>,
  role: string,
): Promise<Found> {
  const files = await Promise.all(
    (sources[role] ?? []).map(async (name) => {
      return { path: name, text: await readFile(path.join(sourceFolder, name), 'utf8') };
    }),
  );
  if (files.length > 0) return { files };
  const whose = role === 'server' ? 'the server' : role;
  return { files, because: `no source file of ${whose} was found in the submission` };
}

/** The words of a shell command that name readable text files with the ending of a source. */
async function readCommand(command: string): Promise<Found> {
  const files: Found['files'] = [];
  for (const word of new Set(findFiles(command, sourceEndings))) {
    const facts = await stat(word).catch(() => undefined);
    if (!facts?.isFile() || facts.size > sourceLimitBytes) continue;
    const bytes = await readFile(word).catch(() => undefined);
    if (bytes && !bytes.includes(0)) files.push({ path: word, text: bytes.toString('utf8') });
  }
  if (files.length > 0) return { files };
  return { files, because: `no source file is named in the command ${JSON.stringify(command)}` };
}
