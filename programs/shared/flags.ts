/**
 * Command-line flags of both programs: declared as plain data, parsed by node:util, checked here.
 * A wrong flag gives one sentence that names the nearest right one; the caller exits with 64
 * (EX_USAGE, sysexits.h).
 */
import { parseArgs } from 'node:util';

export const exitWrongFlag = 64;

interface FlagBase {
  /** One phrase for --help. */
  about: string;
}
/** A number between `min` and `max`; `whole` refuses fractions. No default: it may be absent. */
export interface NumberFlag extends FlagBase {
  kind: 'number';
  min: number;
  max: number;
  whole?: boolean;
  default?: number;
}
/** Any text, or, with `choices`, one of them. */
export interface TextFlag extends FlagBase {
  kind: 'text';
  choices?: readonly string[];
  default?: string;
}
/** Off, or on where the flag is given; it has no value. */
export interface SwitchFlag extends FlagBase {
  kind: 'switch';
  default: false;
}
export type Flag = NumberFlag | TextFlag | SwitchFlag;
export type FlagTable = Record<string, Flag>;

type ValueOf<F extends Flag> = F extends NumberFlag
  ? number
  : F extends SwitchFlag
    ? boolean
    : string;
/** What parsing gives: every flag that has a default is there. */
export type FlagValues<Table extends FlagTable> = {
  [Name in keyof Table]: Table[Name] extends { default: unknown }
    ? ValueOf<Table[Name]>
    : ValueOf<Table[Name]> | undefined;
};

/** A flag that cannot be right; the message is the one sentence for the user. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

/** Parses `args` by the table; `null` stands for --help. Throws FlagError. */
export function parseFlags<Table extends FlagTable>(
  table: Table,
  args: readonly string[],
): FlagValues<Table> | null {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => {
      return [name, { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) }];
    }),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  });
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(table)) values[name] = flag.default;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new FlagError(`"${token.value}" is not a flag; --help lists the flags.`);
    }
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return null;
    const flag = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (flag === undefined) throw new FlagError(describeUnknown(token.rawName, table));
    values[token.name] = parseValue(token.name, flag, token.value);
  }
  return values as FlagValues<Table>;
}

function parseValue(name: string, flag: Flag, value?: string): number | string | boolean {
  if (flag.kind === 'switch') {
    if (value === undefined) return true;
    throw new FlagError(`--${name} has no value, not "${value}" either.`);
  }
  // An empty one comes from a variable that is not set: Node would take "" for this machine.
  if (!value) throw new FlagError(`--${name} needs a value: ${flag.about}.`);
  if (flag.kind === 'text') {
    if (flag.choices === undefined || flag.choices.includes(value)) return value;
    throw new FlagError(`--${name} is ${flag.choices.join(' or ')}, not "${value}".`);
  }
  const { min, max, whole = false } = flag;
  const number = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max && (!whole || Number.isInteger(number))) return number;
  const kind = whole ? 'a whole number' : 'a number';
  throw new FlagError(`--${name} is ${kind} from ${min} to ${max}, not "${value}".`);
}

function describeUnknown(rawName: string, table: FlagTable): string {
  const wanted = rawName.replace(/^-+/, '');
  const names = [...Object.keys(table), 'help'];
  const distances = names.map((name) => getEditDistance(wanted, name));
  const nearest = names[distances.indexOf(Math.min(...distances))];
  return `There is no flag ${rawName}; the nearest is --${nearest} (--help lists all).`;
}

/** How many letters to change, add or drop to get from one word to the other (Levenshtein). */
function getEditDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The text of --help: how to call it, then one line a flag. */
export function describeFlags(usage: string, table: FlagTable): string {
  const lines = Object.entries(table).map(([name, flag]) => {
    const standard = flag.default === undefined ? '' : ` (${flag.default})`;
    if (flag.kind === 'switch') return `  ${`--${name}`.padEnd(22)} ${flag.about}`;
    const value = flag.kind === 'number' ? 'N' : (flag.choices?.join('|') ?? 'TEXT');
    return `  ${`--${name} ${value}`.padEnd(22)} ${flag.about}${standard}`;
  });
  return [usage, '', ...lines].join('\n');
}
