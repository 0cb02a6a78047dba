/**
 * A lock between processes: a file that exists while somebody holds it. Node has no flock(2). For
 * sections of a few milliseconds, such as adding a line to the store of host keys.
 */
import { createHash, randomUUID } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { findOwnerState, getOwnerMark, isAbandoned } from './owner.ts';

/** A section takes milliseconds; who waits longer than this should hear of it. */
const limitMs = 20_000;
const pauseMs = 5;

/** Does something while holding the lock. What a dead process left behind is broken. */
export async function withFileLock<Result>(
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const mark = makeMark();
  const deadline = performance.now() + limitMs;
  while (!(await tryLock(file, mark))) {
    await breakStaleLock(file);
    if (performance.now() > deadline) throw new Error(await describeHolder(file));
    await delay(pauseMs * (1 + Math.random()));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** The mark is complete before the lock is seen, since link(2) makes the name in one step. */
async function tryLock(file: string, mark: string): Promise<boolean> {
  const own = `${file}.${mark.replace(' ', '.')}`;
  const handle = await open(own, 'wx', 0o600);
  try {
    await handle.writeFile(mark);
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await handle.close();
    await rm(own, { force: true });
  }
}

/**
 * Removes what a dead process left. Who found the same mark may be late: by then the lock may be
 * held again. So breakers of one mark take turns, by a lock of their own, and look once more: only
 * a breaker removes a dead one's lock, and it is the only breaker.
 */
async function breakStaleLock(file: string): Promise<void> {
  const mark = await readMark(file);
  const facts = await stat(file).catch(() => undefined);
  if (mark === undefined || facts === undefined) return;
  if (!isAbandoned(getOwner(mark), facts.mtimeMs)) return;
  const turn = `${file}.break.${createHash('sha256').update(mark).digest('hex').slice(0, 16)}`;
  if (!(await tryLock(turn, makeMark()))) return;
  try {
    if ((await readMark(file)) === mark) await rm(file, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

async function readMark(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function makeMark(): string {
  return `${getOwnerMark()} ${randomUUID()}`;
}

function getOwner(mark: string): string {
  return mark.split(' ')[0] ?? '';
}

async function describeHolder(file: string): Promise<string> {
  const owner = getOwner((await readMark(file)) ?? '');
  if (findOwnerState(owner) === 'alive') return `${file} is held by process ${parseInt(owner, 10)}`;
  return `${file} is held by a run that cannot be seen from here; remove it if that run is over`;
}
