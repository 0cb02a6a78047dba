/** The flags of zx lab/sweep.mjs. */
import { type Command, InvalidArgumentError } from 'commander';
import { ranges } from '../model/ranges.ts';
import {
  commandHelp,
  makeCommand,
  makeCommandFlag,
  makeFlag,
  parseInteger,
  parseNumber,
} from './flags.ts';
import { networkFlags, parseMs } from './network-flags.ts';
import { outputFlags } from './output-flags.ts';

export interface SweepFlags {
  gaps: number[];
  repeat: number;
  order: 'x' | 'y' | 'both';
  connectOrder: 'x' | 'y' | 'both';
  clients: number;
  seed: number;
  shard: { index: number; of: number };
  server?: string;
  clientX?: string;
  clientY?: string;
  topology: string;
  switch: 'lxbr' | 'ovs';
  port: number;
  linkDelay?: number;
  linkLoss?: number;
  linkBw?: number;
  box: string[];
  stages?: number;
  strict?: boolean;
  resume?: string | true;
  failFast?: boolean;
  explore?: boolean;
  schedules: number;
  limit?: number;
  json?: boolean;
  csv?: string;
  html?: string;
  quiet?: boolean;
}

/** The command, with every flag and its help. */
export function makeSweepCommand(): Command {
  const command = makeCommand('sweep', 'Plays many timings, and finds the smallest gap that holds.')
    .usage('[flags]')
    .optionsGroup('Timings:')
    .addOption(
      makeFlag('--gaps <list>', 'ms between the two messages')
        .argParser(parseGaps)
        .default([0, 0.1, 1, 2, 5, 10, 50, 500], '0,0.1,1,2,5,10,50,500'),
    )
    .addOption(
      makeFlag('--repeat <number>', 'plays of each gap, order and order of connecting')
        .argParser(parseInteger({ min: 1, max: 100_000 }, 'number'))
        .default(10),
    )
    .addOption(
      makeFlag('--order <who>', 'whose message is meant to be first')
        .choices(['x', 'y', 'both'])
        .default('both'),
    )
    .addOption(
      makeFlag('--connect-order <who>', 'who connects first')
        .choices(['x', 'y', 'both'])
        .default('both'),
    )
    .addOption(
      makeFlag('--clients <number>', 'Z, A, B, … send behind X and Y, each the gap after the last')
        .argParser(parseInteger({ ...ranges.clients, min: 2 }, 'number'))
        .default(2),
    )
    .addOption(
      makeFlag('--seed <number>', 'shuffles the trials; the same seed, the same order')
        .argParser(parseInteger({ min: 0, max: 2 ** 31 - 1 }, 'number'))
        .default(1),
    )
    .addOption(
      makeFlag('--shard <part>', 'play only this part of the trials: 2/5')
        .argParser(parseShard)
        .default({ index: 1, of: 1 }, '1/1'),
    );
  return addPlaces(addExploration(command))
    .optionsGroup('Course:')
    .addOption(makeFlag('--resume [run]', 'go on with a sweep that was cut short (.lab/latest)'))
    .addOption(makeFlag('--fail-fast', 'end with the first trial that fails'))
    .optionsGroup('Output:')
    .addOption(outputFlags.json())
    .addOption(makeFlag('--csv <file>', 'write a line for each trial as well'))
    .addOption(makeFlag('--html <file>', 'write the HTML report with its plot there as well'))
    .addOption(outputFlags.quiet())
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided, 3 the lab was in trouble,' +
        '\n64 a wrong flag or file, 130 interrupted. Messages that came closer than 0.1 ms have no' +
        '\norder, and count as neither. Every flag can come from the environment: LAB_GAPS=1,2.' +
        `\n${commandHelp}`,
    );
}

function addExploration(command: Command): Command {
  return command
    .optionsGroup('Exploration:')
    .addOption(
      makeFlag('--explore', 'search for the smallest schedule that breaks a promise, instead'),
    )
    .addOption(
      makeFlag('--schedules <number>', 'how many are drawn, by the seed')
        .argParser(parseInteger({ min: 1, max: 1_000_000 }, 'number'))
        .default(500),
    )
    .addOption(
      makeFlag('--limit <seconds>', 'search no longer (until all are played)').argParser(
        parseNumber({ min: 1, max: 86_400 }, 'seconds'),
      ),
    );
}

/** What is played, and where: as for a run. */
function addPlaces(command: Command): Command {
  return command
    .optionsGroup('Programs and links:')
    .addOption(makeCommandFlag('--server <cmd>', 'run this instead of our server'))
    .addOption(makeCommandFlag('--client-x <cmd>', 'run this instead of our client X'))
    .addOption(makeCommandFlag('--client-y <cmd>', 'run this instead of our client Y'))
    .addOption(
      makeFlag('--port <number>', 'where the server listens')
        .argParser(parseInteger(ranges.port, 'number'))
        .default(12000),
    )
    .addOption(networkFlags.linkDelay())
    .addOption(networkFlags.linkLoss())
    .addOption(networkFlags.linkBandwidth())
    .optionsGroup('Network:')
    .addOption(networkFlags.topology().default('xy'))
    .addOption(networkFlags.switch().default('lxbr'))
    .addOption(
      makeFlag('--box <where>', 'local, or ssh://user@host:port; again for more boxes')
        .argParser((name: string, before: string[] | undefined) =>
          before === undefined || before === localOnly ? [name] : [...before, name],
        )
        .default(localOnly, 'local'),
    )
    .addOption(
      makeFlag('--stages <number>', 'networks at the same time, on each box').argParser(
        parseInteger({ min: 1, max: 64 }, 'number'),
      ),
    )
    .addOption(makeFlag('--strict', 'explore what earns no points, too; trust no new box'));
}

const localOnly = ['local'];

function parseGaps(text: string): number[] {
  return [...new Set(text.split(',').map((word) => parseMs(word.trim())))];
}

function parseShard(text: string): { index: number; of: number } {
  const [, index = '', of = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new InvalidArgumentError('It takes a part like 2/5.');
}
