/** The flags of zx lab/chat.mjs. */
import type { Command } from 'commander';
import type { Assignment, ChatPerson } from '../model/assignment.ts';
import { ranges } from '../model/ranges.ts';
import { makeAssignmentFlag, makeCommand, makeFlag, parseInteger } from './flags.ts';
import { networkFlags, outputFlags } from './shared-flags.ts';

/** Beside these, `name<Role>` for each of the two who type. */
export interface ChatFlags {
  assignment?: string;
  role?: string;
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

/** The two who type, the left one first. */
export type People = readonly [ChatPerson, ChatPerson];

/** What each calls itself, as the flags say; `--name` is that of `--role`. */
export function readPeople(flags: ChatFlags, [left, right]: People): People {
  const read = ({ role, name }: ChatPerson): ChatPerson => {
    const given = (flags as unknown as Record<string, string | undefined>)[`name${role}`] ?? name;
    return { role, name: flags.role === role ? (flags.name ?? given) : given };
  };
  return [read(left), read(right)];
}

/** The command, with every flag and its help. */
export function makeChatCommand({ port }: Pick<Assignment, 'port'>, people: People): Command {
  const [left, right] = people.map(({ role }) => role);
  const command = makeCommand(
    'chat',
    'A chat between two keyboards, through the server, on real Mininet.',
  )
    .usage('[flags]')
    .optionsGroup('Who types:')
    .addOption(makeAssignmentFlag())
    .addOption(
      makeFlag(
        '--role <role>',
        `this terminal is for ${left} or ${right} alone; another one for the other`,
      ).choices(people.map(({ role }) => role)),
    )
    .addOption(makeFlag('--name <name>', 'with --role: what its client calls itself'));
  for (const { role, name } of people) {
    const about = `without --role: what ${role} calls itself`;
    command.addOption(makeFlag(`--name-${role.toLowerCase()} <name>`, about).default(name));
  }
  return command
    .optionsGroup('Network:')
    .addOption(networkFlags.linkDelay())
    .addOption(networkFlags.linkLoss())
    .addOption(networkFlags.linkBandwidth())
    .addOption(networkFlags.topology().default('xy'))
    .addOption(networkFlags.switch().default('lxbr'))
    .addOption(
      makeFlag('--port <number>', 'where the server listens')
        .argParser(parseInteger(ranges.port, 'number'))
        .default(port),
    )
    .addOption(makeFlag('--box <where>', 'local, ssh://user@host:port, … (the best that is there)'))
    .addOption(makeFlag('--strict', 'trust no new box'))
    .optionsGroup('Output:')
    .addOption(outputFlags.html())
    .addOption(makeFlag('--quiet', 'print no result; the exit code tells'))
    .addHelpText(
      'after',
      `\nIn one terminal: ${left} left, ${right} right. Tab goes to the other keyboard, Ctrl-D leaves as the one` +
        '\nwho types, Bye ends the chat for both, Ctrl-C ends all at once.' +
        `\nIn two: --role ${left} in the one, --role ${right} in the other, with the same --box.` +
        '\n\nExit codes: 0 all that was asked of the chat held, 1 something failed, 2 undecided, 3 the' +
        '\nlab was in trouble, 64 a wrong flag, or no terminal, 130 ended by Ctrl-C. Every flag can' +
        '\ncome from the environment: LAB_BOX.',
    );
}
