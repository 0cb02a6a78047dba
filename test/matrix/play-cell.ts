/**
 * Plays one cell of the matrix: a fresh clone of what is committed, in a fresh system, through all
 * checks. What each printed is kept in .lab/matrix/<system>-<node>/, and the run where it is red.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { getOwnerMark, isAbandoned } from '../../lab/boxes/owner.ts';
import { root as project } from '../docs/read-docs.ts';
import { cache, getNodeLayer, getNpmCache, getRoot } from './cache.ts';
import { type RunningCell, startCell } from './cell.ts';
import { type CheckResult, judgeCheck, readMarks } from './judge-check.ts';
import { type CommandResult, mustRun } from './run-command.ts';
import { type Cell, type Check, checks, isRefused, nameCell, versions } from './systems.ts';

export interface CellResult {
  /** When it was played: `2026-11-29`. */
  date: string;
  /** As the tools call themselves, by the heads of their columns. */
  versions: Record<string, string>;
  checks: Partial<Record<Check['name'], CheckResult>>;
}

const clone = '/root/mininet-lab';
/** Who was kept from deciding by a busy machine is asked again, so often at most. */
const maxTries = 3;
const shortMs = 120_000;

/** Plays a cell's checks, one after another; those that follow a refusal are left out. */
export async function playCell(cell: Cell, say: (line: string) => void): Promise<CellResult> {
  const [root, layer, npm] = [
    await getRoot(cell.system),
    await getNodeLayer(cell.node),
    await getNpmCache(),
  ];
  const folder = path.join(project, '.lab/matrix', nameCell(cell).replace('/', '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const share = await makeShare();
  let running: RunningCell | undefined;
  try {
    await mustRun(['cp', '-a', npm, path.join(share, 'npm')], { limitMs: shortMs });
    const bundle = path.join(share, 'lab.bundle');
    await mustRun(['git', '-C', project, 'bundle', 'create', bundle, 'HEAD'], {
      limitMs: shortMs,
    });
    const layers = layer === undefined ? [root] : [layer, root];
    running = await startCell({ layers, scratch: path.join(cache, 'mount'), share });
    return await playChecks(cell, running, { folder, share, say });
  } finally {
    await running?.stop();
    await mustRun(['cp', '-a', path.join(share, 'out'), folder], { limitMs: shortMs });
    await rm(share, { recursive: true, force: true });
  }
}

/** A folder that the cell shares with this machine; those of who was killed are removed. */
async function makeShare(): Promise<string> {
  const start = 'share.';
  for (const name of await readdir(cache)) {
    if (!name.startsWith(start)) continue;
    const folder = path.join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (isAbandoned(name.slice(start.length), mtimeMs)) await rm(folder, { recursive: true });
  }
  const share = path.join(cache, `${start}${getOwnerMark()}`);
  await mkdir(path.join(share, 'out'), { recursive: true });
  return share;
}

interface PlayOptions {
  folder: string;
  share: string;
  say: (line: string) => void;
}

async function playChecks(
  cell: Cell,
  running: RunningCell,
  { folder, share, say }: PlayOptions,
): Promise<CellResult> {
  const words = `git clone --quiet /share/lab.bundle ${clone}`;
  const cloned = await running.run(words, { folder: '/', limitMs: shortMs });
  if (cloned.status !== 0) throw new Error(`The lab cannot be cloned there: ${cloned.said}`);
  const result: CellResult = {
    date: new Date().toISOString().slice(0, 10),
    versions: await readVersions(running),
    checks: {},
  };
  for (const check of checks) {
    const log = path.join(folder, `${check.name}.log`);
    let found: CheckResult | undefined;
    for (let tries = 1; tries <= maxTries; tries++) {
      const played = await playCheck(running, check, log);
      const marks = await readFile(path.join(share, 'out/marks.csv'), 'utf8').catch(() => '');
      found = judgeCheck(check, played, { cell, marks: readMarks(marks) });
      if (found.outcome !== 'unknown') break;
    }
    if (!found) continue;
    result.checks[check.name] = found;
    say(`${nameCell(cell)} ${check.name}: ${found.outcome} ${found.because}`);
    if (found.outcome !== 'pass') await keepRun(running, check);
    // A lab that was refused, or not installed, can be asked nothing more.
    if (check.name === 'lab' && (isRefused(cell) || found.outcome === 'fail')) {
      const { status } = await running.run('test -x node_modules/.bin/zx', {
        folder: clone,
        limitMs: shortMs,
      });
      if (status !== 0) break;
    }
  }
  return result;
}

/** Keeps the evidence of what did not pass: the newest run, which goes with the cell otherwise. */
async function keepRun(running: RunningCell, { name }: Check): Promise<void> {
  const newest = `${name === 'rootless' ? '/home/matrix/lab' : clone}/.lab/runs`;
  const command = `cd ${newest} && tar -czf /share/out/${name}.tar.gz "$(ls | tail -n 1)"`;
  await running.run(command, { folder: '/', limitMs: shortMs });
}

async function playCheck(running: RunningCell, check: Check, file: string): Promise<CommandResult> {
  const log = createWriteStream(file, { flags: 'a' });
  const { limitMs } = check;
  try {
    const command = `sh test/matrix/check.sh ${check.name}`;
    const played = await running.run(command, { folder: clone, limitMs, log });
    const said = stripVTControlCharacters(played.said).replaceAll('\r', '');
    return { ...played, said };
  } finally {
    log.end();
  }
}

/** What the cell's tools say of themselves; nothing for one that is not there. */
async function readVersions(running: RunningCell): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, command] of Object.entries(versions)) {
    const { said } = await running.run(command, { folder: '/', limitMs: shortMs });
    const [version] = /\d+(\.\d+)+[\w.~+-]*/.exec(said) ?? [];
    found[name] = version ?? '–';
  }
  return found;
}
