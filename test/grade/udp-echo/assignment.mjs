/**
 * A small assignment from outside the lab: a server answers every datagram of its one client, P, in
 * capital letters. The tests of lab/grade mark hand-ins by it.
 */
export default ({ getEvents, getGap, ranOnMininet }) => {
  const readDatagrams = ({ events, plan }) => {
    const all = getEvents(events, 'datagram').filter(({ role }) => role === 'P');
    const isServer = (endpoint) => endpoint.endsWith(`:${plan.port}`);
    return {
      sent: all.filter(({ to }) => isServer(to)),
      answers: all.filter(({ from }) => isServer(from)),
    };
  };
  const judge = (find) => (journal) => {
    const gap = getGap(journal, 'wire');
    if (gap) return { outcome: 'unknown', because: gap.because, evidence: [gap] };
    const { sent, answers } = readDatagrams(journal);
    const problem = find(sent, answers);
    const because = problem ?? `${sent.length} datagrams, ${answers.length} answers`;
    return { outcome: problem ? 'fail' : 'pass', because, evidence: [...sent, ...answers] };
  };
  const asksThrice = {
    name: 'asks-thrice',
    promise: 'The client sends three datagrams to the server.',
    needs: ['wire'],
    check: judge((sent) => (sent.length === 3 ? undefined : `${sent.length} datagrams were sent`)),
  };
  const answersAll = {
    name: 'answers-all',
    promise: 'The server answers every datagram.',
    needs: ['wire'],
    check: judge((sent, answers) =>
      sent.length > 0 && answers.length === sent.length
        ? undefined
        : `${answers.length} answers to ${sent.length} datagrams`,
    ),
  };
  const inCapitals = {
    name: 'in-capitals',
    promise: 'Every answer is what was sent, in capital letters.',
    needs: ['wire'],
    check: judge((sent, answers) => {
      const texts = sent.map(({ text }) => text.toUpperCase());
      const wrong = answers.find(({ text }) => !texts.includes(text));
      if (answers.length === 0) return 'there was no answer';
      return (
        wrong && `the answer ${JSON.stringify(wrong.text)} was sent by nobody in small letters`
      );
    }),
  };
  return {
    name: 'udp-echo',
    title: 'Does the server answer every datagram in capital letters?',
    clients: ['P'],
    port: 12001,
    programs: { server: 'server.mjs', client: 'client.mjs' },
    scenarios: [
      {
        name: 'three',
        title: 'Three datagrams, one after the other',
        clients: [{ role: 'P', name: 'Ping' }],
        checks: ['asks-thrice', 'answers-all', 'in-capitals', 'ran-on-mininet'],
        limitMs: 8_000,
      },
    ],
    checkers: [asksThrice, answersAll, inCapitals, ranOnMininet],
    rubrics: [
      {
        name: 'echo',
        title: 'The marks of the echo',
        criteria: [
          { id: 1, title: 'The client asks', points: 30, checks: ['asks-thrice'] },
          { id: 2, title: 'The server answers', points: 30, checks: ['answers-all'] },
          { id: 3, title: 'In capitals', points: 40, checks: ['in-capitals'] },
        ],
      },
      {
        name: 'answers',
        title: 'The answers alone',
        criteria: [{ id: 1, title: 'The server answers', points: 10, checks: ['answers-all'] }],
      },
    ],
    discover: {
      transport: 'udp',
      answers: [{ asks: /count|how many|times/i, says: '3' }],
    },
    marking: {
      server: { checks: ['answers-all', 'in-capitals'] },
      clients: { checks: ['asks-thrice'] },
    },
  };
};
