/** The command line that repeats a run, a sweep or a judging, quoted for a shell. */
import { quoteArgument } from '../boxes/quote.ts';

/** `script` is what stands in front of the arguments: "npx zx lab/run.mjs". */
export function describeCommand(script: string, argv: readonly string[]): string {
  return [script, ...argv.map(quoteArgument)].join(' ');
}
