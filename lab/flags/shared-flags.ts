/** Flags that several verbs have: what network is played on, and the forms of an answer. */
import { InvalidArgumentError, type Option } from 'commander';
import { ranges } from '../model/ranges.ts';
import { parseShard } from '../model/shard.ts';
import { makeFlag, parseNumber } from './flags.ts';

/** A time in ms, of ten minutes at most. */
export const parseMs = parseNumber(ranges.ms, 'ms');

/** Each makes a flag, to which a verb may add its default. */
export const networkFlags = {
  linkDelay: () => makeFlag('--link-delay <ms>', 'on every link').argParser(parseMs),
  linkLoss: () =>
    makeFlag('--link-loss <percent>', 'on every link').argParser(
      parseNumber(ranges.lossPercent, 'percent'),
    ),
  linkBandwidth: () =>
    makeFlag('--link-bw <mbit>', 'Mbit/s, on every link').argParser(
      parseNumber(ranges.bandwidthMbit, 'Mbit/s'),
    ),
  topology: () => makeFlag('--topology <name>', 'xy, routed, or module:Class(args) of Mininet'),
  switch: () => makeFlag('--switch <kind>', 'the kind of switch').choices(['lxbr', 'ovs']),
} satisfies Record<string, () => Option>;

/** Each makes a flag by which a whole is played in parts. */
export const partFlags = {
  shard: (about: string) =>
    makeFlag('--shard <part>', about).argParser((text) => {
      const shard = parseShard(text);
      if (shard) return shard;
      throw new InvalidArgumentError('It takes a part like 2/5.');
    }),
} satisfies Record<string, (about: string) => Option>;

/** Each makes a flag; what a verb says of it in words of its own, it declares itself. */
export const outputFlags = {
  override: () =>
    makeFlag('--override <file>', "a person's marks, shown beside the lab's own (YAML)"),
  json: () => makeFlag('--json', 'one JSON document and nothing else'),
  tap: () => makeFlag('--tap', 'TAP 14'),
  junit: () => makeFlag('--junit <file>', 'write JUnit XML as well'),
  html: () => makeFlag('--html <file>', 'write the HTML report there as well'),
  gradescope: () => makeFlag('--gradescope <file>', "write Gradescope's results.json as well"),
  quiet: () => makeFlag('--quiet', 'print nothing; the exit code tells'),
} satisfies Record<string, () => Option>;
