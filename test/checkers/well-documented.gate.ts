/** well-documented: the share of documented functions, and a comment on top of each file. */
import t from 'tap';
import { findFunctions } from '../../lab/checkers/source-functions.ts';
import { wellDocumented } from '../../lab/checkers/well-documented.ts';
import type { JournalEvent } from '../../lab/model/journal.ts';
import { change, makeJournal, without } from './journal-builder.ts';

const check = (path: string, text: string) =>
  wellDocumented.check(change(makeJournal(), 'source', () => ({ files: [{ path, text }] })));
const list = (path: string, text: string) =>
  findFunctions({ path, text }).map(({ name, documented }) => `${documented ? '+' : '-'}${name}`);

t.test('passes where most functions are documented', async (t) => {
  const found = wellDocumented.check(makeJournal());
  t.match(found, { outcome: 'pass', because: /^6 of 6 functions \(100 %\).*all 3 files open/ });
  const least = '# On top.\n\n# a\ndef a():\n  1\n# b\ndef b():\n  1\n# c\ndef c():\n  1\n';
  const sixty = check('s.py', `${least}x = 1\ndef d():\n  1\n\ndef e():\n  1\n`);
  t.match(sixty, {
    outcome: 'pass',
    because: /^3 of 5 functions .60 %. .*, not d .s.py:13. and e .s.py:16./,
  });
});

t.test('fails where most are not, or a file has no comment on top', async (t) => {
  const half = check('s.py', '# Top.\nx = 1\ndef a():\n  """A."""\n\ndef b():\n  pass\n');
  t.match(half, { outcome: 'fail', because: /^1 of 2 functions \(50 %\) .*not b \(s.py:6\)$/ });
  const headless = check('s.py', 'x = 1\ndef a():\n  """A."""\n');
  t.match(headless, { outcome: 'fail', because: /; s.py opens without a comment$/ });
});

t.test('goes by lines of comment where there are no functions', async (t) => {
  t.match(check('s.py', '# Top.\nx = 1\n'), { outcome: 'pass', because: /^50 % of the lines/ });
  t.equal(check('s.py', `# Top.\n${'x = 1\n'.repeat(12)}`).outcome, 'fail');
});

t.test('asks nothing of the lab’s own programs where others’ play', async (t) => {
  const journal = makeJournal();
  const bare = 'x = 1\ndef a():\n  1\n';
  const source = (role: string, text: string): JournalEvent => {
    const files = text === '' ? [] : [{ path: `${role}.py`, text }];
    return { atNs: 0, witness: 'stage', kind: 'source', role, files };
  };
  const judge = (theirs: readonly string[], texts: Record<string, string>) => {
    const add = (role: string) => (theirs.includes(role) ? { command: `./${role}` } : {});
    const { plan } = journal;
    const clients = plan.clients.map((client) => ({ ...client, ...add(client.role) }));
    const events = Object.entries(texts).map(([role, text]) => source(role, text));
    const server = { ...plan.server, ...add('server') };
    return wellDocumented.check({ plan: { ...plan, server, clients }, events }).outcome;
  };
  const good = '# Top.\n# A.\ndef a():\n  1\n';
  t.equal(judge([], { server: good, X: good }), 'pass');
  t.equal(judge(['server'], { server: bare, X: good }), 'fail', 'theirs is not documented');
  t.equal(judge(['server'], { server: '', X: good }), 'unknown', 'theirs was not found');
  t.equal(judge(['X', 'Y'], { server: good, X: '' }), 'pass', 'ncat has no source');
  t.equal(judge(['X', 'Y'], { server: bare, X: good }), 'pass', 'the server is ours');
});

t.test('is undecided where there is no source, or none that is known', async (t) => {
  const none = without(makeJournal(), ({ kind }) => kind === 'source');
  t.match(wellDocumented.check(none), { outcome: 'unknown', because: 'no source was found' });
  t.equal(check('server.hs', 'main = pure ()').outcome, 'unknown');
});

t.test('finds the functions of each language', async (t) => {
  t.same(
    list(
      's.py',
      'class S:\n  """S."""\n  def __init__(self):\n    pass\n  @x\n  def go(self):\n' +
        '    def inner():\n' +
        '      pass\nasync def run(\n    a,\n):\n    # Runs.\n    pass\n' +
        'text = """\ndef no():\n"""\n',
    ),
    ['+S', '-go', '+run'],
  );
  t.same(
    list(
      's.ts',
      'export function a() {}\n// B.\nexport const b = async (x: number) => x;\nconst c = 1;\n' +
        '/** D. */\nclass D {\n  e() {\n    if (x) {\n    }\n  }\n}\n' +
        'function f() {\n  g(() => {\n  });\n}\n',
    ),
    ['-a', '+b', '+D', '-e', '-f'],
  );
  t.same(
    list(
      's.c',
      'int no(int);\n/* A. */\nstatic int\na(void)\n{\n}\nvoid *b(void *x) {\n  return c(x);\n}\n' +
        'int main() { return 0; } // Starts.\n',
    ),
    ['+a', '-b', '+main'],
  );
  t.same(
    list(
      'S.java',
      '/** S. */\npublic class S {\n  // A.\n  @Override\n  public void a() {\n    go();\n  }\n' +
        '  private static List<String> b(int x,\n      int y) {\n  }\n}\n',
    ),
    ['+S', '+a', '-b'],
  );
  t.same(list('s.go', '// A a.\nfunc A() {\n}\nfunc (s *S) b() {\n}\n'), ['+A', '-b']);
  t.same(list('s.sh', '# Says.\nsay() {\n  echo\n}\nfunction run {\n  :\n}\n'), ['+say', '-run']);
});
