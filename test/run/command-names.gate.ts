/** What a command names, as a POSIX shell reads it: its files, its program, files elsewhere. */
import t from 'tap';
import { findFiles, findProgram, replaceFiles } from '../../lab/run/command-names.ts';

/** A command, and the files that it names. */
const commands: readonly [command: string, files: string[]][] = [
  ["python3 'first try.py'", ['first try.py']],
  ['python3 "first try.py" {port}', ['first try.py']],
  ['python3 first\\ try.py', ['first try.py']],
  ["python3 my' 'server.py", ['my server.py']],
  [`python3 "it's.py"`, ["it's.py"]],
  [`python3 'it'\\''s.py'`, ["it's.py"]],
  ['FOO=1 python3 x.py', ['x.py']],
  ['python3 a.py | tee b.log', ['a.py']],
  ['cd src && java -jar server.jar', ['src/server.jar']],
  ["cd 'my src'; cd lib && node ../a.mjs /b.mjs", ['my src/a.mjs', '/b.mjs']],
  ['(cd src && make); python3 src/x.py', ['src/x.py']],
  ['cd $HOME && python3 x.py /y.py', ['/y.py']],
  ["cd - && sh -c 'python3 x.py'", []],
  ['python3 x.py --mode fast', ['x.py']],
  ["sh -c 'exec python3 x.py'", ['x.py']],
  ["sh -c 'python3 x.py; node y.mjs'", ['x.py', 'y.mjs']],
  ['python3 $HOME/x.py', []],
  ['python3 ~/x.py', []],
  ['python3 "$HOME/first try.py"', []],
  ["python3 '$HOME.py'", ['$HOME.py']],
  // A quoted word is a script only where something runs it as one.
  ["python3 'exec me.py'", ['exec me.py']],
  ["python3 'cd x; y.py'", ['cd x; y.py']],
  ["node 'python3 a.js'", ['python3 a.js']],
  ["timeout 9 python3 'a (1) & <b>.py' -c 'my conf.py'", ['a (1) & <b>.py', 'my conf.py']],
  ["bash -e -o pipefail -c 'cd x; exec python3 y.py | cat'", ['x/y.py']],
  [`/bin/sh -lc "node 'first try.mjs'"`, ['first try.mjs']],
  [`env A=1 sh -c "python3 $HOME/x.py y.py"`, ['y.py']],
  [`su alice -c 'sh -c "python3 x.py"'`, ['x.py']],
  ["eval 'python3 x.py'", ['x.py']],
  [`python3 -c "exec(open('my x.py').read())"`, ['my x.py']],
  ['ncat {host} {port}', []],
  ["python3 -c 'import socket'", []],
];

for (const [command, files] of commands) {
  t.test(command, async (t) => t.same(findFiles(command), files));
}

/** A command, and the program that it starts: null for none, undefined if only the shell knows. */
const programs: readonly [command: string, program: string | null | undefined][] = [
  ["'./my server'", './my server'],
  ['"./my server" {port}', './my server'],
  ['./my\\ server -v', './my server'],
  ["A=1 B='x y' exec './my server'", './my server'],
  ['./server >log 2>&1', './server'],
  ['(cd x && ./server)', 'cd'],
  ['"$HOME/my server"', undefined],
  ['>log ./server', undefined],
  ['2>log ./server', undefined],
  ['serve() { ./server; }; serve', undefined],
  ['{ ./server; }', undefined],
  ['exec -a me ./server', undefined],
  ["''", ''],
  ['', null],
  [' ; ', null],
];

for (const [command, program] of programs) {
  t.test(`the program of ${command}`, async (t) => t.equal(findProgram(command), program));
}

/** A command, and what it is where `first try.py` and `x.py` have places of their own. */
const placed: readonly [command: string, there: string][] = [
  ['python3 x.py x.py --in=y.py', 'python3 /box/x.py /box/x.py --in=y.py'],
  ["python3 'first try.py' {host}", "python3 '/box/first try.py' {host}"],
  ['python3 first\\ try.py', "python3 '/box/first try.py'"],
  ["sh -c 'exec python3 x.py'", "sh -c 'exec python3 /box/x.py'"],
  [`sh -c 'python3 "first try.py"'`, `sh -c 'python3 '\\''/box/first try.py'\\'''`],
  [`sh -c "A=$A python3 'first try.py'"`, `sh -c "A=$A python3 '/box/first try.py'"`],
  ["cd src && python3 x.py '../first try.py'", "cd src && python3 x.py '/box/first try.py'"],
  ["python3 'sh x.py'", "python3 'sh x.py'"],
];

for (const [command, there] of placed) {
  const places = new Map(['first try.py', 'x.py'].map((name) => [name, `/box/${name}`]));
  t.test(`${command} elsewhere`, async (t) => t.equal(replaceFiles(command, places), there));
}
