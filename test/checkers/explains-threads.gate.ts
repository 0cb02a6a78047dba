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

t.test('one sentence with the threads and a reason is enough, however it is put', async (t) => {
  const good = [
    'Multithreading is needed because recv() blocks until the client has spoken.',
    'Using threads lets us keep two connections open and read from whichever speaks first.',
    'We use multi-threading. Otherwise the server would block on the first client.',
    'Mulithreading is needed to handle multiple client connections at the same time',
    'Without multithreading the server could only serve one client after the other.',
    'This server forks a process for each client, since reads block and either may speak first.',
    'WHY MULTITHREADING IS NEEDED:\n- each client blocks the server while it waits for it\n',
    'Multithreading is necessary for this assignment because one read would hold up the others.',
  ];
  for (const text of good) {
    const comment = text.split('\n').map((line) => `# ${line}`);
    t.equal(check('s.py', `${comment.join('\n')}\nimport os\n`).outcome, 'pass', text);
  }
});

t.test('what is said of locks and of the end of threads is no reason for them', async (t) => {
  const aside = [
    'a lock is needed because threads write the list at the same time',
    'wait for both threads to finish so that the order of both messages is known',
    'mutex so the threads cannot write to the shared array at the same time',
  ];
  for (const text of aside) {
    t.equal(check('s.py', `import os\n# ${text}\nlock = Lock()\n`).outcome, 'fail', text);
    t.equal(check('s.py', `run()\n# ${text}\nlock = Lock()\n`).outcome, 'fail', text);
  }
  const both = [
    'We need threads because recv blocks and both share one queue of messages',
    'Multithreading is needed so both clients can be handled; a lock keeps the shared list safe',
  ];
  for (const text of both) t.equal(check('s.py', `# ${text}\nrun()\n`).outcome, 'pass', text);
});

t.test('a task that was copied says nothing; its answer does', async (t) => {
  const task = 'At the top of your server code, in a comment explain why you need multithreading';
  const bare = [
    `${task} to solve this problem.`,
    `(9) ${task}\nto solve this problem\nAnswer:`,
    'Why do you need multithreading to solve this problem?\nAnswer:',
    'Why we need multithreading to solve this problem:\n',
    'Explain why threads are needed: TODO',
    'We need multithreading to solve this problem.',
    'Multithreading is required for this assignment.',
    'Multithreaded TCP server. Listens on a port and tells which of two messages came first.',
  ];
  for (const text of bare) t.equal(check('s.c', `/* ${text} */\nint x;\n`).outcome, 'fail', text);
  const answers = [
    `${task} to solve this problem.\nAnswer: recv() blocks, so that one client would hold up all.`,
    'Why do you need multithreading?\nTo let both clients connect and send at the same time.',
    'Q9) Why is multithreading needed?\nA: Because recv() would block and the second would wait.',
  ];
  for (const text of answers) {
    t.equal(check('s.c', `/* ${text} */\nint x;\n`).outcome, 'pass', text);
  }
  const apart =
    '// Why do you need multithreading?\n\n// So that both clients are heard at the same time.\n';
  t.equal(check('S.java', `${apart}class S {}\n`).outcome, 'pass', 'in the next comment');
});

t.test('what does nothing yet may stand before it', async (t) => {
  const [line = ''] = [why.join(' ')];
  const forms: [string, string][] = [
    ['s.py', `__author__ = "A"\n__credits__ = [\n  "A",\n  "B",\n]\nimport os\n# ${line}\nx()\n`],
    [
      's.py',
      `#!/usr/bin/env python3\n# A, May 2020\n\nfrom socket import (\n  a,\n)\n"""${line}"""\n`,
    ],
    ['s.py', `PORT = 5000\nHOST = ''\n# ${line}\ndef main():\n  x()\n`],
    [
      's.c',
      `#include <a.h>\n#define N 2\nint count;\nvoid *serve(void *);\n// ${line}\nint f() {}\n`,
    ],
    ['s.c', `#include <a.h>\nint main(void)\n{\n  /* ${line} */\n  run();\n}\n`],
    ['S.java', `package a;\nimport b.C;\npublic class S {\n  // ${line}\n  int x = f();\n}\n`],
    ['s.go', `package main\nimport (\n  "net"\n)\n// ${line}\nfunc main() {}\n`],
    ['s.php', `<?php\ndeclare(strict_types=1);\n# ${line}\nrun();\n`],
    ['s.rb', `require 'socket'\n=begin\n${why.join('\n')}\n=end\nrun\n`],
    ['s.pl', `#!/usr/bin/perl\nuse strict;\n\n=pod\n\n${line}\n\n=cut\n\nrun();\n`],
    ['s.lua', `local socket = require("socket")\n--[[ ${line} ]]\nrun()\n`],
    ['s.tcl', `package require Thread\n# ${line}\nsocket -server a 1\n`],
    ['server', `#!/usr/bin/env ruby\n# ${line}\nrun\n`],
  ];
  for (const [path, text] of forms) {
    const { outcome, because } = check(path, text);
    t.equal(outcome, 'pass', text);
    t.notMatch(because, /not at the top/, text);
  }
});

t.test('one that stands lower passes where it says the need, and its place is said', async (t) => {
  const low = check('s.py', `run()\n# ${why.join('\n# ')}\n`);
  t.match(low, { outcome: 'pass', because: /^s.py:2-4 .* though not at the top$/ });
  const inside = check('s.c', `int f() {\n  go();\n  /* ${why.join('\n')} */\n}\n`);
  t.equal(inside.outcome, 'pass');
  const step = check(
    's.py',
    'run()\n# start a thread so that both can send at the same time\ngo()\n',
  );
  t.match(step, { outcome: 'unknown', because: /at a step of the code/ });
  const does = check(
    's.py',
    'run()\n"""Let a thread receive the messages of each client."""\ngo()\n',
  );
  t.equal(does.outcome, 'fail', 'what a step does is no reason');
  const plain = check('s.py', 'run()\n# a thread for each of the clients\ngo()\n');
  t.match(plain, { outcome: 'fail', because: /no comment before the first code/ });
});

t.test('fails where it is short or gives no reason; long ones are for a person', async (t) => {
  t.match(check('s.py', '# Uses threads because it must.\n'), {
    outcome: 'fail',
    because: /^s.py:1 \(5 words.*gives no reason$/,
  });
  const bare = check('s.py', '# A thread.\n# A thread.\n# A thread.\n');
  t.match(bare, { outcome: 'fail', because: /gives no reason$/ });
  t.equal(check('s.py', '# My server.\nprint(1)\n').outcome, 'fail');
  const foreign =
    'Threads werden gebraucht, weil der Server sonst auf den einen Client wartet und ' +
    'den anderen nicht hört.';
  // In a language whose reasons are known it passes, and a person reads it all the same.
  const german = check('s.py', `# ${foreign}\nrun()\n`);
  t.match(german, { outcome: 'pass', review: /gives a reason for threads in another language/ });
});

t.test('who explains in another language passes by its words, for a person to read', async (t) => {
  const texts = [
    'El servidor necesita un hilo para cada cliente porque recv() bloquea y el otro tendría que esperar.',
    'Il faut un fil d’exécution pour chaque client, car recv() bloque le serveur pendant ce temps.',
    'Warum braucht man mehrere Threads? Weil readLine() blockiert und der andere sonst nie gehört würde.',
    'Serwer potrzebuje wątku dla każdego klienta, ponieważ recv() czeka i drugi klient nie może mówić.',
  ];
  for (const text of texts) {
    const found = check('s.py', `# ${text}\nrun()\n`);
    t.match(found, { outcome: 'pass', review: /in another language/ }, text);
  }
  const unread = [
    'サーバ は 二つ の クライアント を 同時 に 待つ ので スレッド が 必要 です から です',
    'Este programa recibe mensajes de los clientes y guarda el orden de llegada en una lista común.',
    '¿Por qué hacen falta hilos en este servidor y no basta con un programa normal y sencillo?',
  ];
  for (const text of unread) {
    const found = check('s.py', `# ${text}\nrun()\n`);
    t.match(found, { outcome: 'unknown', because: /language that is not read here/ }, text);
  }
  const none = [
    'El servidor.',
    'Ada Lovelace, Charles Babbage, CS 455, Section 2, Assignment 3, November 2024, TCP Server, Python 3',
    'sock = socket(AF_INET, SOCK_STREAM)\n# sock.bind((host, port))\n# sock.listen(backlog)\n# conn, addr = sock.accept()',
    'a server that waits for messages of clients and says in the end who of them was first',
  ];
  for (const text of none) {
    t.equal(check('s.py', `# ${text}\nrun()\n`).outcome, 'fail', text);
  }
});

t.test('is undecided where there is no source', async (t) => {
  const none = without(makeJournal(), ({ kind }) => kind === 'source');
  t.match(explainsThreads.check(none), { outcome: 'unknown', because: /was not found/ });
  const lost = change(makeJournal(), 'source', () => ({ files: [], because: 'a binary' }));
  t.match(explainsThreads.check(lost), { outcome: 'unknown', because: 'a binary' });
});
