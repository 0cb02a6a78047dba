/**
 * The grammar of faults, one for flags and files:
 *
 *     KIND [to|from] WHO [NUMBER[UNIT]] [at TIME] [for TIME]
 *
 * as in `pause server at 100 for 300`. Times are ms since the epoch, or `0.1s`. `at` is 0 where
 * nothing is said. A sentence that is none is refused with what was wanted and an example.
 */
import {
  type FaultKind,
  type FaultName,
  type FaultUnit,
  faultAliases,
  faultKinds,
  faultNames,
  getFaultKind,
} from './fault.ts';
import type { Fault } from './fault-schema.ts';
import { ranges as limits } from './ranges.ts';

export const faultGrammar = 'KIND [to|from] WHO [NUMBER] [at MS] [for MS]';

/** Why a sentence is no fault; the message is a sentence for the user. */
export class FaultError extends Error {
  override name = 'FaultError';
}

const sentence =
  /^(?<kind>\S+)(?:\s+(?<direction>to|from))?(?:\s+(?<who>\S+))?(?:\s+(?<value>[\d.]+)(?<unit>[a-z%]*))?(?:\s+at\s+(?<at>\S+))?(?:\s+for\s+(?<for>\S+))?$/i;

/** Reads a sentence. Throws FaultError. */
export function parseFault(text: string): Fault {
  const words = text.trim().replace(/\s+/g, ' ');
  const name = findName(words.split(' ')[0] ?? '');
  const kind = getFaultKind(name);
  const groups = sentence.exec(words)?.groups;
  if (!groups) throw refuse(name, `'${words}' cannot be read`);
  const who = readWho(name, groups.who);
  const direction = groups.direction?.toLowerCase() as Fault['direction'];
  if (direction && !kind.directed) throw refuse(name, `${name} takes no '${direction}'`);
  const value = readValue(name, groups.value, groups.unit ?? '');
  if (kind.fromStart && groups.at !== undefined) throw refuse(name, `${name} takes no 'at'`);
  if (!kind.lasts && groups.for !== undefined) throw refuse(name, `${name} takes no 'for'`);
  const atMs = readTime(name, 'at', groups.at) ?? 0;
  const forMs = readTime(name, 'for', groups.for) ?? kind.lasts?.usualMs;
  const fault = {
    ...{ do: name, who, atMs },
    ...(direction && { direction }),
    ...(value !== undefined && { value }),
    ...(forMs !== undefined && { forMs }),
  };
  return { text: formatFault(fault), ...fault };
}

/** The sentence of a fault, which parseFault reads as the same fault. */
export function formatFault(fault: Omit<Fault, 'text'>): string {
  const { do: name, direction, who, value, atMs, forMs } = fault;
  const { unit, fromStart, lasts } = getFaultKind(name);
  const units: Record<FaultUnit, string> = { ms: 'ms', '%': '%', mbit: 'mbit', connections: '' };
  return [
    name,
    ...(direction ? [direction] : []),
    who,
    ...(value === undefined || !unit ? [] : [`${value}${units[unit]}`]),
    ...(fromStart ? [] : [`at ${atMs}`]),
    ...(forMs === undefined || forMs === lasts?.usualMs ? [] : [`for ${forMs}`]),
  ].join(' ');
}

/** Why faults do not fit the programs that are there, or each other's links; null if they do. */
export function findMisfit(faults: readonly Fault[], roles: readonly string[]): string | null {
  const stranger = faults.find(({ who }) => who !== 'server' && !roles.includes(who));
  if (stranger) {
    const known = ['server', ...roles].join(', ');
    return `'${stranger.text}' names ${stranger.who}, and there are only ${known}`;
  }
  const starts = faults.filter((fault) => fault.do === 'start').map(({ who }) => who);
  const twice = starts.find((who, index) => starts.indexOf(who) !== index);
  return twice === undefined ? null : `${twice} is started twice; 'restart ${twice}' does that`;
}

/** Whether a kernel with netem is needed. */
export function needsNetem(faults: readonly Fault[]): boolean {
  return faults.some((fault) => getFaultKind(fault.do).queue === 'netem');
}

function findName(word: string): FaultName {
  const lower = word.toLowerCase();
  const name = faultAliases[lower] ?? lower;
  if (name in faultKinds) return name as FaultName;
  throw new FaultError(
    `there is no fault '${word}'; there are ${faultNames.join(', ')} (--faults list)`,
  );
}

function readWho(name: FaultName, word: string | undefined): string {
  const { who }: FaultKind = faultKinds[name];
  if (word === undefined && who === 'server') return 'server';
  const wanted = who === 'any' ? "server or a client's letter" : describeWho(who);
  if (word === undefined) throw refuse(name, `${name} must say whom: ${wanted}`);
  const named = word.toLowerCase() === 'server' ? 'server' : word.toUpperCase();
  const isFit = named === 'server' ? who !== 'client' : who !== 'server' && /^[A-Z]$/.test(named);
  if (!isFit) throw refuse(name, `${name} is for ${wanted}, not '${word}'`);
  return named;
}

function describeWho(who: 'client' | 'server'): string {
  return who === 'client' ? "a client's letter" : 'the server';
}

function readValue(name: FaultName, text: string | undefined, given: string): number | undefined {
  const { unit, usual } = getFaultKind(name);
  if (text === undefined) {
    if (unit === undefined || usual !== undefined) return usual;
    throw refuse(name, `${name} must say how much (${unit})`);
  }
  if (unit === undefined) throw refuse(name, `${name} takes no number`);
  const scale = getScale(unit, given.toLowerCase());
  if (scale === null) throw refuse(name, `${name} counts in ${unit}, not '${given}'`);
  const value = Number(text) * scale;
  const [least, most] = ranges[unit];
  if (value >= least && value <= most && (unit !== 'connections' || Number.isInteger(value))) {
    return value;
  }
  throw refuse(name, `${name} takes ${unit} from ${least} to ${most}, not '${text}${given}'`);
}

const ranges: Readonly<Record<FaultUnit, readonly [number, number]>> = {
  ms: [0, 60_000],
  '%': [0, 100],
  mbit: [0.008, 1000],
  connections: [1, 500],
};

/** What a number with this unit behind it is multiplied with; null: the unit is not of the kind. */
function getScale(unit: FaultUnit, given: string): number | null {
  if (given === '') return 1;
  const scales: Record<FaultUnit, Record<string, number>> = {
    ms: { ms: 1, s: 1000 },
    '%': { '%': 1 },
    mbit: { mbit: 1, kbit: 0.001 },
    connections: {},
  };
  return scales[unit][given] ?? null;
}

function readTime(name: FaultName, word: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text) ?? [];
  const ms = Number(number) * (unit === 's' ? 1000 : 1);
  if (number !== '' && ms <= limits.ms.max) return ms;
  throw refuse(name, `'${word}' takes ms from 0 to ${limits.ms.max}, not '${text}'`);
}

function refuse(name: FaultName, because: string): FaultError {
  return new FaultError(`${because}; as in '${faultKinds[name].example}'`);
}
