/**
 * How a submission is run: the keys of its submission.yaml, all optional. What the file does not
 * say is found out by lab/grade; with both together a submission can be played.
 */
import { z } from 'zod';
import { commandSchema } from './shell-command.ts';

const lines = z.array(z.string());

export const submissionSchema = z.strictObject({
  build: commandSchema
    .optional()
    .describe('a shell command that makes the programs, in the folder'),
  server: commandSchema.optional().describe('a shell command that starts the server'),
  X: commandSchema
    .optional()
    .describe('starts client X; {host}, {port}, {role}, {message} are filled'),
  Y: commandSchema.optional().describe('starts client Y, as X'),
  type: z
    .strictObject({ X: lines.optional(), Y: lines.optional() })
    .optional()
    .describe('lines that are typed: the last when the client is to send, others at its start'),
  port: z.int().min(1).max(65535).optional().describe('where the server listens (12000)'),
});
export type Submission = z.infer<typeof submissionSchema>;

export const submissionRoles = ['server', 'X', 'Y'] as const;
export type SubmissionRole = (typeof submissionRoles)[number];

/** A file of a submission, as text; paths count from its folder, with `/` between their parts. */
export interface SubmittedFile {
  path: string;
  text: string;
  isExecutable: boolean;
}

/** One thing that was concluded, and from what. */
export interface Reason {
  about: string;
  because: string;
}

/** How a submission is run, where that comes from, and what cannot be known of it. */
export interface Conclusion {
  submission: Submission;
  reasons: Reason[];
  /** The files that each role's program is made from. */
  sources: Record<SubmissionRole, string[]>;
  /** Commands that must be there: `python2`, `javac`. */
  needs: string[];
  /** What a client prints before the last of what is typed at it, where its source has it. */
  prompts?: { X?: string; Y?: string };
  /** Whether the server waits for the end of a line, so that our clients must send one. */
  framing: 'line' | 'raw';
  /** Why it cannot be run; one sentence. */
  unsupported?: string;
}
