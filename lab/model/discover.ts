/**
 * What an assignment says for lab/grade, as data: by which signs the programs of a hand-in are
 * found, and which plays mark them. All of it is optional; without it usual signs apply.
 */
import * as z from 'zod';

export const transports = ['tcp', 'udp'] as const;
/** What programs speak: it decides by which calls a server and a client are known in a source. */
export type Transport = (typeof transports)[number];

const words = z.array(z.string().min(1)).readonly();

/** Something that programs ask for, at the keyboard or as an argument, and what they get. */
const answerSchema = z
  .strictObject({
    asks: z
      .instanceof(RegExp)
      .refine(({ flags }) => !/[gy]/.test(flags), 'an expression without the flags g and y')
      .describe('fits the prompt, or the name of the argument'),
    says: z.string().describe('what a client gets; {host}, {port}, {role}, … are filled'),
    saysServer: z.string().optional().describe('what a server gets as an argument (as a client)'),
  })
  .readonly();
export type Answer = z.infer<typeof answerSchema>;

export const discoverSchema = z
  .strictObject({
    transport: z.enum(transports).optional().describe('default: what the sources speak'),
    words: z
      .record(z.string(), words)
      .readonly()
      .optional()
      .describe("by role, words that the name or text of its program has, and of no other role's"),
    phrases: words
      .optional()
      .describe('what the server of the assignment says, and that of another task does not'),
    oneClient: z
      .boolean()
      .optional()
      .describe('whether one program that was handed in may play all clients (true)'),
    answers: z.array(answerSchema).readonly().optional().describe('the first that fits counts'),
    framing: z
      .enum(['by-source', 'as-planned'])
      .optional()
      .describe("whether the lab's clients end a message as the handed in server reads it (tcp)"),
  })
  .readonly();
export type Discover = z.infer<typeof discoverSchema>;

/** Plays in which one side is handed in and the other is the lab's own. */
const sideSchema = z
  .strictObject({
    checks: words.describe('those that say something of what was handed in, and not of ours'),
    scenarios: words.optional().describe('in which it is played (all)'),
  })
  .readonly();

export const markingRulesSchema = z
  .strictObject({
    server: sideSchema.optional().describe("a handed in server, with the lab's clients"),
    clients: sideSchema.optional().describe("handed in clients, with the lab's server"),
    own: z
      .strictObject({
        scenarios: words.optional().describe('in which they are played (all)'),
        replayed: words
          .optional()
          .describe("the same, where the lab's clients can say in all others what its own say"),
      })
      .readonly()
      .optional()
      .describe('what a handed in server plays with its own clients (all that are not onlyAsked)'),
    goesOn: z
      .strictObject({ scenarios: words })
      .readonly()
      .optional()
      .describe('what its own programs play where all of them go on once they were answered'),
    sourceChecks: words.optional().describe('asked as well of who handed in one side only'),
    cases: z
      .record(z.string(), words)
      .readonly()
      .optional()
      .describe('by a check, the cases (Finding.shows) that its passes must show between them'),
    repeated: words.optional().describe('plays with one of these checks are those of --plays'),
    close: z
      .strictObject({
        scenarios: words.describe("those that the lab's clients play again, closer in time"),
        gapMs: z.number().positive().describe('from the earliest message to the others'),
        plays: z.int().min(1).describe('how often'),
      })
      .readonly()
      .optional(),
  })
  .readonly();
/** Which plays mark a hand-in beside those of its own server with its own clients. */
export type MarkingRules = z.infer<typeof markingRulesSchema>;

/** The first role, scenario or check that is named here and that is not there, as a sentence. */
export function findStrayName(assignment: {
  clients: readonly string[];
  scenarios: readonly { name: string }[];
  suites?: readonly { scenarios: readonly { name: string }[] }[] | undefined;
  checkers: readonly { name: string }[];
  discover?: Discover;
  marking?: MarkingRules;
}): string | undefined {
  const { clients, discover = {}, marking = {} } = assignment;
  const { server, clients: theirs, own, goesOn, close } = marking;
  const { sourceChecks = [], repeated = [], cases = {} } = marking;
  const sides = [server, theirs].flatMap((side) => side ?? []);
  const suites = (assignment.suites ?? []).flatMap((suite) => suite.scenarios);
  const scenarios = [...assignment.scenarios, ...suites].map(({ name }) => name);
  const checkers = assignment.checkers.map(({ name }) => name);
  const lists = [
    ...sides,
    ...(own ? [own] : []),
    ...(goesOn ? [goesOn] : []),
    ...(close ? [close] : []),
  ];
  const played = [...lists.flatMap((one) => one.scenarios ?? []), ...(own?.replayed ?? [])];
  const checks = [...sides.flatMap((side) => side.checks), ...sourceChecks, ...repeated].concat(
    Object.keys(cases),
  );
  const strange = <Name>(names: readonly Name[], known: readonly Name[]) =>
    names.find((name) => !known.includes(name));
  const role = strange(Object.keys(discover.words ?? {}), ['server', ...clients]);
  if (role !== undefined) return `its discover has words for '${role}', and it has no such role`;
  const scenario = strange(played, scenarios);
  if (scenario !== undefined) {
    return `its marking plays '${scenario}', and no scenario of its list has that name`;
  }
  const check = strange(checks, checkers);
  return check && `its marking asks for '${check}', and no checker has that name`;
}
