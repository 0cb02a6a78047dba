/**
 * Measures what an exploration takes on each wrong server, and keeps it in test/wrong/explored.json,
 * from where `make docs` writes it into lab/sweep/README.md. A folder is left where one fails.
 *
 *     npx tsx test/box/measure-explored.ts [file of test/wrong …]
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  explored,
  getExploreFlags,
  type Measured,
  measuredFile,
  measuredSchema,
  mostChanges,
} from '../wrong/explored.ts';
import { documentSchema, exploreCommand } from './explore.ts';
import { runLab } from './lab-command.ts';

const limitMs = 400_000;

/** Explores one and gives what it took. Throws where it ended without a document. */
async function measure(row: (typeof explored)[number]): Promise<Measured> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-explored-'));
  await mkdir(path.join(folder, 'bin'));
  const flags = [...getExploreFlags(row), '--json'];
  const options = { folder, command: exploreCommand, limitMs };
  const { stdout, stderr } = await runLab(flags, options);
  let document: ReturnType<typeof documentSchema.parse>;
  try {
    document = documentSchema.parse(JSON.parse(stdout));
  } catch (cause) {
    throw new Error(`${row.file}: no document in ${folder}: ${stderr}`, { cause });
  }
  const { fault, schedules } = document;
  const isRight =
    fault !== null && row.checks.includes(fault.check) && fault.changes.length <= mostChanges;
  if (isRight) await rm(folder, { recursive: true });
  else process.stderr.write(`${row.file}: not as it should be, in ${folder}\n`);
  return {
    file: row.file,
    check: fault?.check ?? null,
    ...{ schedules, foundMs: fault?.foundMs ?? null, totalMs: document.wallMs },
    changes: fault?.changes.map(({ name, value }) => `${name} ${value}`) ?? [],
    ...{ confirmed: fault?.confirmed ?? 0, held: fault?.held ?? 0, plays: fault?.plays ?? 0 },
  };
}

const wanted = process.argv.slice(2);
for (const row of explored) {
  if (wanted.length > 0 && !wanted.includes(row.file)) continue;
  const one = await measure(row);
  process.stdout.write(`${JSON.stringify(one)}\n`);
  const known = measuredSchema.parse(JSON.parse(await readFile(measuredFile, 'utf8')));
  const others = known.filter(({ file }) => file !== one.file);
  const order = explored.map(({ file }) => file);
  const all = [...others, one].sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file));
  await writeFile(measuredFile, `${JSON.stringify(all, null, 2)}\n`);
}
