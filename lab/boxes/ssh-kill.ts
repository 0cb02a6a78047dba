/**
 * What stands around a command on a box over SSH. Closing its channel ends only what reads its
 * standard input, and ssh2's signal() does nothing after stdin was closed (FACTS, SSH). So every
 * command carries a tag in its environment, by which another command finds it and all that it
 * started. The same tag tells its output from what a login shell prints on its own.
 */
import { quoteArgument } from './quote.ts';

const variable = 'MININET_LAB_COMMAND';

/** The line that stands before both outputs. */
export function getMark(tag: string): string {
  return `mininet-lab ${tag}`;
}

/** The variable that a command with this tag has in its environment. */
export function getVariable(tag: string): string {
  return `${variable}=${tag}`;
}

/** Stands before every command: the line, and what it may count on, the same as on a local box. */
export function getPreamble(tag: string): string {
  return (
    'LC_ALL=C.UTF-8 LANG=C.UTF-8 ' +
    `PATH=\${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; ` +
    `export LC_ALL LANG PATH; echo ${getMark(tag)}; echo ${getMark(tag)} >&2; `
  );
}

/**
 * A script for a shell that waits for its command: one line, encoded for printf's %b. A shell reads
 * no more than the line of what is not a file (XCU read), so the rest is the command's own input.
 */
export function getWaitScript(tag: string): string {
  const script = `IFS= read -r line && eval "$(printf %b "$line")"`;
  return `${getPreamble(tag)}exec /bin/sh -c ${quoteArgument(script)}`;
}

/**
 * A script that kills the commands with this tag, with their process groups: sshd gives each
 * command one of its own. Repeats while there are any, since one may have forked meanwhile.
 */
export function getKillScript(tag: string, isElevated: boolean): string {
  const sweep = `for turn in 1 2 3 4 5; do
  found=$(grep -ls ${variable}=${tag} /proc/[0-9]*/environ)
  [ -n "$found" ] || exit 0
  for file in $found; do
    pid=\${file#/proc/}; pid=\${pid%/environ}
    kill -s KILL -- "-$pid" 2>/dev/null; kill -s KILL "$pid" 2>/dev/null
  done
done`;
  // What sudo runs belongs to root, and its environment can be read by root only.
  return isElevated ? `sudo -n -- /bin/sh -c ${quoteArgument(sweep)}` : sweep;
}
