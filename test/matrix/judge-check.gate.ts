/** What a check's output means: with real output, and with what only looks right. */
import t from 'tap';
import { judgeCheck, readMarks } from './judge-check.ts';
import { type Cell, type Check, checks, chooseCells } from './systems.ts';

const find = (name: Check['name']): Check => {
  const check = checks.find((one) => one.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return check;
};
const [old, own] = chooseCells(['own']) as [Cell, Cell];

const judge = (name: Check['name'], status: number | null, said: string, cell = own) =>
  judgeCheck(find(name), { status, said, isTimedOut: false }, { cell, marks: [] });

t.test('all points and exit 0 pass; neither alone does', async (t) => {
  const points = '100/100 + 20 extra (⚑ a person should look at 9 and 10 as well)\n';
  t.match(judge('lab', 0, points), { outcome: 'pass', because: '' });
  t.match(judge('ovs', 2, `${points}make: *** [Makefile:17: lab] Error 1\n`), { outcome: 'fail' });
  const fewer = '20/100 (⚑ a person should look)\n';
  t.match(judge('lab', 0, fewer), { outcome: 'fail', because: /^20\/100/ });
  t.match(judge('rootless', 0, '100/100 + 0 extra\n'), { outcome: 'fail' });
  t.match(judge('lab', 0, 'wanted: 100/100 + 20 extra\n'), { outcome: 'fail' });
  t.match(judge('lab', 0, ''), { outcome: 'fail', because: /nothing was said/ });
});

t.test('what the lab leaves undecided is unknown, and trouble of the lab is not', async (t) => {
  const undecided = '90/100, 10 undecided\nmake: *** [Makefile:17: lab] Error 2\n';
  t.match(judge('lab', 2, undecided), { outcome: 'unknown', because: /^90\/100/ });
  const trouble = 'lab: the box lacks Mininet\nmake: *** [Makefile:17: lab] Error 3\n';
  t.match(judge('lab', 2, trouble), { outcome: 'fail', because: /^lab: the box lacks Mininet/ });
});

t.test('a check that was ended by its limit fails', async (t) => {
  t.match(judge('ovs', 124, ''), { outcome: 'fail', because: 'not done after 5 minutes' });
  t.match(judge('ovs', 137, ''), { outcome: 'fail', because: /minutes/ });
});

t.test('an old Node must be told first, in one sentence, and only where it is old', async (t) => {
  const sentence = 'This is Node 18.20.4; the lab needs Node 20.19 or later';
  const said = `lab: ${sentence}\n     Install a newer one.\nmake: *** Error 3\n`;
  t.match(judge('lab', 2, said, old), { outcome: 'refused', because: sentence });
  t.match(judge('lab', 0, said, old), { outcome: 'fail' }, 'it must not succeed');
  t.match(judge('lab', 2, `npm WARN EBADENGINE\n${said}`, old), { outcome: 'fail' });
  t.match(judge('lab', 2, 'SyntaxError: Unexpected token\n', old), { outcome: 'fail' });
  t.match(judge('lab', 2, said, own), { outcome: 'fail' }, 'elsewhere that is a failure');
});

const head = 'name,outcome,criterion 1,total,wrong,not decided,flags';
const row = (name: string, outcome = 'pass', wrong = '') => `${name},${outcome},10,100,${wrong},,`;
const names = ['python-threads', 'c-threads', 'cpp-poll', 'java-threads', 'go-goroutines'];

t.test('each language’s submission must be there and pass', async (t) => {
  const judgeMarks = (rows: readonly string[], status = 0) => {
    const marks = readMarks(`\ufeff${[head, ...rows, ''].join('\r\n')}`);
    const played = { status, said: '', isTimedOut: false };
    return judgeCheck(find('submissions'), played, { cell: own, marks });
  };
  const all = [...names, 'node-events'].map((name) => row(name));
  t.match(judgeMarks(all), { outcome: 'pass' });
  t.match(judgeMarks(names.map((name) => row(name))), {
    outcome: 'fail',
    because: 'Node: not marked',
  });
  const broken = row('node-events', 'fail', '"it does not build: ""x"", y"');
  t.match(judgeMarks([...all.slice(0, -1), broken], 1), {
    outcome: 'fail',
    because: 'Node: fail, it does not build: "x", y',
  });
  t.match(judgeMarks([...all.slice(0, -1), row('node-events', 'unknown')], 2), {
    outcome: 'unknown',
  });
  t.match(judgeMarks(all, 3), { outcome: 'fail' }, 'trouble of the lab besides');
});
