/** The flags of zx lab/chat.mjs. */
import type { Command } from 'commander';
import { ranges } from '../model/ranges.ts';
import { makeCommand, makeFlag, parseInteger } from './flags.ts';
import { networkFlags } from './network-flags.ts';
import { outputFlags } from './output-flags.ts';

export interface ChatFlags {
  role?: ChatRole;
  nameX: string;
  nameY: string;
  name?: string;
  linkDelay?: number;
  linkLoss?: number;
  linkBw?: number;
  topology: string;
  switch: 'lxbr' | 'ovs';
  port: number;
  box?: string;
  strict?: boolean;
  html?: string;
  quiet?: boolean;
}

export type ChatRole = 'X' | 'Y';

/** The command, with every flag and its help. */
export function makeChatCommand(): Command {
  return makeCommand('chat', 'A chat between two keyboards, through the server, on real Mininet.')
    .usage('[flags]')
    .optionsGroup('Who types:')
    .addOption(
      makeFlag(
        '--role <role>',
        'this terminal is for X or Y alone; another one for the other',
      ).choices(['X', 'Y']),
    )
    .addOption(makeFlag('--name <name>', 'with --role: what its client calls itself'))
    .addOption(makeFlag('--name-x <name>', 'without --role: what X calls itself').default('Alice'))
    .addOption(makeFlag('--name-y <name>', 'without --role: what Y calls itself').default('Bob'))
    .optionsGroup('Network:')
    .addOption(networkFlags.linkDelay())
    .addOption(networkFlags.linkLoss())
    .addOption(networkFlags.linkBandwidth())
    .addOption(networkFlags.topology().default('xy'))
    .addOption(networkFlags.switch().default('lxbr'))
    .addOption(
      makeFlag('--port <number>', 'where the server listens')
        .argParser(parseInteger(ranges.port, 'number'))
        .default(12000),
    )
    .addOption(makeFlag('--box <where>', 'local, ssh://user@host:port, … (the best that is there)'))
    .addOption(makeFlag('--strict', 'trust no new box'))
    .optionsGroup('Output:')
    .addOption(outputFlags.html())
    .addOption(makeFlag('--quiet', 'print no result; the exit code tells'))
    .addHelpText(
      'after',
      '\nIn one terminal: X left, Y right. Tab goes to the other keyboard, Ctrl-D leaves as the one' +
        '\nwho types, Bye ends the chat for both, Ctrl-C ends all at once.' +
        '\nIn two: --role X in the one, --role Y in the other, with the same --box.' +
        '\n\nExit codes: 0 all that was asked of the chat held, 1 something failed, 2 undecided, 3 the' +
        '\nlab was in trouble, 64 a wrong flag, or no terminal, 130 ended by Ctrl-C. Every flag can' +
        '\ncome from the environment: LAB_BOX.',
    );
}
