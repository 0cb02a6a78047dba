/** Which hosts a topology lent that does not know h1, h2, …: told in every form of result. */
import { getEvents, type JournalEvent } from './journal.ts';

/** [role, host's own name] of all who played; empty where the hosts have the plan's names. */
export function getLentHosts(events: readonly JournalEvent[]): [role: string, host: string][] {
  const hosts = getEvents(events, 'environment')[0]?.hosts ?? [];
  if (hosts.every(({ lent }) => lent === undefined)) return [];
  return hosts.map(({ name, role = name, lent = name }) => [role, lent]);
}
