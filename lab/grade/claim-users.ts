/**
 * Users of the system for one submission, one for each of its roles, so that neither two roles nor
 * two submissions that are marked at the same time can signal, trace or read each other, nor use up
 * each other's processes (RLIMIT_NPROC counts by user: getrlimit(2)). None of them has a name.
 */
import { createServer, type Server } from 'node:net';
import { LabError } from '../model/errors.ts';

export const boxedRoles = ['build', 'server', 'X', 'Y'] as const;
export type BoxedRole = (typeof boxedRoles)[number];

/** The user id of each role; its group has the same number. */
export type Users = Readonly<Record<BoxedRole, number>>;

export interface ClaimedUsers {
  users: Users;
  release(): Promise<void>;
}

/** systemd ("Users, Groups, UIDs and GIDs") leaves 60514 to 61183 unused, and so does Debian. */
const firstUser = 60_520;
const mostClaims = 165;

/** Throws LabError BOX_LACKS if all are in use. */
export async function claimUsers(): Promise<ClaimedUsers> {
  const start = process.pid % mostClaims;
  for (let step = 0; step < mostClaims; step += 1) {
    const number = (start + step) % mostClaims;
    const lock = await lockNumber(number);
    if (lock === undefined) continue;
    return {
      users: getUsers(number),
      release: () => new Promise((resolve) => lock.close(() => resolve())),
    };
  }
  throw new LabError('BOX_LACKS', `All ${mostClaims} sets of users for submissions are in use`, {
    hint: 'Mark fewer at the same time.',
  });
}

/** The users of one set. */
export function getUsers(number: number): Users {
  const first = firstUser + number * boxedRoles.length;
  return { build: first, server: first + 1, X: first + 2, Y: first + 3 };
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
