/** The assignments that the lab comes with. To add one: a folder beside this, and an entry here. */
import type { Assignment } from '../model/assignment.ts';
import type { Outline } from '../model/outline.ts';
import { outline as firstReceived } from './first-received/outline.ts';
import { outline as udpPinger } from './udp-pinger/outline.ts';

export interface Entry {
  outline: Outline;
  /** What it is made of is loaded once it is asked for. */
  load(): Promise<Assignment>;
}

const entries: readonly Entry[] = [
  {
    outline: firstReceived,
    load: async () => (await import('./first-received/assignment.ts')).firstReceived,
  },
  {
    outline: udpPinger,
    load: async () => (await import('./udp-pinger/assignment.ts')).udpPinger,
  },
];

/** Each by its name. */
export const assignments: ReadonlyMap<string, Entry> = new Map(
  entries.map((entry) => [entry.outline.name, entry]),
);

/** What is played where --assignment names none; what is stored without a name is of it. */
export const usualAssignment = 'first-received';
