/**
 * A scenario: an experiment as plain data. Authored as a TypeScript object of an assignment, or
 * given by path as YAML or JSON; both pass through this schema, which is also published as JSON
 * Schema for editors (`zx lab/run.mjs --schema`).
 */
import * as z from 'zod';
import { describeIssues } from './describe-issues.ts';
import { type ErrorCode, LabError } from './errors.ts';
import { FaultError, faultGrammar, parseFault } from './fault-words.ts';
import { findTimeTrouble, type Range, ranges } from './ranges.ts';
import { commandSchema } from './shell-command.ts';

/** A role names a program: `server`, or a client's letter. */
export const clientRoleSchema = z.string().regex(/^[A-Z]$/, 'a client is one capital letter');

/** A number in one of the ranges that flags have, too. */
export function makeNumber({ min, max }: Range) {
  return z.number().min(min).max(max);
}

const ms = makeNumber(ranges.ms);

export const framings = ['line', 'raw'] as const;

export const actKeys = ['ctrl-d', 'ctrl-c'] as const;
export const actSignals = ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGCONT'] as const;

/** What is done at the terminal of a program, or to the program, at a time of its own. */
export const actSchema = z
  .strictObject({
    atMs: ms.describe('ms after the epoch'),
    line: z.string().optional().describe('a line that is typed, with Enter; {n} is its number'),
    times: z.int().min(1).max(100_000).optional().describe('how often the line is typed (once)'),
    everyMs: ms.optional().describe('ms from one to the next (0: as fast as they are taken)'),
    key: z.enum(actKeys).optional().describe('a key that is pressed'),
    signal: z.enum(actSignals).optional().describe('what the program is sent'),
  })
  .refine(({ line, key, signal }) => [line, key, signal].filter(isThere).length === 1, {
    error: 'an act is one of line, key and signal',
  })
  .refine(({ line, times, everyMs }) => line !== undefined || !(times ?? everyMs), {
    error: 'only a line can be repeated',
  });
export type Act = z.infer<typeof actSchema>;

export const clientSchema = z.strictObject({
  role: clientRoleSchema.describe('one capital letter; the first is on h2, the next on h3, …'),
  name: z.string().min(1).describe('what the client says after its letter: "X: Alice"'),
  connectMs: ms.default(0).describe('ms after the epoch at which it connects'),
  sendMs: ms
    .optional()
    .describe('ms after the epoch at which it sends (300 after the later connect)'),
  framing: z.enum(framings).default('line').describe('`raw` sends no newline'),
  pieces: makeNumber(ranges.pieces)
    .int()
    .default(1)
    .describe('segments that the message is cut into'),
  pieceGapMs: ms.default(20).describe('ms between two segments'),
  leaveMs: ms.optional().describe('ms after the epoch at which it leaves without waiting'),
  command: commandSchema.optional().describe('a shell command to run instead of our client'),
  type: z.string().optional().describe('a line that is typed at its terminal at sendMs'),
  acts: z.array(actSchema).optional().describe('what is done at its terminal, and to it'),
});

export const linksSchema = z.strictObject({
  delayMs: ms.optional().describe('ms that each link delays (needs netem)'),
  lossPercent: makeNumber(ranges.lossPercent)
    .optional()
    .describe('what each link loses (needs netem)'),
  bandwidthMbit: makeNumber(ranges.bandwidthMbit).optional().describe('Mbit/s of each link'),
});

/** A sentence that fault-words.ts reads; what is wrong with one that it cannot is its issue. */
const faultTextSchema = z.string().superRefine((text, context) => {
  try {
    parseFault(text);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

const scenarioShape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens')
    .describe('names its folder in a stored run'),
  title: z.string().min(1).describe('one line, shown while it plays'),
  about: z.string().default('').describe('why anybody would play this'),
  topology: z.string().default('xy').describe('a file of topologies/, or module:Class(args)'),
  switch: z.enum(['lxbr', 'ovs']).default('lxbr').describe('Linux bridge or Open vSwitch'),
  links: linksSchema.default({}).describe('what every link is like'),
  port: makeNumber(ranges.port).int().optional().describe('where the server listens'),
  server: z
    .strictObject({
      command: commandSchema.optional().describe('a shell command to run instead of our server'),
      type: z.string().optional().describe('lines that are typed at it before the epoch'),
    })
    .default({})
    .describe('the program on h1'),
  clients: z
    .array(clientSchema)
    .min(ranges.clients.min)
    .max(ranges.clients.max)
    .refine((clients) => new Set(clients.map(({ role }) => role)).size === clients.length, {
      error: 'two clients have the same letter',
    })
    .describe('the programs on h2, h3, …'),
  chat: z
    .boolean()
    .default(false)
    .describe('our programs go on with what is typed, until Bye; all are captured at clients, too'),
  onlyAsked: z
    .boolean()
    .default(false)
    .describe('played where it is named, or `--chat` asks for all of the chat'),
  faults: z
    .array(faultTextSchema)
    .default([])
    .describe(`what is made to go wrong: ${faultGrammar}`),
  settles: z
    .boolean()
    .default(true)
    .describe('on a slow box, what comes after a connect waits until it can be made'),
  options: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('what only this assignment knows: its own page lists them'),
  checks: z.array(z.string()).min(1).describe('the checkers whose verdicts decide'),
  informs: z.array(z.string()).default([]).describe('the checkers whose verdicts only inform'),
  robustness: z.boolean().default(false).describe('shown, but earns and costs no points'),
  limitMs: makeNumber(ranges.limitMs)
    .default(15_000)
    .describe('the deadline of the play, from the epoch'),
});

export const scenarioSchema = scenarioShape.superRefine(({ clients, limitMs }, context) => {
  const trouble = findTimeTrouble(clients, limitMs);
  if (trouble === null) return;
  const { index, key, because } = trouble;
  const params = { place: `${key} of client ${clients[index]?.role}` };
  context.addIssue({ code: 'custom', path: ['clients', index, key], message: because, params });
});

/**
 * Checks a scenario that is put together from what a user asked for. `code` and `where` say of
 * what; throws LabError of that code, with what is wrong in one sentence.
 */
export function parseScenario(
  input: unknown,
  { code, where, hint }: { code: ErrorCode; where: string; hint: string },
): Scenario {
  const result = scenarioSchema.safeParse(input);
  if (result.success) return result.data;
  throw new LabError(code, `${where}: ${describeMisfit(result.error, 'flags')}`, { hint });
}

/**
 * Why a value is no scenario. Where a time is wrong, its sentence has the numbers: no second one.
 * In a file it stands behind the key's place; who gave flags knows of no keys.
 */
export function describeMisfit({ issues }: z.ZodError, of: 'file' | 'flags'): string {
  const time = issues.find(({ code, path }) => code === 'custom' && path.length === 3);
  if (time?.code !== 'custom') return describeIssues({ issues });
  const isSame = ({ code, path }: (typeof issues)[number]) =>
    code === 'too_big' && path[0] === 'clients';
  const others = issues.filter((issue) => issue !== time && !isSame(issue));
  const said = of === 'file' ? `${time.params?.place}: ${time.message}` : time.message;
  return [said, ...(others.length > 0 ? [describeIssues({ issues: others })] : [])].join('; ');
}

export type Scenario = z.infer<typeof scenarioSchema>;
/** A scenario as its author writes it, with the defaults left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type ScenarioClient = Scenario['clients'][number];
export type Links = Scenario['links'];

function isThere(value: unknown): boolean {
  return value !== undefined;
}
