/**
 * Flags with declared types. Every flag can come from LAB_<FLAG> in the environment too. A wrong
 * one is said in one sentence, with the nearest right one, and leads to exit code 64.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { LabError } from '../model/errors.ts';

/** A number in plain notation: 500, 0.5; not 1e3, 0x10, or an empty word. */
export function parseNumber(minimum: number, maximum: number, unit: string) {
  return (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It takes ${unit} from ${minimum} to ${maximum}.`);
  };
}

/** As parseNumber, without fractions. */
export function parseInteger(minimum: number, maximum: number, unit: string) {
  const parse = parseNumber(minimum, maximum, unit);
  return (text: string): number => {
    const value = parse(text);
    if (Number.isInteger(value)) return value;
    throw new InvalidArgumentError(`It takes a whole ${unit} from ${minimum} to ${maximum}.`);
  };
}

/** A flag that may come from the environment: --delay-x from LAB_DELAY_X. */
export function makeFlag(flags: string, about: string): Option {
  const option = new Option(flags, about);
  return option.env(`LAB_${option.name().replaceAll('-', '_').toUpperCase()}`);
}

/** A command that throws instead of ending the process, and prints nothing but its help. */
export function makeCommand(name: string, about: string): Command {
  return new Command(name)
    .description(about)
    .configureOutput({ writeErr: () => {} })
    .configureHelp({
      helpWidth: Math.min(process.stdout.columns ?? 100, 100),
      showGlobalOptions: true,
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
    throw new LabError('FLAG_WRONG', describeError(error), {
      hint: `All flags: zx lab/${command.name()}.mjs --help`,
    });
  }
}

/** Commander's words as one sentence. */
function describeError(error: CommanderError): string {
  const [first = '', second = ''] = error.message.replace(/^error: /, '').split('\n');
  const nearest = /Did you mean (.*)\?\)/.exec(second)?.[1];
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
  return nearest === undefined ? sentence : `${sentence}; did you mean ${nearest}?`;
}
