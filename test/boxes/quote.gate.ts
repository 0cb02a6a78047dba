/** Quoting, tried on the real shells of this machine; a login shell is one that unpacks `-c`. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { quoteArgument, quoteCommand, wrapForAnyShell } from '../../lab/boxes/quote.ts';

/** As sshd starts a command: the user's shell with -c and one string. */
function runLine(shell: string, line: string): string {
  return execFileSync(shell, ['-c', line], { encoding: 'utf8' });
}

function isThere(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const hostile = [
  '',
  ' ',
  "'",
  "''\\''",
  '"$HOME" `id` $(id) $' + '{x}',
  '!! !$ !x',
  '\\',
  '\\\\n\\0101',
  'a\nb\n',
  '\t\r\u0001\u007f',
  '~ * ? [a] {b,c} # ; & | < > ( ) ^',
  '%s%d%%',
  'é 👋 \u{10ffff}',
  '-e',
];
const argument = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((text) => !text.includes('\0'));

t.test('a POSIX shell gives every argument back', async (t) => {
  for (const shell of ['/bin/dash', '/bin/bash', '/bin/sh'].filter(isThere)) {
    const ask = (words: string[]) => runLine(shell, quoteCommand(['printf', '%s\\0', ...words]));
    t.equal(ask(hostile), hostile.map((word) => `${word}\0`).join(''), shell);
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 8 }), (words) => {
        return ask(words) === words.map((word) => `${word}\0`).join('');
      }),
      { numRuns: 25 },
    );
  }
});

// Which of them are here differs; the first two are on every Debian.
const loginShells = [
  '/bin/dash',
  '/bin/bash',
  '/usr/bin/zsh',
  '/usr/bin/fish',
  '/usr/bin/tcsh',
  '/bin/csh',
  '/bin/busybox',
  ...(process.env.LAB_TEST_SHELLS?.split(':') ?? []),
];

t.test('a wrapped command means the same in every login shell', async (t) => {
  for (const shell of loginShells.filter(isThere)) {
    const [first = '', ...rest] = shell.endsWith('busybox') ? [shell, 'sh'] : [shell];
    const ask = (words: string[]) => {
      const line = wrapForAnyShell(`exec ${quoteCommand(['printf', '%s\\0', ...words])}`);
      // The text between the outer quotes holds nothing that shells differ on.
      if (/['!\n]|\\[\\']/.test(line.slice(17, -1))) throw new Error(`not safe: ${line}`);
      return execFileSync(first, [...rest, '-c', line], { encoding: 'utf8' });
    };
    t.equal(ask(hostile), hostile.map((word) => `${word}\0`).join(''), shell);
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (words) => {
        return ask(words) === words.map((word) => `${word}\0`).join('');
      }),
      { numRuns: 12 },
    );
  }
});

t.test('input and status go through the wrapping', async (t) => {
  const line = wrapForAnyShell('read word; echo "got $word"; exit 7');
  try {
    execFileSync('/bin/sh', ['-c', line], { input: 'this\n' });
    t.fail('the status is lost');
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: Buffer };
    t.equal(status, 7);
    t.equal(String(stdout), 'got this\n');
  }
});

t.test('what no shell can carry is refused, not cut', async (t) => {
  t.throws(() => quoteArgument('a\0b'), /NUL/);
  t.throws(() => quoteCommand([]), /needs a program/);
  t.throws(() => wrapForAnyShell(`echo ${'\n'.repeat(30_000)}`), /131071 is the most/);
  t.equal(quoteArgument('plain-1.2/x'), 'plain-1.2/x');
  t.equal(runLine('/bin/sh', `${quoteCommand(['a=b', 'c'])} 2>/dev/null; echo $?`), '127\n');
});
