/**
 * Flags with declared types. Every flag can come from LAB_<FLAG> in the environment too. A wrong
 * one is said in one sentence, with the nearest right one, and leads to exit code 64.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { quoteArgument } from '../boxes/quote.ts';
import { LabError } from '../model/errors.ts';
import type { Range } from '../model/ranges.ts';
import { getColumns } from '../output/terminal.ts';

/** A number in plain notation: 500, 0.5; not 1e3, 0x10, or an empty word. */
export function parseNumber({ min, max }: Range, unit: string) {
  return (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It takes ${unit} from ${min} to ${max}.`);
  };
}

/** As parseNumber, without fractions. */
export function parseInteger(range: Range, unit: string) {
  const parse = parseNumber(range, `a whole ${unit}`);
  return (text: string): number => parse(text.includes('.') ? '' : text);
}

/** A flag that may come from the environment: --delay-x from LAB_DELAY_X. */
export function makeFlag(flags: string, about: string): Option {
  const option = new Option(flags, about);
  const variable = `LAB_${option.name().replaceAll('-', '_').toUpperCase()}`;
  const value = process.env[variable];
  // An empty variable is none, as everywhere in a shell; and 0 leaves a switch off.
  if (value === '' || (value === '0' && option.isBoolean())) return option;
  return option.env(variable);
}

/**
 * What --assignment, or LAB_ASSIGNMENT, says: the other flags are those of that assignment, so it
 * is looked for before they are parsed. Undefined: nothing, or nothing that a parser would take.
 */
export function findAssignmentFlag(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => /^--assignment(=|$)/.test(word));
  const [, inWord] = /^--assignment=(.*)$/s.exec(words[at] ?? '') ?? [];
  const given = at < 0 ? process.env.LAB_ASSIGNMENT : (inWord ?? words[at + 1]);
  return given === '' ? undefined : given;
}

/** The flag itself, for --help and so that no other word is taken for its value. */
export function makeAssignmentFlag(
  about = 'a name (see --list), or the path of one of your own',
): Option {
  return makeFlag('--assignment <which>', about);
}

/** What --help says of the flags that take a command. */
export const commandHelp =
  'A <cmd> is a line for sh: put quotes round a path with spaces, as in\n' +
  `--server "python3 'my server.py'".`;

/** A flag that takes a line for sh. An empty one would be a program that does nothing. */
export function makeCommandFlag(flags: string, about: string): Option {
  return makeFlag(flags, about).argParser((text: string) => {
    if (text.trim() !== '') return text;
    throw new InvalidArgumentError('It takes a shell command.');
  });
}

/** A command that throws instead of ending the process, and prints nothing but its help. */
export function makeCommand(name: string, about: string): Command {
  return new Command(name)
    .description(about)
    .configureOutput({ writeErr: () => {} })
    .configureHelp({
      helpWidth: Math.min(getColumns(process.stdout), 100),
      showGlobalOptions: true,
      commandUsage: (command) => `zx lab/${command.name()}.mjs ${command.usage()}`,
    })
    .helpOption('-h, --help', 'show this help')
    .exitOverride();
}

/** Parses; `undefined` if the help was shown. Throws LabError FLAG_WRONG. */
export function parseFlags(command: Command, argv: readonly string[]): Command | undefined {
  try {
    return command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed' || error.exitCode === 0) return undefined;
    throw new LabError('FLAG_WRONG', describeError(error, command), {
      hint: `All flags: zx lab/${command.name()}.mjs --help`,
    });
  }
}

/** Commander's words as one sentence. */
function describeError(error: CommanderError, command: Command): string {
  const [first = '', second = ''] = error.message.replace(/^error: /, '').split('\n');
  const value = /^option '(\S+).*' (?:argument|value) '(.*?)'( from env .*)? is invalid\. (.*)\.$/s;
  const [, flag = '', given = '', where = '', wanted] = value.exec(first) ?? [];
  if (wanted !== undefined) {
    const takes = wanted.replace(/^It takes /, '').replace(/^Allowed choices are /, 'one of ');
    return `${flag} takes ${takes}, not '${given}'${where.replace(/ env '(\w+)'/, ' $1')}`;
  }
  const [, name] = /^unknown option '(--[\w-]+)=/.exec(first) ?? [];
  if (command.options.some(({ long }) => long === name)) return `${name} takes no value`;
  const nearest = /Did you mean (.*)\?\)/.exec(second)?.[1];
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
  return nearest === undefined ? sentence : `${sentence}; did you mean ${nearest}?`;
}

/**
 * The command line that repeats what was asked, quoted for a shell; `script` is what stands in
 * front of the arguments: "npx zx lab/run.mjs".
 */
export function describeCommand(script: string, argv: readonly string[]): string {
  return [script, ...argv.map(quoteArgument)].join(' ');
}
