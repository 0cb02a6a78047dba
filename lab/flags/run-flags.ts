/** The flags of zx lab/run.mjs. */
import { type Command, InvalidArgumentError } from 'commander';
import { FaultError, faultGrammar, parseFault } from '../model/fault-words.ts';
import type { Outline } from '../model/outline.ts';
import { ranges } from '../model/ranges.ts';
import {
  commandHelp,
  makeAssignmentFlag,
  makeCommand,
  makeCommandFlag,
  makeFlag,
  parseInteger,
} from './flags.ts';
import { networkFlags, outputFlags, parseMs } from './shared-flags.ts';

/** Beside these, for each client's role in small letters: see `getRoleFlag`. */
export interface RunFlags {
  assignment?: string;
  linkDelay?: number;
  linkLoss?: number;
  linkBw?: number;
  server?: string;
  clients?: number;
  fault?: string[];
  faults?: 'list';
  topology?: string;
  port?: number;
  switch?: 'lxbr' | 'ovs';
  box?: string;
  stages?: number;
  strict?: boolean;
  watch?: boolean;
  list?: boolean;
  schema?: boolean;
  json?: boolean;
  tap?: boolean;
  junit?: string;
  html?: string;
  gradescope?: string;
  quiet?: boolean;
}

/** Checks a sentence at once, so that it is refused with its flag; more may be given. */
function addFault(text: string, before: string[] | undefined): string[] {
  try {
    return [...(before ?? []), ...text.split(';').map((one) => parseFault(one).text)];
  } catch (error) {
    if (error instanceof FaultError)
      throw new InvalidArgumentError(`It takes ${faultGrammar}: ${error.message}.`);
    throw error;
  }
}

interface RoleFlags {
  delay: number;
  connect: number;
  send: number;
  client: string;
  type: string;
}

/** What a flag of one client says: `--delay-x` of role X. */
export function getRoleFlag<Name extends keyof RoleFlags>(
  flags: object,
  name: Name,
  role: string,
): RoleFlags[Name] | undefined {
  return (flags as Record<string, unknown>)[`${name}${role}`] as RoleFlags[Name] | undefined;
}

/** Whether the flag of a suite is given: `--chat`. */
export function isSuiteAsked(flags: RunFlags, name: string): boolean {
  const key = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return (flags as Record<string, unknown>)[key] === true;
}

/** The command, with every flag and its help. */
export function makeRunCommand(outline: Outline): Command {
  const { clients, port } = outline;
  const start = makeCommand(
    'run',
    "Plays the assignment's scenarios, or those named, on real Mininet.",
  )
    .usage('[flags] [scenario | file.yaml …]')
    .argument('[scenario...]', 'names (see --list), or files with scenarios of your own')
    .addOption(makeAssignmentFlag());
  if (outline.takesTimes) addTimes(start, clients);
  addClientCount(start, outline);
  const command = start
    .optionsGroup('Faults:')
    .addOption(
      makeFlag(
        '--fault <sentence>',
        "what goes wrong: 'pause server at 100 for 300'; repeatable",
      ).argParser(addFault),
    )
    .addOption(makeFlag('--faults <list>', 'list all kinds of faults').choices(['list']))
    .optionsGroup('Links:')
    .addOption(networkFlags.linkDelay())
    .addOption(networkFlags.linkLoss())
    .addOption(networkFlags.linkBandwidth())
    .optionsGroup('Programs:')
    .addOption(makeCommandFlag('--server <cmd>', 'run this instead of our server'));
  for (const role of clients) {
    const flag = `--client-${role.toLowerCase()}`;
    command.addOption(makeCommandFlag(`${flag} <cmd>`, `run this instead of our client ${role}`));
  }
  for (const role of clients) {
    const small = role.toLowerCase();
    const about = `type this at the terminal of --client-${small} when ${role} sends`;
    command.addOption(makeFlag(`--type-${small} <line>`, about));
  }
  return command
    .addOption(
      makeFlag('--port <number>', `where the server listens (${port})`).argParser(
        parseInteger(ranges.port, 'number'),
      ),
    )
    .addOption(
      makeFlag('--strict', 'play for foreign programs what earns no points, too; trust no new box'),
    )
    .optionsGroup('Network:')
    .addOption(networkFlags.topology())
    .addOption(networkFlags.switch())
    .addOption(makeFlag('--box <where>', 'local, ssh://user@host:port, … (the best that is there)'))
    .addOption(
      makeFlag('--stages <number>', 'networks at the same time').argParser(
        parseInteger({ min: 1, max: 64 }, 'number'),
      ),
    )
    .addOption(makeFlag('--watch', 'play again whenever a program or a file that is named changes'))
    .optionsGroup('Output:')
    .addOption(outputFlags.json())
    .addOption(outputFlags.tap())
    .addOption(outputFlags.junit())
    .addOption(outputFlags.html())
    .addOption(outputFlags.gradescope())
    .addOption(outputFlags.quiet())
    .addOption(makeFlag('--list', 'list the scenarios'))
    .addOption(makeFlag('--schema', "print a scenario file's JSON Schema"))
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 something failed, 2 undecided, 3 the lab was in trouble,' +
        '\n64 a wrong flag or file. Every flag can come from the environment: LAB_DELAY_Y=500.' +
        `\n${commandHelp}`,
    );
}

function addTimes(command: Command, clients: readonly string[]): void {
  command.optionsGroup('Timing (makes one scenario of your own):');
  const add = (name: string, describe: (role: string) => string) => {
    for (const role of clients) {
      const flag = makeFlag(`--${name}-${role.toLowerCase()} <ms>`, describe(role));
      command.addOption(flag.argParser(parseMs));
    }
  };
  add('delay', (role) => `added to when ${role} sends`);
  add('connect', (role) => `when ${role} connects, after the epoch (0)`);
  add('send', (role) => `when ${role} sends (300 after the later connect)`);
}

function addClientCount(command: Command, { addsClients, clients, suites }: Outline): void {
  if (!addsClients && suites.length === 0) return;
  command.optionsGroup('Clients:');
  if (addsClients) {
    const about = 'so many in every scenario: Z, A, B, … send after the others';
    const range = { ...ranges.clients, min: clients.length };
    command.addOption(
      makeFlag('--clients <number>', about).argParser(parseInteger(range, 'number')),
    );
  }
  for (const { name, about } of suites) command.addOption(makeFlag(`--${name}`, about));
}
