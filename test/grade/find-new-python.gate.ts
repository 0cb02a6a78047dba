/**
 * Python that is newer than this machine's is told from a slip. What is printed is real, of Python
 * 3.9, 3.11 and 3.13 (python.org's); the last test asks the one that is here.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { firstReceived } from '../../lab/assignments/first-received/assignment.ts';
import { concludeSubmission } from '../../lab/grade/conclude.ts';
import { findNewPython, findPythonProbe } from '../../lab/grade/find-new-python.ts';

const texts: Readonly<Record<string, string>> = {
  'a.py': 'd = {"a": 1}\nprint(f"got {d["a"]}")\n',
  'b.py': 'x = ["a"]\nprint(f"{"\\n".join(x)}")\n',
  'c.py': "x = ['a']\nprint(f\"{'\\n'.join(x)}\")\n",
  'd.py': 'type Name = str\n',
  'e.py': 'def first[T](x: list[T]) -> T:\n    return x[0]\n',
  'm.py': 'match x:\n    case 1:\n        pass\n',
  'f.py': 'print("a"\n',
  'g.py': 'print(f"{x")\n',
  'h.py': 'try:\n    pass\nexcept ValueError, KeyError:\n    pass\n',
  'i.py': 'matches = x y\n',
};
const files = Object.entries(texts).map(([path, text]) => ({ path, text, isExecutable: false }));

t.test('what a later version takes is named with the version that has it', (t) => {
  const printed: [string, RegExp][] = [
    ["3.11\na.py:2:f-string: unmatched '['\n", /Python 3\.12 \(a\.py, line 2\).* has 3\.11$/],
    ['3.11\nb.py:2:unexpected character after line continuation character\n', /3\.12/],
    ['3.11\nc.py:2:f-string expression part cannot include a backslash\n', /3\.12/],
    ['3.11\nd.py:1:invalid syntax\n', /3\.12 \(d\.py, line 1\)/],
    ["3.11\ne.py:1:expected '('\n", /3\.12/],
    ['3.9\nm.py:1:invalid syntax\n', /Python 3\.10 .* has 3\.9$/],
  ];
  for (const [text, sentence] of printed) t.match(findNewPython(text, files), sentence, text);
  t.end();
});

t.test('a slip that every version refuses is none of these', (t) => {
  for (const printed of [
    "3.11\nf.py:1:'(' was never closed\n",
    "3.11\ng.py:1:f-string: expecting '}'\n",
    '3.11\nh.py:3:multiple exception types must be parenthesized\n',
    '3.9\ni.py:1:invalid syntax\n',
    "3.13\na.py:2:f-string: unmatched '['\n",
    '3.11\n',
    '',
  ]) {
    t.equal(findNewPython(printed, files), undefined, printed);
  }
  t.end();
});

t.test(
  'the interpreter is asked about the sources of the programs, and runs nothing',
  async (t) => {
    const folder = t.testdir({});
    const own = {
      'server.py': 'import words\ns.bind(("", 5000))\ns.listen(2)\nopen("ran", "w")\nprint("a"\n',
      'words.py': 'BETWEEN = 1\n',
      'other.py': 'print(\n',
    };
    const handed = Object.entries(own).map(([path, text]) => ({ path, text, isExecutable: false }));
    for (const file of handed) await writeFile(path.join(folder, file.path), file.text);
    const probe =
      findPythonProbe(concludeSubmission(handed, undefined, firstReceived), handed) ?? 'false';
    const printed = execFileSync('sh', ['-c', probe], { cwd: folder, encoding: 'utf8' });
    t.match(printed, /^3\.\d+\nserver\.py:\d+:.+\n$/);
    t.equal(findNewPython(printed, handed), undefined);
    const java = [{ path: 'A.java', text: 'class A { void main() {} }', isExecutable: false }];
    t.equal(findPythonProbe(concludeSubmission(java, undefined, firstReceived), java), undefined);
  },
);
