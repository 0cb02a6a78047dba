/** --watch: from the save of a scenario without delays, or of a program, to the printed verdict. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getPercentile } from '../../lab/sweep/summarize.ts';
import { type Row, root } from './harness.ts';

const promisedMs = 1500;

/** The median and the worst of so many saves of each kind. */
export async function benchWatch(saves = 7): Promise<Row[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mininet-lab-bench-'));
  try {
    const project = path.join(folder, 'project');
    for (const name of ['lab', 'programs', 'topologies', 'package.json']) {
      await cp(path.join(root, name), path.join(project, name), { recursive: true });
    }
    await symlink(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
    return await measure(folder, project, saves);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, project: string, saves: number): Promise<Row[]> {
  const program = path.join(project, 'programs/server/conversation.ts');
  const source = await readFile(program, 'utf8');
  const scenario = path.join(folder, 'mine.yaml');
  await writeFile(scenario, makeScenario(0));
  const child = spawn(process.execPath, ['project/lab/run.mjs', '--watch', 'mine.yaml'], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const waitForVerdict = makeCounter(child.stdout);
  const waitForWatch = makeCounter(child.stderr);
  const save = async (file: string, text: string, number: number) => {
    const startNs = process.hrtime.bigint();
    // As most editors save: a new file over the old one.
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    await waitForVerdict(/^Logs: /gm, number);
    const ms = Number(process.hrtime.bigint() - startNs) / 1e6;
    await waitForWatch(/; Ctrl-C ends it$/gm, number);
    return ms;
  };
  try {
    await waitForWatch(/; Ctrl-C ends it$/gm, 1);
    const times = { scenario: [] as number[], program: [] as number[] };
    for (let round = 1; round <= saves; round += 1) {
      times.scenario.push(await save(scenario, makeScenario(round), 2 * round));
      times.program.push(await save(program, `${source}// ${round}\n`, 2 * round + 1));
    }
    return Object.entries(times).map(([what, all]) => describe(what, all));
  } finally {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'close');
  }
}

function describe(what: string, times: readonly number[]): Row {
  const median = getPercentile(times, 50);
  return {
    what: `--watch: from the save of a ${what} to the verdict (median of ${times.length})`,
    ours: `${median.toFixed(0)} ms, the slowest ${Math.max(...times).toFixed(0)} ms`,
    beside: 'the scenario sends 50 ms after the epoch',
    promise: `<= ${promisedMs} ms`,
    met: median <= promisedMs,
  };
}

/** Waits until a text that comes has matched so often; rejects if it ends before. */
function makeCounter(stream: NodeJS.ReadableStream | null) {
  let text = '';
  let isEnded = false;
  let wake = () => {};
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  stream?.on('end', () => {
    isEnded = true;
    wake();
  });
  return async (pattern: RegExp, count: number): Promise<void> => {
    while ([...text.matchAll(pattern)].length < count) {
      if (isEnded) throw new Error(`the watch ended: ${text.slice(-500)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

/** Without delays: both send 50 ms after the epoch. The title makes each save a change. */
function makeScenario(round: number): string {
  const clients = [
    { role: 'X', name: 'Alice', sendMs: 50 },
    { role: 'Y', name: 'Bob', sendMs: 50 },
  ];
  const checks = ['handshake', 'both-told-same', 'exact-text', 'clean-end'];
  return JSON.stringify({ name: 'mine', title: `save ${round}`, clients, checks });
}
