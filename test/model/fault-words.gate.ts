/** The grammar of faults: every example, what may be left out, and how a slip is refused. */
import t from 'tap';
import { planScenario } from '../../lab/assignments/first-received/plan.ts';
import { scenarios } from '../../lab/assignments/first-received/scenarios/index.ts';
import { addFaults } from '../../lab/model/add-faults.ts';
import { faultAliases, faultNames, getFaultKind } from '../../lab/model/fault.ts';
import { FaultError, findMisfit, formatFault, parseFault } from '../../lab/model/fault-words.ts';
import { scenarioSchema } from '../../lab/model/scenario.ts';

t.test('every kind: its example is read, and written so that it is read the same', async (t) => {
  for (const name of faultNames) {
    const fault = parseFault(getFaultKind(name).example);
    t.equal(fault.do, name);
    t.same(parseFault(formatFault(fault)), fault, fault.text);
  }
  for (const [alias, name] of Object.entries(faultAliases)) {
    const example = getFaultKind(name).example.replace(name, alias);
    t.equal(parseFault(example).do, name, example);
  }
});

t.test('units, capitals, spaces and what may be left out', async (t) => {
  const same = (one: string, other: string) => t.same(parseFault(one), parseFault(other), one);
  same('pause server at 0.1s for 300ms', 'PAUSE  Server at 100 for 300');
  same('pause server', 'pause server at 0');
  same('rate to y 64kbit', 'rate to Y 0.064mbit at 0');
  same('delay Y 0.2s', 'delay Y 200 at 0');
  same('burst Y', 'burst Y 100 at 0 for 1000');
  same('take-port', 'take-port server');
  t.match(parseFault('cut from Y at 4'), { direction: 'from', who: 'Y', atMs: 4 });
});

t.test('a slip is refused with what was wanted', async (t) => {
  const slips: [string, RegExp][] = [
    ['explode server', /no fault 'explode'; there are kill, pause/],
    ['kill', /must say whom: server or a client's letter; as in 'kill server at 400'/],
    ['kill nobody at 4', /not 'nobody'/],
    ['half-open server', /a client's letter, not 'server'/],
    ['pause server at soon', /'at' takes ms from 0 to 600000, not 'soon'/],
    ['kill server at 5 for 5', /takes no 'for'/],
    ['pause to server', /takes no 'to'/],
    ['kill X 5 at 4', /takes no number/],
    ['delay Y at 4', /must say how much \(ms\)/],
    ['delay Y 50% at 4', /counts in ms, not '%'/],
    ['loss Y 101%', /from 0 to 100/],
    ['burst Y 1.5', /connections from 1 to 500/],
    ['take-port server at 4', /takes no 'at'/],
    ['pause server whenever', /cannot be read/],
  ];
  for (const [text, wanted] of slips) {
    t.throws(() => parseFault(text), { name: 'FaultError', message: wanted }, text);
  }
  t.throws(() => parseFault(''), FaultError);
});

t.test('a fault names somebody who plays, and starts nobody twice', async (t) => {
  t.equal(findMisfit([parseFault('kill Y')], ['X', 'Y']), null);
  t.match(findMisfit([parseFault('kill Z')], ['X', 'Y']), /names Z, and there are only server, X/);
  const starts = [parseFault('start Y at 1'), parseFault('start Y at 2')];
  t.match(findMisfit(starts, ['X', 'Y']), /started twice/);
});

t.test('in a scenario file a slip has its path; a plan has the faults', async (t) => {
  const input = { ...scenarios.get('x-connects-x-sends'), faults: ['kill Y at 4', 'kill'] };
  const result = scenarioSchema.safeParse(input);
  t.match(result.error?.issues, [{ path: ['faults', 1], message: /must say whom/ }]);
  const right = scenarioSchema.parse({ ...input, faults: ['kill Y at 4'] });
  t.match(planScenario(right).faults, [{ do: 'kill', who: 'Y', atMs: 4 }]);
});

t.test('--fault: what holds whatever happens decides, and nothing earns points', async (t) => {
  const scenario = scenarioSchema.parse(scenarios.get('x-connects-x-sends'));
  t.equal(addFaults(scenario), scenario);
  const faulty = addFaults(scenario, ['kill Y at 4'], ['nobody-hangs', 'another']);
  t.same(faulty.checks, ['nobody-hangs', 'another']);
  t.same(addFaults(scenario, ['kill Y at 4']).checks, ['nobody-hangs']);
  t.ok(faulty.informs.includes('both-told-same'));
  t.equal(faulty.robustness, true);
  t.throws(() => addFaults(scenario, ['kill Q at 4']), { code: 'FLAG_WRONG', message: /names Q/ });
  const links = { ...scenario, links: { bandwidthMbit: 1 } };
  t.throws(() => addFaults(links, ['rate Y 1']), { code: 'FLAG_WRONG', message: /do not go tog/ });
});
