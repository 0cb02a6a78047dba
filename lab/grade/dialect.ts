/** By what the programs of a language are found, read and run; dialects.ts has them. */
import type { Transport } from '../model/discover.ts';

/** Patterns for each side; a port is the last group, as a number or as the name of one. */
export type Sides<Value> = Record<'server' | 'client', Value>;

export interface Dialect {
  /** What starts a program that is run as it is; absent where it is compiled. */
  interpreter?: string;
  deeds: Record<Transport, Sides<RegExp>>;
  ports: Sides<readonly RegExp[]>;
  /** An argument by its place, and the index of the first; global. */
  vector: { pattern: RegExp; first: number };
  /** Parts in which the same words mean something else: a shell's functions; global. */
  inner?: RegExp;
  /** Arguments that are named in one line: `my ($host, $port) = @ARGV`. */
  unpacking?: RegExp;
  /** Arguments that are taken one by one, with the name that each gets: `$port = shift`; global. */
  shifting?: RegExp;
  /** What reads a line of the keyboard; the second group is its prompt; global. */
  keyboard: RegExp;
  /** What reads a message up to the end of its line. */
  lines: RegExp;
  /** What a file that is a program has; absent: each is one. */
  main?: RegExp;
  /** Packages of others: how a source names them, and a command that prints those not there. */
  modules?: { what: string; names: RegExp; probe: (names: readonly string[]) => string };
  /** Commands that a program runs, as far as they are needed. */
  tools?: RegExp;
}
