/** Kinds of comments: where they stand, and what they say of threads. */
import { explainsThreads } from '../../lab/checkers/explains-threads.ts';
import { wellDocumented } from '../../lab/checkers/well-documented.ts';
import { change, makeJournal } from '../checkers/journal-builder.ts';
import { nameVerdict, showKind } from './show-kind.ts';

const seeDocs = ([path, text]: readonly [string, string]) =>
  wellDocumented.check(change(makeJournal(), 'source', () => ({ files: [{ path, text }] })))
    .outcome;
const code = (line: string, count: number) => `${line}\n`.repeat(count);

showKind('K9', seeDocs, {
  inputs: [
    ['Ruby, above', ['s.rb', `# Hears a client.\ndef hear(c)\n${code('  x c', 30)}end\n`], 'pass'],
    [
      'Go, at the steps',
      [
        's.go',
        `package main\nfunc main() {\n${`  // waits for a client\n${code('  x()', 8)}`.repeat(4)}}\n`,
      ],
      'pass',
    ],
    [
      'Kotlin, KDoc',
      ['S.kt', `/** Hears both clients. */\nfun hear() {\n${code('  x()', 30)}}\n`],
      'pass',
    ],
    [
      'Java, behind lines',
      [
        'S.java',
        `class S {\n  void a() {\n${`    x(); // tells both clients\n${code('    x();', 7)}`.repeat(4)}  }\n}\n`,
      ],
      'pass',
    ],
    [
      'Python, a string above',
      ['s.py', `"""Hears a client."""\ndef hear():\n${code('  x()', 30)}`],
      'pass',
    ],
    [
      'Lua, inside',
      ['s.lua', `local function hear()\n  -- Hears a client.\n${code('  x()', 30)}end\n`],
      'pass',
    ],
  ],
  nearMisses: [
    [
      'code that was put out',
      ['s.rb', `def hear(c)\n${`  # x(c)\n${code('  x c', 8)}`.repeat(4)}end\n`],
      'fail',
    ],
    [
      'rulers',
      ['s.go', `package main\nfunc main() {\n${`  // --------\n${code('  x()', 8)}`.repeat(4)}}\n`],
      'fail',
    ],
    [
      'signs within texts',
      ['S.kt', `fun hear() {\n${code('  x("// no comment at all")', 30)}}\n`],
      'fail',
    ],
  ],
});

const seeReason = ([path, text]: readonly [string, string]) =>
  nameVerdict(
    explainsThreads.check(change(makeJournal(), 'source', () => ({ files: [{ path, text }] }))),
  );

showKind('K10', seeReason, {
  inputs: [
    [
      'in Spanish, for a person',
      [
        's.go',
        '// El servidor necesita un hilo para cada cliente porque leer bloquea y el otro tendría que esperar.\npackage main\n',
      ],
      'pass, for a person',
    ],
    [
      'Python, below a version',
      [
        's.py',
        '__version__ = "1.0"\n__license__ = "none"\nimport socket\n# Threads let the server read from both clients at once.\nrun()\n',
      ],
      'pass',
    ],
    [
      'Rust',
      [
        's.rs',
        'use std::net::TcpListener;\n// A thread for each client is needed because read() blocks.\nfn main() {}\n',
      ],
      'pass',
    ],
    [
      'C#',
      [
        'S.cs',
        'using System;\n/* We need multithreading so that both clients can send at any time. */\nclass S {}\n',
      ],
      'pass',
    ],
    [
      'Go, of goroutines',
      [
        's.go',
        '// Goroutines are needed because Read blocks until that client has spoken.\npackage main\nfunc main() {}\n',
      ],
      'pass',
    ],
    [
      'Ruby, the task and an answer',
      [
        's.rb',
        "# Why do you need multithreading to solve this problem?\n# Answer: otherwise the server would wait for one client and miss the other.\nrequire 'socket'\n",
      ],
      'pass',
    ],
  ],
  nearMisses: [
    [
      'an empty answer',
      [
        's.rb',
        "# Why do you need multithreading to solve this problem?\n# Answer:\nrequire 'socket'\n",
      ],
      'fail',
    ],
    [
      'what the program is',
      ['s.rs', '// A multithreaded TCP server in Rust.\nfn main() {}\n'],
      'fail',
    ],
    [
      'a lock',
      ['S.cs', 'using System;\n// lock, because two threads write the list\nclass S {}\n'],
      'fail',
    ],
  ],
});
