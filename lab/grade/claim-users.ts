/**
 * Users of the system for one submission, one for its build and one for each of its roles, so that
 * neither two roles nor two submissions that are marked at the same time can signal, trace or read
 * each other, nor use up each other's processes (RLIMIT_NPROC counts by user: getrlimit(2)). None
 * of them has a name.
 */
import { createServer, type Server } from 'node:net';
import { LabError } from '../model/errors.ts';
import type { SubmissionRole } from '../model/submission.ts';

/** Whose programs have a user of their own. */
export type BoxedRole = 'build' | SubmissionRole;

/** The user id of each role; its group has the same number. */
export type Users = Readonly<{ [Role in BoxedRole]?: number }>;

export interface ClaimedUsers {
  users: Users;
  release(): Promise<void>;
}

/** systemd ("Users, Groups, UIDs and GIDs") leaves 60514 to 61183 unused, and so does Debian. */
const firstUser = 60_520;
const maxSets = 165;
/** What an assignment with two clients needs; more roles take further sets. */
const setSize = 4;

/** Throws LabError BOX_LACKS if all are in use. */
export async function claimUsers(roles: readonly BoxedRole[]): Promise<ClaimedUsers> {
  const count = Math.ceil(roles.length / setSize);
  const start = process.pid % maxSets;
  for (let step = 0; step < maxSets; step += 1) {
    const number = (start + step) % maxSets;
    if (number + count > maxSets) continue;
    const locks = await lockNumbers(number, count);
    if (locks === undefined) continue;
    return { users: getUsers(number, roles), release: () => unlock(locks) };
  }
  throw new LabError('BOX_LACKS', `All ${maxSets} sets of users for submissions are in use`, {
    hint: 'Mark fewer at the same time.',
  });
}

/** The users of the sets from one on. */
export function getUsers(number: number, roles: readonly BoxedRole[]): Users {
  const first = firstUser + number * setSize;
  return Object.fromEntries(roles.map((role, index) => [role, first + index]));
}

/** All of them, or none. */
async function lockNumbers(first: number, count: number): Promise<Server[] | undefined> {
  const locks: Server[] = [];
  for (let number = first; number < first + count; number += 1) {
    const lock = await lockNumber(number);
    if (lock === undefined) {
      await unlock(locks);
      return undefined;
    }
    locks.push(lock);
  }
  return locks;
}

async function unlock(locks: readonly Server[]): Promise<void> {
  await Promise.all(locks.map((lock) => new Promise((resolve) => lock.close(resolve))));
}

/** An abstract socket (unix(7)): one process has the name, and it goes with that process. */
function lockNumber(number: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((stranger) => stranger.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(`\0mininet-lab-users-${number}`, () => {
      server.unref();
      resolve(server);
    });
  });
}
