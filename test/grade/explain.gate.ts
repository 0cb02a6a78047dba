/** --explain of a class: nobody stops another, and the exit code tells what could not be run. */
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import type { SubmissionEntry } from '../../lab/grade/class-entries.ts';
import { explainClass, getExplainedCode } from '../../lab/grade/explain.ts';
import { LabError } from '../../lab/model/errors.ts';
import type { Marking } from '../../lab/model/marking.ts';
import type { Explained } from '../../lab/reporters/marking.ts';
import { corpus } from '../submissions/table.ts';

const entries = ['python-select', 'nowhere', 'c-threads'].map((name): SubmissionEntry => {
  return { name, source: { kind: 'folder', path: path.join(corpus, name) } };
});
const never = () => false;

t.test('what cannot be read, or watched, stops no other', async (t) => {
  const read = await explainClass(entries, firstReceived, { isOver: never });
  t.match(read, [{ conclusion: {} }, { because: /nowhere/ }, { conclusion: {} }]);
  t.equal(getExplainedCode(read), 2);
  const seen: string[] = [];
  const watch = async ({ name, conclusion }: { name: string } & Pick<Marking, 'conclusion'>) => {
    seen.push(name);
    if (name === 'c-threads') throw new LabError('SANDBOX_FAILED', 'no walls');
    return { name, conclusion, flags: [], outcome: 'unknown' as const };
  };
  const all = await explainClass(entries, firstReceived, { watch, isOver: never });
  t.same(seen, ['python-select', 'c-threads']);
  t.match(all, [{ watched: {} }, { because: /nowhere/ }, { because: 'no walls' }]);
  t.equal(getExplainedCode(all), 3, 'that was trouble of the lab');
});

t.test('Ctrl-C ends it', async (t) => {
  const over = await explainClass(entries, firstReceived, { isOver: () => true });
  t.same(over, []);
  const watch = async () => {
    throw new LabError('INTERRUPTED', 'by Ctrl-C');
  };
  const options = { watch, isOver: never };
  await t.rejects(explainClass(entries, firstReceived, options), { code: 'INTERRUPTED' });
});

t.test('the exit code', async (t) => {
  const sources = { server: [], X: [], Y: [] };
  const conclusion = { submission: {}, reasons: [], needs: [], sources };
  const watched: Marking = { name: 'a', conclusion, flags: [], outcome: 'unknown' };
  const refusal = { because: 'it does not build', lastLines: [] };
  const cases: [Explained, number][] = [
    [{ name: 'a', conclusion }, 0],
    [{ name: 'a', conclusion: { ...conclusion, unsupported: 'nothing' } }, 2],
    [{ name: 'a', conclusion, watched }, 0],
    [{ name: 'a', conclusion, watched: { ...watched, outcome: 'fail', refusal } }, 2],
    [{ name: 'a', conclusion, watched: { ...watched, outcome: 'trouble' } }, 3],
    [{ name: 'a', because: 'a password' }, 2],
  ];
  for (const [one, code] of cases) t.equal(getExplainedCode([one]), code, JSON.stringify(one));
});
