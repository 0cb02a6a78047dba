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
  t.match(found, { outcome: 'pass', because: /^6 of 6 functions \(100 %\)/ });
  const rows = 'x()\n'.repeat(30);
  const least = '# a\ndef a():\n  1\n# b\ndef b():\n  1\n# c\ndef c():\n  1\n';
  const sixty = check('s.py', `${least}${rows}def d():\n  1\n\ndef e():\n  1\n`);
  t.match(sixty, {
    outcome: 'pass',
    because: /^3 of 5 functions .60 %. .*, not d .s.py:40. and e .s.py:43.; 6 % of the lines/,
  });
});

t.test('comments at the steps are as good', async (t) => {
  const python = `${'x()\n'.repeat(9)}# sends\nx()\ndef a():\n  1\ndef b():\n  1\n# hears\nx()\n`;
  t.match(check('s.py', python), { outcome: 'pass', because: /^0 of 2 functions.*; 11 % of/ });
  const c = `int f() {\n${'  x();\n'.repeat(9)}  x(); // sends\n}\n`;
  t.equal(check('s.c', c).outcome, 'pass');
  const tcl = `# Opens.\nset s [socket h 1]\n${'puts x\n'.repeat(7)}`;
  t.equal(check('s.tcl', tcl).outcome, 'pass');
});

t.test(
  'fails where there is too little of both, and leaves to a person what is between',
  async (t) => {
    const rows = 'x()\n'.repeat(30);
    const none = check('s.py', `${rows}def a():\n  pass\n\ndef b():\n  pass\n`);
    t.match(none, {
      outcome: 'fail',
      because: /^0 of 2 functions \(0 %\) .* and b \(s.py:34\); 0 %/,
    });
    const few = check('s.py', `${rows}def a():\n  """A."""\n\ndef b():\n  pass\n`);
    t.match(few, { outcome: 'fail', because: /^1 of 2 functions.*; 2 %/ });
    const half = check('s.py', `${rows}# waits\ndef a():\n  """A."""\n\ndef b():\n  pass\n`);
    t.match(half, { outcome: 'unknown', because: /^1 of 2 functions.*neither clearly/ });
    // What is no comment in all but its sign.
    const putOut = `${'# print(x)\n# x = 1;\n# ------\n'.repeat(5)}${rows}`;
    t.equal(check('s.py', putOut).outcome, 'fail', 'code that was put out, and lines');
    const header = `# ${'Why threads are needed.\n# '.repeat(9)}\n${rows.repeat(3)}`;
    t.equal(check('s.py', header).outcome, 'fail', 'a long one at the top, and none at the steps');
    const alone = `int main() {\n  // sends\n${'  x();\n'.repeat(90)}}\n`;
    t.equal(check('s.c', alone).outcome, 'pass', 'on top of a function');
    const lost = `int main() {\n  y();\n  // sends\n${'  x();\n'.repeat(90)}}\n`;
    t.equal(check('s.c', lost).outcome, 'fail', 'one comment for 90 lines');
  },
);

t.test('no file is judged alone', async (t) => {
  const journal = (files: { path: string; text: string }[]) =>
    wellDocumented.check(change(makeJournal(), 'source', () => ({ files })));
  const server =
    'def a():\n  global x\n  # Hears.\n  x()\n"""Says which was first."""\ndef b():\n  x()\n';
  const files = [
    { path: 's.py', text: server },
    { path: 'c.py', text: 'x()\n'.repeat(15) },
  ];
  t.match(journal(files), { outcome: 'pass', because: /^2 of 2 functions/ });
  t.equal(journal(files.slice(1)).outcome, 'fail');
});

t.test('goes by lines of comment where there are no functions', async (t) => {
  t.match(check('s.py', '# Top.\nx = 1\n'), { outcome: 'pass', because: /^50 % of the lines/ });
  t.equal(check('s.py', `# Top.\n${'x = 1\n'.repeat(12)}`).outcome, 'unknown');
  t.equal(check('s.py', `# Top.\n${'x = 1\n'.repeat(30)}`).outcome, 'fail');
});

t.test('asks nothing of the lab’s own programs where others’ play', async (t) => {
  const journal = makeJournal();
  const bare = `${'x = 1\n'.repeat(30)}def a():\n  1\n`;
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
  t.equal(check('server.zz', 'main = pure ()').outcome, 'unknown');
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
  t.same(list('s.pl', '# Says.\nsub say {\n  1;\n}\nsub run { my $n = $#list; }\n'), [
    '+say',
    '-run',
  ]);
  t.same(
    list(
      's.rb',
      '# Says "#{x}".\ndef say\n  1\nend\ndef run(a)\n  x "# no"\nend\ndef c?\n  # C.\n  1\nend\n',
    ),
    ['+say', '-run', '+c?'],
  );
  t.same(
    list(
      's.php',
      '<?php\n/** Says. */\nfunction say() {\n}\n#[A]\nfunction run(): void\n{\n  x();\n}\n',
    ),
    ['+say', '-run'],
  );
  t.same(list('s.tcl', '# Says.\nproc say {a} {\n}\nproc run {} {\n  x #no\n}\n'), [
    '+say',
    '-run',
  ]);
  t.same(
    list('s.lua', '-- Says.\nlocal function say()\nend\nrun = function(a)\n  x("-- no")\nend\n'),
    ['+say', '-run'],
  );
  t.same(
    list('s.rs', "/// Says.\npub fn say<'a>(x: &'a str) {\n}\nasync fn run() -> u8 {\n  1\n}\n"),
    ['+say', '-run'],
  );
  t.same(
    list(
      'S.cs',
      '/// <summary>Says.</summary>\n[A]\npublic static void Say()\n{\n}\nprivate int Run(int a) {\n}\n',
    ),
    ['+Say', '-Run'],
  );
  t.same(list('s.kt', '// Says.\nfun say() {\n}\nprivate fun run(a: Int): Int {\n}\n'), [
    '+say',
    '-run',
  ]);
  t.same(
    list(
      's.cpp',
      'class S {\n  // Says.\n  void say() {\n  }\n  int run(int a) {\n    if (a) {\n    }\n  }\n};\n',
    ),
    ['+say', '-run'],
  );
});
