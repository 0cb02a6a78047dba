/** From what somebody's assignment.ts exports to an Assignment: checked, and with what is usual. */
import * as z from 'zod';
import type { Assignment, ProgramSource, ProgramSources } from './assignment.ts';
import { describeIssues } from './describe-issues.ts';
import { discoverSchema, findStrayName, markingRulesSchema } from './discover.ts';
import { LabError } from './errors.ts';
import { planScenario } from './plan.ts';
import { ranges } from './ranges.ts';
import { rubricSchema } from './rubric.ts';
import { clientRoleSchema, makeNumber, scenarioSchema } from './scenario.ts';

const callable = z.custom<(...given: never[]) => unknown>(
  (value) => typeof value === 'function',
  'it takes a function',
);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens');

const sourceSchema = z.union([
  z.string().min(1),
  z.strictObject({ entry: z.string().min(1), sources: z.array(z.string()).min(1) }),
]);

const programsSchema = z.strictObject({
  server: sourceSchema,
  client: sourceSchema,
  getServerArguments: callable.optional(),
  getClientArguments: callable.optional(),
  areArmed: z.boolean().default(false),
});

/** Scenarios are checked here for what they are, and given on as they were written. */
const scenarios = z.array(z.custom((value) => scenarioSchema.safeParse(value).success)).min(1);

const checkerSchema = z.strictObject({
  name,
  promise: z.string().min(1),
  needs: z.array(z.string()).optional(),
  check: callable,
});

const names = z.array(z.string().min(1));

const sweepSchema = z
  .strictObject({
    checks: names.min(1),
    orderCheck: z.string().min(1),
    makeScenario: callable,
    getSendOrder: callable.optional(),
  })
  .refine(({ checks, orderCheck }) => checks.includes(orderCheck), {
    error: 'it is one of the checks',
    path: ['orderCheck'],
  });

const exploreSchema = z
  .strictObject({
    values: z.record(z.string(), z.array(z.union([z.number(), z.string()])).min(1)),
    faultNames: names.default([]),
    robustnessNames: names.default([]),
    deadlineChecks: names.default([]),
    sourceChecks: names.default([]),
    tidy: callable.optional(),
    makeScenario: callable,
  })
  .superRefine(({ values, faultNames, robustnessNames }, context) => {
    const stray = [...faultNames, ...robustnessNames].find((one) => !(one in values));
    if (stray === undefined) return;
    context.addIssue({ code: 'custom', message: `'${stray}' has no values`, path: ['values'] });
  });

const assignmentSchema = z.strictObject({
  name,
  title: z.string().min(1),
  clients: z.array(clientRoleSchema).min(1),
  port: makeNumber(ranges.port).int(),
  programs: programsSchema,
  scenarios,
  suites: z.array(z.strictObject({ name, about: z.string().min(1), scenarios })).optional(),
  checkers: z.array(checkerSchema).min(1),
  rubrics: z.array(rubricSchema).default([]),
  discover: discoverSchema.optional(),
  marking: markingRulesSchema.optional(),
  faultChecks: z.array(z.string()).optional(),
  plan: callable.optional(),
  planTimes: callable.optional(),
  addClients: callable.optional(),
  summarize: callable.optional(),
  sweep: sweepSchema.optional(),
  explore: exploreSchema.optional(),
});

/**
 * Reads what a file exports. `file` is its path, for messages. Throws LabError ASSIGNMENT_WRONG
 * with the place of what is wrong.
 */
export function readAssignment(exported: unknown, file: string): Assignment {
  const parsed = assignmentSchema.safeParse(exported);
  if (!parsed.success) {
    const because = findScenarioTrouble(exported) ?? describeIssues(parsed.error, 'its export');
    throw wrong(file, because);
  }
  const strayName = findStrayName(exported as Assignment);
  if (strayName !== undefined) throw wrong(file, strayName);
  const { port, programs } = parsed.data;
  // The schema saw functions and plain data; what they mean is the contract of assignment.ts.
  const given = parsed.data as unknown as Omit<Assignment, 'programs' | 'plan'> &
    Partial<Assignment>;
  const read: Assignment = {
    ...given,
    programs: fillPrograms(programs as Partial<ProgramSources> & typeof programs),
    plan: given.plan ?? ((scenario) => planScenario(scenario, { port })),
  };
  const missing = findMissingCheck(read);
  if (missing !== undefined) throw wrong(file, missing);
  return read;
}

/** The first check that is asked for and that no checker has, in a sentence. */
function findMissingCheck(assignment: Assignment): string | undefined {
  const { checkers, suites = [], rubrics, sweep, explore } = assignment;
  const known = new Set(checkers.map((checker) => checker.name));
  const scenarios = [...assignment.scenarios, ...suites.flatMap((suite) => suite.scenarios)];
  const asked = [
    ...scenarios.map(({ name: of, checks, informs = [] }) => ({
      what: `scenario ${of}`,
      checks: [...checks, ...informs],
    })),
    ...rubrics.map(({ name: of, criteria }) => ({
      what: `rubric ${of}`,
      checks: criteria.flatMap(({ checks }) => checks),
    })),
    { what: 'sweep', checks: sweep?.checks ?? [] },
    {
      what: 'explore',
      checks: explore ? [...explore.deadlineChecks, ...explore.sourceChecks] : [],
    },
  ];
  for (const { what, checks } of asked) {
    const missing = checks.find((check) => !known.has(check));
    if (missing !== undefined) {
      return `its ${what} asks for '${missing}', and no checker has that name`;
    }
  }
  return undefined;
}

/** The first scenario that is none, in a sentence. */
function findScenarioTrouble(exported: unknown): string | undefined {
  const { scenarios: all, suites } = Object(exported) as { scenarios?: unknown; suites?: unknown };
  const groups = Array.isArray(suites) ? suites.map((suite) => Object(suite).scenarios) : [];
  for (const group of [all, ...groups]) {
    if (!Array.isArray(group)) continue;
    for (const [index, scenario] of group.entries()) {
      const result = scenarioSchema.safeParse(scenario);
      const called = Object(scenario).name ?? index;
      if (!result.success) return `its scenario ${called}: ${describeIssues(result.error)}`;
    }
  }
  return undefined;
}

function wrong(file: string, because: string): LabError {
  return new LabError('ASSIGNMENT_WRONG', `${file}: ${because}`, {
    hint: 'lab/assignments/NEW-ASSIGNMENT.md shows what an assignment has.',
  });
}

/** What is usual: a program of one file, told where to listen or whom to call. */
function fillPrograms(
  given: Partial<ProgramSources> & z.infer<typeof programsSchema>,
): ProgramSources {
  const read = (source: z.infer<typeof sourceSchema>): ProgramSource =>
    typeof source === 'string' ? { entry: source, sources: [source] } : source;
  return {
    getServerArguments: ({ port }) => ['--port', `${port}`],
    getClientArguments: ({ port }, { role }, { serverAddress }) => [
      ...['--host', serverAddress, '--port', `${port}`, '--role', role],
    ],
    ...(given as Partial<ProgramSources>),
    server: read(given.server),
    client: read(given.client),
    areArmed: given.areArmed,
  };
}
