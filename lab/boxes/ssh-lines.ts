/**
 * What stands around a command on a box over SSH: the tag by which sweep.ts ends it also tells its
 * output from what a login shell prints on its own. Closing its channel ends only what reads its
 * standard input, and ssh2's signal() does nothing after stdin was closed.
 */
import { toolScript } from '../model/tool-environment.ts';
import { quoteArgument } from './quote.ts';

/** The line that stands before both outputs. */
export function getMark(tag: string): string {
  return `mininet-lab ${tag}`;
}

/** Stands before every command: the line, and what it may count on, the same as on a local box. */
export function getPreamble(tag: string): string {
  return (
    toolScript +
    `PATH=\${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; ` +
    `export PATH; echo ${getMark(tag)}; echo ${getMark(tag)} >&2; `
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
