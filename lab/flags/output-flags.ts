/** The flags that say in which form an answer is given: the same words for every verb. */
import type { Option } from 'commander';
import { makeFlag } from './flags.ts';

/** Each makes a flag; what a verb says of it in words of its own, it declares itself. */
export const outputFlags = {
  json: () => makeFlag('--json', 'one JSON document and nothing else'),
  tap: () => makeFlag('--tap', 'TAP 14'),
  junit: () => makeFlag('--junit <file>', 'write JUnit XML as well'),
  html: () => makeFlag('--html <file>', 'write the HTML report there as well'),
  gradescope: () => makeFlag('--gradescope <file>', "write Gradescope's results.json as well"),
  quiet: () => makeFlag('--quiet', 'print nothing; the exit code tells'),
} satisfies Record<string, () => Option>;
