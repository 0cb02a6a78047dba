/** What an assignment's file says of sweeps and explorations: taken, or refused with its place. */
import t from 'tap';
import { readAssignment } from '../../lab/model/assignment-schema.ts';

const makeScenario = () => ({ title: 'one', clients: [{ role: 'C', name: 'Cay' }] });
const sweep = { checks: ['said'], orderCheck: 'said', makeScenario };
const explore = { values: { delayC: [0, 5], pauses: [1, 2] }, makeScenario };

function read(more: object) {
  return readAssignment(
    {
      ...{ name: 'echo', title: 'Says it again', clients: ['C'], port: 7_007 },
      programs: { server: 'server.mjs', client: 'client.mjs' },
      scenarios: [
        { name: 'one', title: 'one', checks: ['said'], clients: [{ role: 'C', name: 'Cay' }] },
      ],
      checkers: [
        {
          name: 'said',
          promise: 'It is said.',
          check: () => ({ outcome: 'pass', because: 'it is' }),
        },
      ],
      ...more,
    },
    'my/assignment.mjs',
  );
}

t.test('the least, and what is usual beside it', async (t) => {
  const plain = read({});
  t.notOk('sweep' in plain || 'explore' in plain);
  const assignment = read({ sweep, explore });
  t.match(assignment.sweep, { checks: ['said'], orderCheck: 'said' });
  t.match(assignment.explore, {
    values: explore.values,
    ...{ faultNames: [], robustnessNames: [], deadlineChecks: [], sourceChecks: [] },
  });
});

t.test('what cannot be swept or explored is refused, and where', async (t) => {
  const wrong: readonly [more: object, message: RegExp][] = [
    [{ sweep: { ...sweep, orderCheck: 'heard' } }, /sweep\.orderCheck.*it is one of the checks/],
    [{ sweep: { ...sweep, checks: [] } }, /sweep\.checks/],
    [{ sweep: { ...sweep, makeScenario: {} } }, /sweep\.makeScenario.*it takes a function/],
    [
      { sweep: { ...sweep, checks: ['said', 'heard'] } },
      /its sweep asks for 'heard', and no checker has that name/,
    ],
    [{ explore: { ...explore, values: { delayC: [] } } }, /explore\.values\.delayC/],
    [{ explore: { ...explore, faultNames: ['fault'] } }, /explore\.values.*'fault' has no values/],
    [
      { explore: { ...explore, sourceChecks: ['heard'] } },
      /its explore asks for 'heard', and no checker has that name/,
    ],
    [{ explore: { ...explore, tidied: () => [] } }, /explore.*tidied/],
  ];
  for (const [more, message] of wrong) {
    const { message: said } = t.throws(() => read(more), { code: 'ASSIGNMENT_WRONG' }) as Error;
    t.match(said, /^my\/assignment\.mjs: /);
    t.match(said, message);
  }
});
