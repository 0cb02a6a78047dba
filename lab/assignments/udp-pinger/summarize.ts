/** What a person wants to know of a play of the pinger: how many, how long, how many were lost. */
import type { Fact } from '../../model/assignment.ts';
import type { Journal } from '../../model/verdict.ts';
import { readExchanges } from './evidence/exchanges.ts';

/** The facts as the wire at the server shows them; none where no ping was seen. */
export function summarize(journal: Journal): Fact[] {
  const { all } = readExchanges(journal);
  if (all.length === 0) return [];
  const times = all.flatMap(({ request, answers: [answer] }) =>
    answer ? [answer.atNs - request.atNs] : [],
  );
  const lost = all.length - times.length;
  const mean = times.reduce((sum, ns) => sum + ns, 0) / times.length;
  const shown = [Math.min(...times), mean, Math.max(...times)].map((ns) => (ns / 1e6).toFixed(3));
  return [
    { label: 'pings', value: `${all.length}` },
    { label: 'answered', value: `${times.length}` },
    { label: 'lost', value: `${Number(((lost / all.length) * 100).toFixed(1))} %` },
    ...(times.length > 0
      ? [{ label: 'min/avg/max', value: `${shown.join('/')} ms at the server` }]
      : []),
  ];
}
