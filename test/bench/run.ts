/**
 * `make bench`: measures what the lab promises and writes the table of test/bench/README.md and
 * test/bench/results.json. Names as arguments measure only those: make bench ARGS="start stagger".
 * With the word small all is done a few times only, to see that it can be, and nothing is written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { benchCapture } from './capture.bench.ts';
import { benchChat } from './chat.bench.ts';
import { benchGrade } from './grade.bench.ts';
import { benchGrowth } from './growth.bench.ts';
import { type Row, root } from './harness.ts';
import { benchScenario, benchStagger, benchStart } from './lab.bench.ts';
import { benchOlder } from './older.bench.ts';
import { benchResolution } from './resolution.bench.ts';
import { benchSsh } from './ssh.bench.ts';
import { benchSweep } from './sweep.bench.ts';
import { benchTruth } from './truth.bench.ts';
import { benchVerdicts } from './verdicts.bench.ts';
import { benchWatch } from './watch.bench.ts';

const small = process.argv.includes('small');
/** How much is done: as a rule what a bench itself says. */
const some = (count: number) => (small ? count : undefined);

const benches: Record<string, () => Promise<Row[]>> = {
  start: () => benchStart(some(2)),
  scenario: () => benchScenario(some(1)),
  watch: () => benchWatch(some(1)),
  stagger: () => benchStagger(some(4)),
  verdicts: () => benchVerdicts(some(16)),
  older: () => benchOlder(some(1)),
  truth: () => benchTruth(some(2), small ? [0] : undefined),
  resolution: () => benchResolution(some(400)),
  growth: () => benchGrowth(some(1)),
  sweep: benchSweep,
  ssh: () => benchSsh(),
  capture: () => benchCapture(some(5)),
  chat: () => benchChat(some(1)),
  grade: () => benchGrade(some(1), small ? ['python-select', 'wrong-constant'] : undefined),
};

const readme = path.join(root, 'test/bench/README.md');
const results = path.join(root, 'test/bench/results.json');
const [open, close] = ['<!-- generated: bench -->', '<!-- end -->'];

const named = process.argv.slice(2).filter((word) => word !== 'small');
const unknown = named.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`bench: no ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(64);
}
const measured = JSON.parse(await readFile(results, 'utf8').catch(() => '{}')) as Record<
  string,
  Row[]
>;
for (const name of named.length > 0 ? named : Object.keys(benches)) {
  console.error(`bench: ${name}`);
  const rows = (await benches[name]?.()) ?? [];
  measured[name] = rows;
  for (const row of rows) console.log(formatRow(row));
}
if (small) process.exit();
await writeFile(results, `${JSON.stringify(measured, null, 2)}\n`);
const table = [
  `Measured on ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), Node ${process.version}.`,
  '',
  '| What | Ours | Beside it, in the same run | Promise | Kept |',
  '| --- | --- | --- | --- | --- |',
  ...Object.values(measured).flat().map(formatRow),
].join('\n');
const text = await readFile(readme, 'utf8');
const [before = '', rest = ''] = text.split(open);
const after = rest.slice(rest.indexOf(close));
await writeFile(readme, `${before}${open}\n${table}\n${after}`);
process.exitCode = Object.values(measured)
  .flat()
  .every(({ met }) => met !== false)
  ? 0
  : 1;

function formatRow({ what, ours, beside, promise = '', met }: Row): string {
  const kept = met === undefined ? '' : met ? 'yes' : 'no';
  return `| ${[what, ours, beside, promise, kept].join(' | ')} |`;
}
