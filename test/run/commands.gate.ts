/** What a command names: its words are those of a POSIX shell. */
import t from 'tap';
import { findFiles } from '../../lab/run/commands.ts';

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
  ['cd src && java -jar server.jar', ['server.jar']],
  ['python3 x.py --mode fast', ['x.py']],
  ["sh -c 'exec python3 x.py'", ['x.py']],
  ["sh -c 'python3 x.py; node y.mjs'", ['x.py', 'y.mjs']],
  ['python3 $HOME/x.py', []],
  ['python3 ~/x.py', []],
  ['python3 "$HOME/first try.py"', []],
  ["python3 '$HOME.py'", ['$HOME.py']],
  ['ncat {host} {port}', []],
  ["python3 -c 'import socket'", []],
];

for (const [command, files] of commands) {
  t.test(command, async (t) => t.same(findFiles(command), files));
}
