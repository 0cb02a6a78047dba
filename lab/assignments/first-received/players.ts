/** Who plays where more than two are asked for: the assignment's X and Y, then Z, and on from A. */

export interface Player {
  role: string;
  name: string;
}

const names = [
  ...['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank', 'Grace', 'Heidi', 'Ivan', 'Judy', 'Kim'],
  ...['Leo', 'Mallory', 'Nina', 'Olivia', 'Peggy', 'Quentin', 'Rupert', 'Sybil', 'Trent', 'Uma'],
  ...['Victor', 'Walter', 'Xenia', 'Yves', 'Zoe'],
];

/** All players, in their order: as many as there are capital letters. */
export const players: readonly Player[] = Array.from(
  'XYZABCDEFGHIJKLMNOPQRSTUVW',
  (role, index) => ({
    role,
    name: names[index] ?? role,
  }),
);

/** The first `count` letters in the order in which they are to send, X or Y in front. */
export function getSendOrder(first: string, count: number): string[] {
  const roles = players.slice(0, count).map(({ role }) => role);
  return [first, ...roles.filter((role) => role !== first)];
}
