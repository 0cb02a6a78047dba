/**
 * (d) How close two messages may be for the order of their frames still to be that of arrival:
 * X and Y send single bytes 0 to 100 µs apart, and the order of the lab's own capture is held
 * against the order in which one epoll loop found the two sockets ready.
 */
import path from 'node:path';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { getEvents, type JournalEvent } from '../../lab/model/journal.ts';
import type { Plan } from '../../lab/model/plan.ts';
import { getResolutionNs } from '../../lab/model/resolution.ts';
import { type ScenarioInput, scenarioSchema } from '../../lab/model/scenario.ts';
import { besideBusyLoops } from '../box/busy-loops.ts';
import { playTrials, type Row, root } from './harness.ts';

/** Pairs of one play; more are played again on the same network. */
const pairsEach = 4_000;

const networks: Record<string, Pick<ScenarioInput, 'topology' | 'switch'>> = {
  'a Linux bridge': { topology: 'xy', switch: 'lxbr' },
  'Open vSwitch': { topology: 'xy', switch: 'ovs' },
  'a router': { topology: 'routed', switch: 'lxbr' },
};
const addresses: Record<string, readonly string[]> = {
  xy: ['10.0.0.2', '10.0.0.3'],
  routed: ['10.0.2.2', '10.0.2.3'],
};

interface Counted {
  /** Pairs that are closer than 0.1 ms on the wire, and of which both orders are known. */
  pairs: number;
  /** How far apart those were, in ns, that the server found in the other order. */
  contradicted: number[];
  /** From how far apart on, in ns, the lab decides by this capture. */
  resolutionNs: number;
}

/** A row for each network, quiet and beside two busy loops; `pairs` in each of them. */
export async function benchResolution(pairs = 20_000): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [network, scenario] of Object.entries(networks)) {
    for (const loops of [0, 2]) {
      const counted = await besideBusyLoops(loops, () => countPairs(scenario, pairs));
      const farthest = Math.max(0, ...counted.contradicted);
      const us = (ns: number) => (ns / 1_000).toFixed(1);
      const beside = loops === 0 ? 'quiet' : 'beside two busy loops';
      const worst = farthest > 0 ? `, the farthest ${us(farthest)} µs apart` : '';
      rows.push({
        what: `Order of frames against one epoll loop, ${network}, ${beside}: ${counted.pairs} pairs within 0.1 ms`,
        ours: `${counted.contradicted.length} contradicted${worst}`,
        beside: `the lab decides from ${us(counted.resolutionNs)} µs on`,
        promise: 'none so far apart',
        met: counted.pairs > 0 && farthest < counted.resolutionNs,
      });
    }
  }
  return rows;
}

async function countPairs(
  network: Pick<ScenarioInput, 'topology' | 'switch'>,
  pairs: number,
): Promise<Counted> {
  const plans: Plan[] = [];
  for (let left = pairs; left > 0; left -= pairsEach) {
    plans.push(makePlay(network, Math.min(left, pairsEach), plans.length));
  }
  const all: Counted = { pairs: 0, contradicted: [], resolutionNs: 0 };
  for (const { events, trouble } of await playTrials(plans, 1)) {
    if (trouble) throw new Error(trouble.message);
    const counted = compare(events);
    all.pairs += counted.pairs;
    all.contradicted.push(...counted.contradicted);
    all.resolutionNs = Math.max(all.resolutionNs, counted.resolutionNs);
  }
  return all;
}

function makePlay(
  network: Pick<ScenarioInput, 'topology' | 'switch'>,
  pairs: number,
  number: number,
): Plan {
  const start = (file: string) => `/usr/bin/python3 ${path.join(root, 'test/bench', file)}`;
  const client = (role: 'X' | 'Y', name: string) => ({
    ...{ role, name, connectMs: 0 },
    command: `${start('order_sender.py')} ${role} ${pairs} {host}`,
  });
  const limitMs = 60_000;
  const plan = planScenario(
    scenarioSchema.parse({
      ...{ ...network, name: `pairs-${number}`, title: 'Pairs of bytes', limitMs },
      clients: [client('X', 'Alice'), client('Y', 'Bob')],
      server: {
        command: `${start('order_server.py')} ${addresses[network.topology ?? 'xy']?.join(' ')}`,
      },
      checks: ['handshake'],
    }),
  );
  return { ...plan, graceMs: limitMs };
}

/** What the capture says of each pair against what the server found. */
function compare(events: readonly JournalEvent[]): Counted {
  const frames: Record<string, { atNs: number; frame: number }[]> = { X: [], Y: [] };
  for (const { role = '', direction, bytes, atNs, frame } of getEvents(events, 'data')) {
    // Where bytes were sent together, their places are not known apart.
    if (direction === 'to-server') {
      for (let byte = 0; byte < bytes; byte += 1) frames[role]?.push({ atNs, frame });
    }
  }
  const places: Record<string, { place: number; isSure: boolean }[]> = { X: [], Y: [] };
  const found = getEvents(events, 'line').flatMap(({ role, text }) =>
    role === 'server' ? [...text.trim()] : [],
  );
  for (const [place, letter] of found.entries()) {
    places[letter.toUpperCase()]?.push({ place, isSure: letter === letter.toLowerCase() });
  }
  const counted: Counted = {
    pairs: 0,
    contradicted: [],
    resolutionNs: getResolutionNs({ events }),
  };
  for (const [index, x] of (frames.X ?? []).entries()) {
    const y = frames.Y?.[index];
    const [ofX, ofY] = [places.X?.[index], places.Y?.[index]];
    if (!y || !ofX || !ofY || !ofX.isSure || !ofY.isSure || x.frame === y.frame) continue;
    const apartNs = Math.abs(x.atNs - y.atNs);
    if (apartNs >= 100_000) continue;
    counted.pairs += 1;
    if (x.frame < y.frame !== ofX.place < ofY.place) counted.contradicted.push(apartNs);
  }
  return counted;
}
