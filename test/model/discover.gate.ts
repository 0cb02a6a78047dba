/** What an assignment says of its hand-ins: names that lead nowhere, and what is no such data. */
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import {
  discoverSchema,
  findStrayName,
  type MarkingRules,
  markingRulesSchema,
} from '../../lab/model/discover.ts';

t.test('what first-received says is in the schema, and its names are there', async (t) => {
  const { discover, marking } = firstReceived;
  t.same(discoverSchema.parse(discover), discover);
  t.same(markingRulesSchema.parse(marking), marking);
  t.equal(findStrayName(firstReceived), undefined);
});

t.test('a name that leads nowhere is told', async (t) => {
  const tell = (more: object) => findStrayName({ ...firstReceived, ...more });
  t.equal(
    tell({ discover: { words: { Z: ['Zoe'] } } }),
    "its discover has words for 'Z', and it has no such role",
  );
  const close = { scenarios: ['nowhere'], gapMs: 1, plays: 1 };
  const cases: [MarkingRules, RegExp][] = [
    [{ server: { checks: ['handshakes'] } }, /asks for 'handshakes', and no checker/],
    [{ repeated: ['order'] }, /asks for 'order'/],
    [{ sourceChecks: ['source'] }, /asks for 'source'/],
    [{ clients: { checks: [], scenarios: ['nowhere'] } }, /plays 'nowhere', and no scenario/],
    [{ close }, /plays 'nowhere'/],
  ];
  for (const [marking, because] of cases) t.match(tell({ marking }), because);
});

t.test('an expression that remembers where it was is refused', async (t) => {
  const parse = (asks: RegExp) => discoverSchema.safeParse({ answers: [{ asks, says: '3' }] });
  t.ok(parse(/count/i).success);
  t.notOk(parse(/count/g).success);
  t.notOk(discoverSchema.safeParse({ transport: 'sctp' }).success);
});
