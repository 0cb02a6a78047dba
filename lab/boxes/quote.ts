/**
 * Quoting for shells: how the arguments of a command travel through the one string that SSH can
 * carry (RFC 4254, 6.5), whatever login shell unpacks it. lab/boxes/ssh.ts is the user.
 */

/** Linux refuses a single argument of 128 KiB or more (MAX_ARG_STRLEN, execve(2)). */
const longestCommandBytes = 131_071;

const plain = /^[A-Za-z0-9/._:=,+@%-]+$/;

/** One argument for a POSIX shell (XCU 2.2.2): single quotes, with `'` itself as `'\''`. */
export function quoteArgument(argument: string): string {
  if (argument.includes('\0')) {
    throw new RangeError(`no argument of a command can hold a NUL byte: ${show(argument)}`);
  }
  return plain.test(argument) ? argument : quoteAlways(argument);
}

/** A command for a POSIX shell. Its first word is never taken for an assignment. */
export function quoteCommand(argv: readonly string[]): string {
  const [program, ...rest] = argv;
  if (program === undefined || program === '') throw new RangeError('a command needs a program');
  const first = program.includes('=') ? quoteAlways(program) : quoteArgument(program);
  return [first, ...rest.map(quoteArgument)].join(' ');
}

/**
 * A script for /bin/sh as one line that every login shell hands on unchanged: sh, bash, zsh, fish
 * and csh agree on a single-quoted text only as long as it holds no quote, `!`, newline, or
 * backslash before one of these. So all but harmless bytes are written as `\0ooo`, which printf's
 * %b turns back (XCU printf). A variable, `NAME=value` without anything to quote, is there from the
 * shell's first moment on.
 */
export function wrapForAnyShell(script: string, variable = ''): string {
  const environment = variable === '' ? '' : `env ${quoteArgument(variable)} `;
  const line = `exec ${environment}/bin/sh -c 'eval "$(printf %b "${encodeForPrintf(script)}")"'`;
  if (line.length > longestCommandBytes) {
    throw new RangeError(
      `the command takes ${line.length} bytes when quoted; ${longestCommandBytes} is the most`,
    );
  }
  return line;
}

/** A text as one line that printf's %b turns back; nothing in it means anything to a shell. */
export function encodeForPrintf(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), encodeByte).join('');
}

function quoteAlways(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === ' ' || plain.test(character)) return character;
  return `\\0${byte.toString(8).padStart(3, '0')}`;
}

function show(argument: string): string {
  return JSON.stringify(argument.slice(0, 80));
}
