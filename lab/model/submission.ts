/**
 * How a submission is run: the keys of its submission.yaml, all optional. What the file does not
 * say is found out by lab/grade; with both together a submission can be played.
 */
import * as z from 'zod';
import { ranges } from './ranges.ts';
import { clientRoleSchema } from './scenario.ts';
import { commandSchema } from './shell-command.ts';

type Letters<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First | Letters<Rest>
  : never;
/** The role of a client: one capital letter. */
export type ClientRole = Letters<'ABCDEFGHIJKLMNOPQRSTUVWXYZ'>;
export type SubmissionRole = 'server' | ClientRole;

/** Beside these, for the server and for each client's role the shell command that starts it. */
interface SubmissionKeys {
  build?: string | undefined;
  /** By role the lines that are typed at its program. */
  type?: { [Role in SubmissionRole]?: string[] | undefined } | undefined;
  port?: number | undefined;
}
export type Submission = SubmissionKeys & { [Role in SubmissionRole]?: string | undefined };

/** The client roles of an assignment; its own letters, each once. */
export function getClientRoles({ clients }: { clients: readonly string[] }): ClientRole[] {
  const isRole = (role: string): role is ClientRole => clientRoleSchema.safeParse(role).success;
  return clients.filter(isRole);
}

/** The roles of an assignment that a hand-in has programs for. */
export function getRoles(assignment: { clients: readonly string[] }): SubmissionRole[] {
  return ['server', ...getClientRoles(assignment)];
}

/** The schema of submission.yaml for an assignment with these roles, and this port. */
export function makeSubmissionSchema(assignment: {
  clients: readonly string[];
  port: number;
}): z.ZodType<Submission> & { shape: object } {
  const roles = getClientRoles(assignment);
  const lines = z.array(z.string()).optional();
  const about = (role: ClientRole, index: number) =>
    index === 0
      ? `starts client ${role}; {host}, {port}, {role}, {message} are filled`
      : `starts client ${role}, as ${roles[0]}`;
  return z.strictObject({
    build: commandSchema
      .optional()
      .describe('a shell command that makes the programs, in the folder'),
    server: commandSchema.optional().describe('a shell command that starts the server'),
    ...Object.fromEntries(
      roles.map((role, index) => [role, commandSchema.optional().describe(about(role, index))]),
    ),
    type: z
      .strictObject(Object.fromEntries(['server', ...roles].map((role) => [role, lines])))
      .optional()
      .describe('lines that are typed: the last when the client is to send, others at its start'),
    port: z
      .int()
      .min(ranges.port.min)
      .max(ranges.port.max)
      .optional()
      .describe(`where the server listens (${assignment.port})`),
  });
}

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
  /** The files that each role's program is made from; every role of the assignment is in it. */
  sources: { server: string[] } & { [Role in ClientRole]?: string[] };
  /** Commands that must be there: `python2`, `javac`. */
  needs: string[];
  /** What a client prints before the last of what is typed at it, where its source has it. */
  prompts?: { [Role in ClientRole]?: string };
  /**
   * Whether the server waits for the end of a line, so that our clients must send one; absent: they
   * send as their scenario says.
   */
  framing?: 'line' | 'raw';
  /** For how long its programs may be quiet, in ms, where a play showed that they take long. */
  graceMs?: number;
  /** After how long a silence a play ends, in ms, where a play showed the programs' pauses. */
  idleMs?: number;
  /** True if its programs write files: each gets a copy of the folder that it may write in. */
  writes?: boolean;
  /** True once another form of the message was tried at its keyboard. */
  isOther?: boolean;
  /** By role, what starts its program, without arguments; absent where submission.yaml says it. */
  starts?: { [Role in SubmissionRole]?: string };
  /** By role, other command lines for a program that ends with its usage; the likeliest first. */
  alternatives?: { [Role in SubmissionRole]?: string[] };
  /** Programs that were handed in as well and are not played: one sentence for each group. */
  aside?: string[];
  /** Those of them that seem to be for extra credit. */
  extra?: string[];
  /** How those are run, where they are programs of their own. */
  extraCredit?: Conclusion;
  /** Its Python 3 has what is gone since minor version `below`; why, as a sentence. */
  oldPython?: { below: number; because: string };
  /** Why it cannot be run; one sentence. */
  unsupported?: string;
}

/** The roles of a conclusion, in the order of their hosts: the server's first. */
export function listRoles({ sources }: Pick<Conclusion, 'sources'>): SubmissionRole[] {
  return Object.keys(sources) as SubmissionRole[];
}

/** Those of its clients. */
export function listClientRoles(conclusion: Pick<Conclusion, 'sources'>): ClientRole[] {
  return listRoles(conclusion).filter((role) => role !== 'server');
}
