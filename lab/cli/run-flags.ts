/** The flags of zx lab/run.mjs, as DESIGN's "The commands" lists them. */
import { type Command, InvalidArgumentError } from 'commander';
import { FaultError, faultGrammar, parseFault } from '../model/fault-words.ts';
import { ranges } from '../model/ranges.ts';
import { commandHelp, makeCommand, makeCommandFlag, makeFlag, parseInteger } from './flags.ts';
import { networkFlags, parseMs } from './network-flags.ts';
import { outputFlags } from './output-flags.ts';

export interface RunFlags {
  delayX?: number;
  delayY?: number;
  connectX?: number;
  connectY?: number;
  sendX?: number;
  sendY?: number;
  linkDelay?: number;
  linkLoss?: number;
  linkBw?: number;
  server?: string;
  clientX?: string;
  clientY?: string;
  typeX?: string;
  typeY?: string;
  clients?: number;
  fault?: string[];
  faults?: 'list';
  chat?: boolean;
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

/** The command, with every flag and its help. */
export function makeRunCommand(): Command {
  return makeCommand('run', "Plays the assignment's scenarios, or those named, on real Mininet.")
    .usage('[flags] [scenario | file.yaml …]')
    .argument('[scenario...]', 'names (see --list), or files with scenarios of your own')
    .optionsGroup('Timing (makes one scenario of your own):')
    .addOption(makeFlag('--delay-x <ms>', 'added to when X sends').argParser(parseMs))
    .addOption(makeFlag('--delay-y <ms>', 'added to when Y sends').argParser(parseMs))
    .addOption(
      makeFlag('--connect-x <ms>', 'when X connects, after the epoch (0)').argParser(parseMs),
    )
    .addOption(
      makeFlag('--connect-y <ms>', 'when Y connects, after the epoch (0)').argParser(parseMs),
    )
    .addOption(
      makeFlag('--send-x <ms>', 'when X sends (300 after the later connect)').argParser(parseMs),
    )
    .addOption(
      makeFlag('--send-y <ms>', 'when Y sends (300 after the later connect)').argParser(parseMs),
    )
    .optionsGroup('Clients:')
    .addOption(
      makeFlag(
        '--clients <number>',
        'so many in every scenario: Z, A, B, … send after the others',
      ).argParser(parseInteger({ ...ranges.clients, min: 2 }, 'number')),
    )
    .addOption(makeFlag('--chat', 'play all scenarios of the chat, and no others'))
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
    .addOption(makeCommandFlag('--server <cmd>', 'run this instead of our server'))
    .addOption(makeCommandFlag('--client-x <cmd>', 'run this instead of our client X'))
    .addOption(makeCommandFlag('--client-y <cmd>', 'run this instead of our client Y'))
    .addOption(makeFlag('--type-x <line>', 'type this at the terminal of --client-x when X sends'))
    .addOption(makeFlag('--type-y <line>', 'type this at the terminal of --client-y when Y sends'))
    .addOption(
      makeFlag('--port <number>', 'where the server listens (12000)').argParser(
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
