/** explains-threads: a comment at the top of the server that says why. */
import t from 'tap';
import { explainsThreads } from '../../lab/checkers/explains-threads.ts';
import { change, makeJournal, without } from './journal-builder.ts';

const check = (path: string, text: string) =>
  explainsThreads.check(change(makeJournal(), 'source', () => ({ files: [{ path, text }] })));

const why = [
  'Multithreading is needed because recv() blocks: while the server waits for one',
  'client it could not notice that the other spoke first, so each client has a',
  'thread of its own, and the threads share a list under a lock.',
];

t.test('passes in every language, and shows the lines', async (t) => {
  const python = check('server.py', `#!/usr/bin/python\nimport os\n"""\n${why.join('\n')}\n"""\n`);
  t.match(python, { outcome: 'pass', because: /^server.py:3-7 \(40 words: “Multithreading is/ });
  const hashes = check('server.py', `${why.map((line) => `# ${line}`).join('\n')}\nimport os\n`);
  t.match(hashes, { outcome: 'pass', because: /^server.py:1-3 / });
  const c = check('s.c', `#include <stdio.h>\n/*\n * ${why.join('\n * ')}\n */\nint main() {}\n`);
  t.match(c, { outcome: 'pass', because: /^s.c:2-6 / });
  const java = check('S.java', `${why.map((line) => `// ${line}`).join('\n')}\nclass S {}\n`);
  t.equal(java.outcome, 'pass');
  const shell = check('server', `#!/bin/sh\n# ${why.join('\n# ')}\nnc -l 12000\n`);
  t.equal(shell.outcome, 'pass');
  t.equal(check('server.js', `// ${why.join(' ')}\n'use strict';\n`).outcome, 'pass', 'one line');
});

t.test('fails where it is short, gives no reason, or stands too low', async (t) => {
  t.match(check('s.py', '# Uses threads because it must.\n'), {
    outcome: 'fail',
    because: /^s.py:1 \(5 words.* is shorter than 3 lines or 30 words$/,
  });
  const bare = check('s.py', '# A thread.\n# A thread.\n# A thread.\n');
  t.match(bare, { outcome: 'fail', because: /gives no reason$/ });
  const low = check('s.py', `x = 1\n# ${why.join('\n# ')}\n`);
  t.match(low, { outcome: 'fail', because: /no comment before the first code/ });
  t.equal(check('s.py', '# My server.\nprint(1)\n').outcome, 'fail');
});

t.test('is undecided where there is no source', async (t) => {
  const none = without(makeJournal(), ({ kind }) => kind === 'source');
  t.match(explainsThreads.check(none), { outcome: 'unknown', because: /was not found/ });
  const lost = change(makeJournal(), 'source', () => ({ files: [], because: 'a binary' }));
  t.match(explainsThreads.check(lost), { outcome: 'unknown', because: 'a binary' });
});
