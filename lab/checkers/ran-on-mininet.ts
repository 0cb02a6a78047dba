/**
 * Criterion 8: the programs ran on Mininet.
 *
 * pass: the stage says which Mininet built the network; the host of each role has a network
 * namespace of its own (namespaces(7)), which is not the stage's; and on the server's wire each
 * client came from an address of its own host. fail: two roles share a namespace, one has the
 * stage's, or a client came from a foreign address. unknown: the stage said nothing, the capture
 * has a gap, or a client was never seen on the wire.
 */
import { getEvents, type JournalEvent } from '../model/journal.ts';
import { getGap } from '../model/sockets.ts';
import type { Checker, Finding, Journal } from '../model/verdict.ts';
import { joinWords } from '../model/wording.ts';

export const ranOnMininet: Checker = {
  name: 'ran-on-mininet',
  promise: 'Each program runs on a Mininet host of its own, and they meet over its network.',
  needs: ['wire'],
  check(journal: Journal): Finding {
    const { events, plan } = journal;
    const environment = getEvents(events, 'environment').at(-1);
    if (!environment || environment.mininet === '') {
      return { outcome: 'unknown', because: 'the stage did not say which Mininet it ran' };
    }
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const homes = [{ role: 'server', host: plan.server.host }, ...plan.clients];
    const hosts = homes.map(({ role, host }) => ({
      role,
      found: environment.hosts.find((one) => one.role === role || one.name === host),
    }));
    const homeless = hosts.filter(({ found }) => !found).map(({ role }) => role);
    if (homeless.length > 0) {
      const because = `the stage named no host for ${joinWords(homeless)}`;
      return { outcome: 'unknown', because, evidence: [environment] };
    }
    const taken = hosts.filter(
      ({ found }, index) =>
        found?.netns === environment.stageNetns ||
        hosts.some((other, at) => at < index && other.found?.netns === found?.netns),
    );
    if (taken.length > 0) {
      const roles = joinWords(taken.map(({ role }) => role));
      const because = `${roles} had no network namespace of its own`;
      return { outcome: 'fail', because, evidence: [environment] };
    }
    const seen = plan.clients.map(({ role }) => ({
      role,
      first: findFirstFrame(events, role),
      addresses: hosts.find((one) => one.role === role)?.found?.addresses ?? [],
    }));
    const foreign = seen.find(
      ({ first, addresses }) => first && !addresses.map(getBareAddress).includes(first.address),
    );
    if (foreign?.first) {
      const because = `${foreign.role} came from ${foreign.first.address}, not from its host`;
      return { outcome: 'fail', because, evidence: [foreign.first.event, environment] };
    }
    const unseen = seen.filter(({ first }) => !first).map(({ role }) => role);
    if (unseen.length > 0) {
      const because = `nothing from ${joinWords(unseen)} was seen on the server's wire`;
      return { outcome: 'unknown', because, evidence: [environment] };
    }
    const names = joinWords(hosts.map(({ found }) => found?.name ?? ''));
    return {
      outcome: 'pass',
      because: `Mininet ${environment.mininet}: ${names}, each in a network namespace of its own`,
      evidence: [environment, ...seen.flatMap(({ first }) => first?.event ?? [])],
    };
  },
};

/** The first frame that the wire saw from a client, and the address that it came from. */
function findFirstFrame(
  events: readonly JournalEvent[],
  role: string,
): { event: JournalEvent; address: string } | undefined {
  for (const event of events) {
    if (event.kind === 'syn' && event.role === role) {
      return { event, address: getAddress(event.client) };
    }
    if (event.kind === 'datagram' && event.role === role) {
      return { event, address: getAddress(event.from) };
    }
  }
  return undefined;
}

/** "10.0.0.2:41234" and "[fd00::2]:41234" without the port. */
function getAddress(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

/** "10.0.0.2/8" without the length of its prefix. */
function getBareAddress(address: string): string {
  return address.replace(/\/\d+$/, '');
}
