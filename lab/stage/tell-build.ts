/** What people are told while networks are built: how far a large one is, which hosts it lent. */
import type { BuildRequest, StageEnvironment } from './protocol.ts';
import type { BuildSink } from './sinks.ts';

/** A network is spoken of once it has taken so long, and then as often. */
const sayEveryMs = 5_000;

/** Tells by `say`; each thing once, whatever number of stages build the same. */
export function makeBuildTeller(say: (line: string) => void = () => {}): {
  /** A sink for one build, which begins now. */
  watch(request: BuildRequest): BuildSink;
  /** That the topology knows other names than the plan, if it does. */
  tellLent(request: BuildRequest, environment: StageEnvironment): void;
} {
  let saidAtMs = 0;
  const lent = new Set<string>();
  return {
    watch: ({ topology: { label } }) => {
      const startedAtMs = Date.now();
      return ({ text, done, of }) => {
        const nowMs = Date.now();
        if (nowMs - Math.max(startedAtMs, saidAtMs) < sayEveryMs) return;
        saidAtMs = nowMs;
        const how = of === 0 ? text : `${done} of ${of} steps done, now ${text}`;
        say(`Building the network ${label}: ${how}`);
      };
    },
    tellLent: ({ topology: { label }, roles = [] }, { hosts }) => {
      if (hosts.every(({ lent }) => lent === undefined)) return;
      const places = hosts.map(({ name, lent = name }, index) =>
        index === 0 ? `the server is on ${lent}` : `${roles[index - 1] ?? name} on ${lent}`,
      );
      const line = `Topology ${label} has its own names for hosts: ${places.join(', ')}`;
      if (!lent.has(line)) say(line);
      lent.add(line);
    },
  };
}
