/** The flags of zx lab/sweep.mjs. */
import type { Command } from 'commander';
import type { Assignment } from '../model/assignment.ts';
import { ranges } from '../model/ranges.ts';
import { type Shard, wholeShard } from '../model/shard.ts';
import {
  commandHelp,
  makeCommand,
  makeCommandFlag,
  makeFlag,
  parseInteger,
  parseNumber,
} from './flags.ts';
import { networkFlags, outputFlags, parseMs, partFlags } from './shared-flags.ts';

/** Beside these, `clientX` for each client's role: see `getRoleFlag`. */
export interface SweepFlags {
  assignment?: string;
  gaps: number[];
  repeat: number;
  /** A role in small letters, or `both`, or `all`; absent: the assignment has only one client. */
  order?: string;
  connectOrder?: string;
  /** Absent: as many as the assignment has. */
  clients?: number;
  seed: number;
  shard: Shard;
  server?: string;
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
export function makeSweepCommand(assignment: Assignment): Command {
  const start = makeCommand('sweep', 'Plays many timings, and finds the smallest gap that holds.')
    .usage('[flags]')
    .addOption(
      makeFlag('--assignment <which>', 'a name (run.mjs --list), or the path of one of your own'),
    )
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
    );
  addRoles(start, assignment);
  const command = start
    .addOption(
      makeFlag('--seed <number>', 'shuffles the trials; the same seed, the same order')
        .argParser(parseInteger({ min: 0, max: 2 ** 31 - 1 }, 'number'))
        .default(1),
    )
    .addOption(
      partFlags.shard('play only this part of the trials: 2/5').default(wholeShard, '1/1'),
    );
  return addPlaces(addExploration(command), assignment)
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
        '\n64 a wrong flag or file, 130 interrupted. Messages closer than the capture can' +
        '\ntell have no order, and count as neither. Every flag can come from the environment: LAB_GAPS=1,2.' +
        `\n${commandHelp}`,
    );
}

/** Who is the first, where there are several; how many clients, where more can be added. */
function addRoles(command: Command, { clients, addClients, sweep }: Assignment): void {
  const every = clients.length > 2 ? 'all' : 'both';
  const choices = [...clients.map((role) => role.toLowerCase()), every];
  if (clients.length > 1) {
    command
      .addOption(
        makeFlag('--order <who>', 'whose message is meant to be first')
          .choices(choices)
          .default(every),
      )
      .addOption(
        makeFlag('--connect-order <who>', 'who connects first').choices(choices).default(every),
      );
  }
  if (!addClients) return;
  const further = sweep?.getSendOrder?.(clients[0] ?? '', clients.length + 3) ?? [];
  const who = [...further.slice(clients.length), '…'].join(', ');
  const about = `${who} send behind ${clients.join(' and ')}, each the gap after the last`;
  command.addOption(
    makeFlag('--clients <number>', about)
      .argParser(parseInteger({ ...ranges.clients, min: clients.length }, 'number'))
      .default(clients.length),
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
function addPlaces(command: Command, { clients, port }: Assignment): Command {
  command
    .optionsGroup('Programs and links:')
    .addOption(makeCommandFlag('--server <cmd>', 'run this instead of our server'));
  for (const role of clients) {
    const flag = `--client-${role.toLowerCase()} <cmd>`;
    command.addOption(makeCommandFlag(flag, `run this instead of our client ${role}`));
  }
  return command
    .addOption(
      makeFlag('--port <number>', 'where the server listens')
        .argParser(parseInteger(ranges.port, 'number'))
        .default(port),
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
