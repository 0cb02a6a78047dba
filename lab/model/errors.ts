/**
 * Trouble of the lab itself, as opposed to a fault of the program under test.
 *
 * Every error the lab raises on purpose is a LabError: a code from the table below, a message that
 * says what was wanted, what was found and where, and a hint that says what to do now. The table is
 * the only list of codes; lab/README.md shows it and a test compares the two.
 */
import { describeIssues } from './describe-issues.ts';

/** Each code, the exit code it leads to, and in one phrase what it stands for. */
export const errorTable = {
  FLAG_WRONG: { exit: 64, about: 'a flag is unknown, or its value is not of its type' },
  FILE_WRONG: { exit: 64, about: 'a file that the user named is missing or not valid' },
  ASSIGNMENT_WRONG: { exit: 64, about: 'an assignment is missing, or lacks what it needs' },
  SCENARIO_UNKNOWN: { exit: 64, about: 'no scenario has that name' },
  TOPOLOGY_WRONG: { exit: 64, about: 'the topology cannot be loaded, or lacks a host it needs' },
  PROGRAM_MISSING: { exit: 64, about: 'a program that the user named does not exist on the box' },
  BUNDLE_FAILED: { exit: 3, about: 'our programs do not compile' },
  BOX_UNREACHABLE: { exit: 3, about: 'no connection to the box' },
  BOX_UNTRUSTED: { exit: 3, about: 'the host key of the box is not the one that is known' },
  BOX_REFUSED: { exit: 3, about: 'the box did not accept any of our keys' },
  BOX_LOST: { exit: 3, about: 'the connection to the box broke while it was in use' },
  BOX_LACKS: { exit: 3, about: 'the box lacks something that the lab needs' },
  COMMAND_FAILED: { exit: 3, about: 'a command of the lab failed on the box' },
  PUSH_FAILED: { exit: 3, about: 'a file did not arrive on the box as it was sent' },
  SANDBOX_FAILED: { exit: 3, about: 'the sandbox of a submission could not be set up' },
  STAGE_FAILED: { exit: 3, about: 'the stage could not be built, or did not do what it was asked' },
  STAGE_LOST: { exit: 3, about: 'the stage ended before it was told to' },
  STAGE_SLOW: { exit: 3, about: 'the stage did not answer within its deadline' },
  STORE_FAILED: { exit: 3, about: 'a run could not be written' },
  OUTPUT_FAILED: { exit: 3, about: 'a result could not be written where the user wants it' },
  RUN_UNREADABLE: { exit: 64, about: 'a stored run is missing, damaged, or of another version' },
  INTERRUPTED: { exit: 130, about: 'Ctrl-C or a signal ended the run' },
  UNEXPECTED: { exit: 3, about: 'a bug of the lab' },
} as const satisfies Record<string, { exit: number; about: string }>;

export type ErrorCode = keyof typeof errorTable;

export interface LabErrorDetails {
  /** What to do now, as one sentence. */
  hint?: string;
  cause?: unknown;
}

/** An error of the lab: never a fault of the program under test. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: LabErrorDetails = {}) {
    super(
      shortenMessage(message),
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.hint = details.hint;
  }
}

/** Of a message so many characters are kept: a box may have words without end for its troubles. */
const mostCharacters = 10_000;

function shortenMessage(message: string): string {
  if (message.length <= mostCharacters) return message;
  const half = mostCharacters / 2;
  const lost = message.length - 2 * half;
  return `${message.slice(0, half)}\n… ${lost} characters …\n${message.slice(-half)}`;
}

/**
 * Whatever was thrown, as a LabError; a stranger becomes UNEXPECTED and keeps its stack as cause.
 */
export function toLabError(thrown: unknown): LabError {
  if (thrown instanceof LabError) return thrown;
  const message = describeThrown(thrown);
  return new LabError('UNEXPECTED', message, {
    hint: 'This is a bug of the lab; run again with LAB_DEBUG=1 and report what it prints.',
    cause: thrown,
  });
}

/** A LabError from what was stored or sent of it; a code that this lab has not is UNEXPECTED. */
export function restoreError(data: { code?: string; message: string; hint?: string }): LabError {
  const { code = '', message, hint } = data;
  const known = code in errorTable ? (code as ErrorCode) : 'UNEXPECTED';
  return new LabError(known, message, hint === undefined ? {} : { hint });
}

/** The message of an error of the schema library is a page of JSON; its issues are sentences. */
function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { issues } = thrown as { issues?: unknown };
  if (thrown.name !== 'ZodError' || !Array.isArray(issues)) return thrown.message;
  return describeIssues({ issues }, 'the whole value');
}

/** The exit code that an error of the lab leads to. */
export function getErrorExitCode(error: LabError): number {
  return errorTable[error.code].exit;
}
