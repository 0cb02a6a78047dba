/**
 * An assignment outside the lab, which can be swept and explored: a server tells its clients, A and
 * B, who spoke first. Its programs are started at their time, and play no series.
 */
const checks = ['names-the-first', 'ran-on-mininet'];
/** From the start of the programs to the first message: two Nodes start in that time. */
const beginMs = 700;

function makeClients(sendA, sendB) {
  return [
    { role: 'A', name: 'Anna', sendMs: sendA },
    { role: 'B', name: 'Ben', sendMs: sendB },
  ];
}

export default (kit) => {
  const namesTheFirst = {
    name: 'names-the-first',
    promise: 'Every client is told whose message the server received first.',
    needs: ['wire'],
    check(journal) {
      const missing = kit.getGap(journal, 'wire');
      if (missing) return { outcome: 'unknown', because: missing.because };
      const all = kit.readConversations(journal);
      const silent = all.find(({ message }) => !message);
      if (silent) return { outcome: 'unknown', because: `${silent.role} sent nothing` };
      const [first] = [...all].sort((a, b) => a.message.completeAtNs - b.message.completeAtNs);
      const wrong = all.find(({ lines }) => lines[0]?.text !== first.role);
      if (!wrong) return { outcome: 'pass', because: `${first.role} was first, and all know it` };
      const told = wrong.lines[0]?.text ?? 'nothing';
      return { outcome: 'fail', because: `${wrong.role} was told ${told}, not ${first.role}` };
    },
  };
  const values = { delayA: [0, 600], delayB: [0, 100], connectB: [0, 50] };
  return {
    name: 'named-first',
    title: 'Who spoke first?',
    clients: ['A', 'B'],
    port: 12_200,
    programs: {
      server: 'server.mjs',
      client: 'client.mjs',
      getClientArguments: ({ port }, { role, sendMs, connectMs }, { serverAddress }) => [
        ...[serverAddress, `${port}`, role, `${sendMs - connectMs}`],
      ],
    },
    scenarios: [
      { name: 'a-first', title: 'A is first', clients: makeClients(beginMs, 2 * beginMs), checks },
    ],
    checkers: [namesTheFirst, kit.ranOnMininet],
    sweep: {
      checks,
      orderCheck: 'names-the-first',
      makeScenario({ gapMs, first }) {
        const later = beginMs + gapMs;
        const [sendA, sendB] = first === 'A' ? [beginMs, later] : [later, beginMs];
        return { title: `${first} is first by ${gapMs} ms`, clients: makeClients(sendA, sendB) };
      },
    },
    explore: {
      values,
      makeScenario(schedule, { limitMs }) {
        const get = (name) => kit.getValue(values, schedule, name);
        const sendA = beginMs + get('delayA');
        const sendB = beginMs + 300 + get('delayB');
        const [a, b] = makeClients(sendA, sendB);
        const clients = [a, { ...b, connectMs: get('connectB') }];
        return { clients, checks, limitMs: Math.max(sendA, sendB) + limitMs };
      },
    },
  };
};
