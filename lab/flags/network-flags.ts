/** The flags that say what network is played on: the same for every verb that builds one. */
import type { Option } from 'commander';
import { ranges } from '../model/ranges.ts';
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
