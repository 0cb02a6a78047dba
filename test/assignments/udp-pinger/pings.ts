/**
 * Literal journals of the pinger: a play in which all is right, of which a test changes one thing.
 * Ten pings, one every 100 ms; the third, the fifth and the last get no answer within 80 ms.
 */
import { planScenario } from '../../../lab/assignments/udp-pinger/plan.ts';
import { scenarios } from '../../../lab/assignments/udp-pinger/scenarios/index.ts';
import { type JournalEvent, sortEvents } from '../../../lab/model/journal.ts';
import type { Plan } from '../../../lab/model/plan.ts';
import { type ScenarioInput, scenarioSchema } from '../../../lab/model/scenario.ts';
import type { Journal } from '../../../lab/model/verdict.ts';
import { makeStage, toNs } from '../../checkers/journal-stage.ts';

/** One ping: when it came, what answered it and when, and the line that was printed of it. */
export interface Ping {
  atMs: number;
  text: string;
  answers: { atMs: number; text: string; to?: string }[];
  printed: string;
}

export const [client, server] = ['10.0.0.2:40001', '10.0.0.1:12001'];
const lost = [3, 5, 10];

export const options = { pings: 10, intervalMs: 100, timeoutMs: 80, share: 0.3, seed: 5 };

/** The plan of a scenario, with these options and changes of it. */
export function makePlan(change: Partial<ScenarioInput> = {}, name = 'usual'): Plan {
  const scenario = scenarios.find((one) => one.name === name);
  return planScenario(scenarioSchema.parse({ ...scenario, options, ...change }));
}

/** The pings of a right play; each takes 0.2 ms at the server, and 0.5 ms at the client. */
export function makePings(count = 10, isLost = (number: number) => lost.includes(number)): Ping[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const atMs = index * 100;
    const text = `Ping ${number} 12:00:0${index % 10}`;
    const isAnswered = !isLost(number);
    return {
      ...{ atMs, text },
      answers: isAnswered ? [{ atMs: atMs + 0.2, text: text.toUpperCase() }] : [],
      printed: isAnswered ? `Ping ${number}: RTT 0.500 ms` : `Ping ${number}: Request timed out`,
    };
  });
}

export const summary = ['min/avg/max = 0.500/0.500/0.500 ms', 'Loss: 30 %'];

/** The journal of a play; `ends` are the lines at the end. */
export function makeJournal(
  pings: readonly Ping[] = makePings(),
  ends: readonly string[] = summary,
  plan: Plan = makePlan(),
): Journal {
  const endMs = (pings.at(-1)?.atMs ?? 0) + 100;
  let frame = 0;
  const datagram = (atMs: number, from: string, to: string, text: string): JournalEvent => {
    frame += 1;
    const wire = { witness: 'wire', kind: 'datagram', role: 'P' } as const;
    return { ...wire, frame, atNs: toNs(atMs), from, to, text, bytes: text.length };
  };
  const line = (atMs: number, text: string): JournalEvent => {
    const printed = { witness: 'printed', kind: 'line', role: 'P', complete: true } as const;
    return { ...printed, atNs: toNs(atMs), text };
  };
  const events = pings.flatMap(({ atMs, text, answers, printed }) => [
    datagram(atMs, client, server, text),
    ...answers.map((answer) => datagram(answer.atMs, server, answer.to ?? client, answer.text)),
    ...(printed === '' ? [] : [line((answers[0]?.atMs ?? atMs + 80) + 0.3, printed)]),
  ]);
  const last = ends.map((text) => line(endMs, text));
  return { plan, events: sortEvents([...makeStage(plan, endMs + 10), ...events, ...last]) };
}

/** The machine stood still for so long, until then. */
export function makeStandstill(atMs: number, lateMs: number): JournalEvent {
  const [atNs, lateNs] = [toNs(atMs), toNs(lateMs)];
  return { witness: 'kernel', kind: 'blind', atNs, previousAtNs: atNs - lateNs, lateNs };
}

/** The pings with one of them changed, by its number. */
export function changePing(number: number, edit: (ping: Ping) => Partial<Ping>): Ping[] {
  return makePings().map((ping, index) =>
    index + 1 === number ? { ...ping, ...edit(ping) } : ping,
  );
}
