/** The assignments that the lab comes with. To add one: a folder beside this, and a line here. */
import type { Assignment } from '../model/assignment.ts';

/** Each by its name; what it is made of is loaded once it is asked for. */
export const assignments: ReadonlyMap<string, () => Promise<Assignment>> = new Map([
  ['first-received', async () => (await import('./first-received/assignment.ts')).firstReceived],
  ['udp-pinger', async () => (await import('./udp-pinger/assignment.ts')).udpPinger],
]);

/** What is played where --assignment names none; what is stored without a name is of it. */
export const usualAssignment = 'first-received';
