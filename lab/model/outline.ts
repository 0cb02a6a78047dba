/**
 * What the flags of a command need to know of an assignment. Without zod, and without anything that
 * a play needs: loading that would make `--help` half as slow again.
 */
import type { Assignment } from './assignment.ts';

export interface Outline {
  readonly name: string;
  readonly title: string;
  readonly clients: readonly string[];
  readonly port: number;
  /** Suites of which each has a flag. */
  readonly suites: readonly { readonly name: string; readonly about: string }[];
  /** Whether it makes a scenario of --connect-x, --send-x, --delay-x. */
  readonly takesTimes: boolean;
  /** Whether there can be more clients than its own: --clients. */
  readonly addsClients: boolean;
}

/** The outline of an assignment that is loaded. */
export function outlineAssignment(assignment: Assignment): Outline {
  const { name, title, clients, port, suites = [], planTimes, addClients } = assignment;
  return {
    ...{ name, title, clients, port },
    suites: suites.map((suite) => ({ name: suite.name, about: suite.about })),
    takesTimes: planTimes !== undefined,
    addsClients: addClients !== undefined,
  };
}
