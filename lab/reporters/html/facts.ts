/** The facts of a run beside its diagram: timings, clocks, gaps in the evidence, the box. */
import { getStayers, readConversations } from '../../model/conversation.ts';
import { type EventOf, getDriftNs, getEvents } from '../../model/journal.ts';
import { getPlannedMessageMs } from '../../model/plan.ts';
import type { RunReport } from '../../model/report.ts';
import { getKernelWitness, getTakenNs } from '../../model/sockets.ts';
import { countWords, describeWireOrder, formatMs } from '../../model/wording.ts';
import { escapeHtml, formatNumber, formatSignedMs, showText } from './markup.ts';

/** What the assignment wants to be shown, and, of connections, planned against measured. */
export function renderMeasured(run: RunReport): string {
  const isTimed = run.plan.transport !== 'udp';
  const items = (run.facts ?? []).map(
    ({ label, value }) => `<dt>${showText(label)}<dd>${showText(value)}`,
  );
  const facts = items.length === 0 ? '' : `<dl class="facts">${items.join('')}</dl>`;
  const note = isTimed || facts !== '' ? '' : '<p class="note">Nothing was measured.</p>';
  const title = isTimed ? 'Planned and measured' : 'Measured';
  const table = isTimed ? renderTimings(run) : '';
  return `<section><h4>${title}</h4>${facts}${table}${note}</section>`;
}

/** Planned against measured, a row for each client and what it was to do. */
function renderTimings(run: RunReport): string {
  const rows = readConversations(run).flatMap(({ role, client, syn, message }) => [
    renderTiming(`${role} connects`, client.connectMs, syn?.atNs),
    renderTiming(`${role}’s message is there`, getPlannedMessageMs(client), message?.completeAtNs),
  ]);
  const { plannedGapMs, wireGapMs } = run.timing;
  if (plannedGapMs !== null) {
    const gapNs = wireGapMs === null ? undefined : Math.round(wireGapMs * 1e6);
    rows.push(renderTiming('from the first message to the last', plannedGapMs, gapNs));
  }
  const label = escapeHtml(run.scenario);
  return `<div class="wide" role="region" tabindex="0" aria-label="Times of ${label}">
<table class="timings"><thead><tr>
<th scope="col">What<th scope="col">Planned<th scope="col">On the wire<th scope="col">Difference
</thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function renderTiming(what: string, plannedMs: number, atNs: number | undefined): string {
  const measured = atNs === undefined ? 'not seen' : `${(atNs / 1e6).toFixed(3)} ms`;
  const difference = atNs === undefined ? '' : formatSignedMs(atNs - plannedMs * 1e6);
  return (
    `<tr><th scope="row">${escapeHtml(what)}<td>${formatNumber(plannedMs)} ms<td>` +
    `${measured.replace('-', '−')}<td>${difference}`
  );
}

/** How far the evidence of this run can be trusted, and what it ran on. */
export function renderEvidence(run: RunReport): string {
  const { events, plan } = run;
  const [environment] = getEvents(events, 'environment');
  const gaps = getEvents(events, 'gap').map(({ of, because }) => `${of}: ${because}`);
  const facts: [string, string][] = [
    ['Gaps in the evidence', gaps.length === 0 ? 'none' : gaps.join('; ')],
    ['Clock drift', describeDrift(getEvents(events, 'clock'))],
    ['Kernel', describeKernel(run)],
    ...describeOrders(run),
    ['Network', `${plan.topology}, ${plan.switch}${describeLinks(run)}, port ${plan.port}`],
    ['Programs', describePrograms(run)],
    ['Ran on', environment ? describeEnvironment(environment) : 'not witnessed'],
    ['Evidence', run.directory],
  ];
  const items = facts.map(([name, value]) => `<dt>${name}<dd>${showText(value)}`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

/** Who was first on the wire, and whose message the server took first from its sockets. */
function describeOrders(run: RunReport): [string, string][] {
  const wire = describeWireOrder(run.timing);
  const taken = getStayers(run)
    .flatMap((one) => {
      const atNs = getTakenNs(run, one);
      return atNs === undefined ? [] : [{ role: one.role, atNs }];
    })
    .sort((a, b) => a.atNs - b.atNs);
  if (wire === null || taken.length < run.timing.wireOrder.length) return [];
  const [first, last] = [taken[0]?.atNs ?? 0, taken.at(-1)?.atNs ?? 0];
  const order = { wireOrder: taken.map(({ role }) => role), wireGapMs: (last - first) / 1e6 };
  const socket = describeWireOrder({ ...order, resolutionMs: 0 });
  return [['Order of arrival', `on the wire ${wire}; taken from the sockets ${socket}`]];
}

/** By how much the wall clock and the monotonic clock moved apart during the play. */
function describeDrift(clocks: readonly EventOf<'clock'>[]): string {
  const start = clocks.find(({ when }) => when === 'start');
  const end = clocks.findLast(({ when }) => when === 'end');
  if (!start || !end) return 'not known: the clocks were not read at both ends';
  const driftNs = getDriftNs(start, end);
  const surelyNs = start.uncertaintyNs + end.uncertaintyNs;
  return (
    `${formatNumber(driftNs / 1000).replace('-', '−')} µs over ` +
    `${formatMs(end.atNs - start.atNs)}, known to ±` +
    `${formatNumber(surelyNs / 1000)} µs`
  );
}

/** How it was a witness: traced, or sampled, and why not traced. */
function describeKernel(run: RunReport): string {
  const [tracing] = getEvents(run.events, 'tracing');
  const [sampling] = getEvents(run.events, 'sampling');
  const kind = getKernelWitness(run);
  if (kind === null) return 'not witnessed';
  if (kind === 'exact') return `exact: it was traced, ${countWords(tracing?.events ?? 0, 'event')}`;
  const looks = sampling
    ? `, ${sampling.samples} times, at most ${formatMs(sampling.longestGapNs)} apart`
    : '';
  return `sampled${looks}${tracing?.because === undefined ? '' : `; ${tracing.because}`}`;
}

function describeLinks({ plan: { links } }: RunReport): string {
  const parts = [
    links.delayMs === undefined ? '' : `${links.delayMs} ms delay`,
    links.lossPercent === undefined ? '' : `${links.lossPercent} % loss`,
    links.bandwidthMbit === undefined ? '' : `${links.bandwidthMbit} Mbit/s`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `, links with ${parts.join(', ')}`;
}

function describePrograms({ plan }: RunReport): string {
  const names = [
    ['server', plan.server.command] as const,
    ...plan.clients.map(({ role, command }) => [role, command] as const),
  ];
  return names.map(([role, command]) => `${role}: ${command ?? 'ours'}`).join('; ');
}

function describeEnvironment({ mininet, kernel, python, hosts }: EventOf<'environment'>): string {
  const places = hosts.map(({ name, lent, role, addresses }) =>
    [lent ?? name, role && `(${role})`, addresses[0]].filter(Boolean).join(' '),
  );
  return `Mininet ${mininet}, Linux ${kernel}, Python ${python}; ${places.join(', ')}`;
}
