/** Stored shards of a class for tests, as mark-class.ts leaves them; nothing is played. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { assignment as rubric } from '../../lab/assignments/first-received/rubrics/assignment.ts';
import { toMarked } from '../../lab/grade/to-marked.ts';
import type { Marked } from '../../lab/model/class.ts';
import type { Rubric } from '../../lab/model/rubric.ts';
import { dealShard, type Shard } from '../../lab/model/shard.ts';
import { type ClassPart, writeClassHeader, writeMarked } from '../../lab/store/class-store.ts';
import { makeGoodReport } from '../reporters/reports.ts';

const conclusion = {
  ...{ submission: {}, reasons: [], needs: [] },
  sources: { server: [], X: [], Y: [] },
};
const report = makeGoodReport();
const good = toMarked(
  { name: '', outcome: report.outcome, conclusion, flags: [], report },
  { slug: 'x', files: [], wallMs: 1 },
);

export interface ShardFacts {
  shard: Shard;
  names: readonly string[];
  build?: string;
  rubric?: Rubric;
  strict?: boolean;
  /** Those that are not marked. */
  lost?: readonly string[];
  /** The folder in which the command was given. */
  at?: string;
  change?: (marked: Marked) => Partial<Marked>;
}

/** Writes .lab/runs/<name> in a folder, and gives its path. */
export async function writeShard(folder: string, facts: ShardFacts): Promise<string> {
  const { shard, names, build = '1', lost = [], at = folder, change } = facts;
  const run = path.join(folder, '.lab/runs', `shard-${shard.index}`);
  await mkdir(run, { recursive: true });
  const submissions = names.map((name) => {
    return { name, slug: name.toLowerCase(), people: [{ name, id: `${name.length}` }] };
  });
  const part: ClassPart = {
    ...{ shard, build, submissions, host: 'node7', folder: at },
    again: 'node /lab/grade.mjs /class',
  };
  const settings = { rubric: facts.rubric ?? rubric, strict: facts.strict === true };
  await writeClassHeader(run, {
    ...{ version: 1, where: '/class', settings: JSON.stringify(settings), part },
    ...{ startedAt: `2026-01-0${shard.index}T00:00:00.000Z`, command: 'x' },
  });
  for (const { name, slug } of dealShard(submissions, shard)) {
    await mkdir(path.join(run, slug), { recursive: true });
    await writeFile(path.join(run, slug, 'report.html'), `<p>the page of ${name}`);
    if (lost.includes(name)) continue;
    const marked = {
      ...{ ...good, name, slug, page: `${slug}/report.html` },
      directory: `elsewhere/${slug}`,
    };
    await writeMarked(run, { ...marked, ...change?.(marked) });
  }
  return run;
}
