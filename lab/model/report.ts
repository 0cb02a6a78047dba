/** The report: all that a reporter may see. Plain data, the same for every reporter. */
import type { Fact } from './assignment.ts';
import type { LabError } from './errors.ts';
import type { JournalEvent } from './journal.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Grade } from './rubric.ts';
import type { Verdict } from './verdict.ts';
import type { Watching } from './watching.ts';

/** The version of the stored report, result.json; those of labs before this one say none. */
export const resultVersion = 1;

/** A LabError as data. */
export interface TroubleReport {
  code: string;
  message: string;
  hint?: string;
}

/** A LabError as data: what a report and a stored run keep of it. */
export function reportTrouble({ code, message, hint }: LabError): TroubleReport {
  return { code, message, ...(hint !== undefined && { hint }) };
}

/** One scenario, played and judged. */
export interface RunReport {
  scenario: string;
  title: string;
  robustness: boolean;
  outcome: Outcome;
  /** Set where `outcome` is trouble: what befell the lab. */
  trouble?: TroubleReport;
  verdicts: Verdict[];
  /** How the machine made it another play than was planned, if it did: it is played again. */
  disturbed?: string;
  timing: {
    /** ms between the messages, first to last, as planned and as seen on the wire; null: none. */
    plannedGapMs: number | null;
    wireGapMs: number | null;
    /** Roles in the order in which their messages were complete on the wire. */
    wireOrder: string[];
    /** ms below which two messages of this play have no order (lab/model/resolution.ts). */
    resolutionMs: number;
  };
  /** What the assignment wants to be shown beside the verdicts. */
  facts?: readonly Fact[];
  /** Where the evidence lies, relative to the folder in which the command was given. */
  directory: string;
  /** SHA-256 of the checksums.json in it, which tells its files from changed ones. */
  checksum?: string;
  wallMs: number;
  plan: Plan;
  events: readonly JournalEvent[];
}

/** A whole command: a suite, or one scenario. */
export interface Report {
  outcome: Outcome;
  box: string;
  /** How long it took to play, or, of a stored run, to judge it again. */
  wallMs: number;
  /** True if its plays are stored ones, and only judged again. */
  isStored?: true;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** The command line that repeats this run. */
  command: string;
  runs: RunReport[];
  /** Of a submission: what was seen before it was marked. Its plays are among the runs. */
  watching?: Watching;
  /** Of a stored run: the scenarios that its result.json lists, and whose folders are gone. */
  missing?: readonly string[];
  /** Null where no scenario was judged. */
  grade: Grade | null;
  /** Trouble that befell the whole command. */
  trouble?: TroubleReport;
  /** The run's folder, relative to where the command was given; null if nothing was kept. */
  directory: string | null;
}
