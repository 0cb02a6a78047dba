/** The marks of a person, --override marks.yaml: YAML or JSON, checked against the schema. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';
import {
  type Override,
  type OverrideEntry,
  overrideEntrySchema,
  spreadOverride,
} from '../model/override.ts';
import { type Rubric, sumRegular } from '../model/rubric.ts';
import { parseYaml } from './parse-yaml.ts';

/** Reads one for marks by a rubric. Throws LabError FILE_WRONG. */
export async function readOverrides(file: string, rubric: Rubric): Promise<Override[]> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new LabError('FILE_WRONG', `Cannot read the marks ${file}: ${cause.message}`, {
      hint: '--override takes a file of yours: lab/grade/README.md#a-second-opinion',
      cause,
    });
  });
  return parseOverrides(text, file, rubric);
}

/** The text of such a file. Throws LabError FILE_WRONG. */
export function parseOverrides(text: string, file: string, rubric: Rubric): Override[] {
  const known = rubric.criteria.map(({ id, points }) => `${id} (0 to ${points})`).join(', ');
  const hint =
    'It is a list; an entry has name, criterion, points and reason; the criterion may be `all`. ' +
    `Criteria of the rubric ${rubric.name}: ${known}.`;
  const refuse = (problems: readonly string[]) =>
    new LabError('FILE_WRONG', `${file}: ${problems.map(countFromOne).join('; ')}`, { hint });
  const parsed = z.array(overrideEntrySchema).safeParse(parseYaml(text, file, hint));
  if (!parsed.success) {
    throw refuse(parsed.error.issues.map((issue) => describeIssues({ issues: [issue] })));
  }
  const problems = findProblems(parsed.data, rubric);
  if (problems.length > 0) throw refuse(problems);
  return parsed.data.flatMap((entry) => {
    const isNamed = (id: number) =>
      parsed.data.some(({ name, criterion }) => name === entry.name && criterion === id);
    return spreadOverride(entry, rubric, isNamed);
  });
}

/** "4.reason: …", as a person counts: "entry 5, reason: …". */
export function countFromOne(problem: string): string {
  return problem.replace(/^(\d+)(?:\.(\w+))?:/, (_, index: string, key?: string) => {
    return `entry ${Number(index) + 1}${key === undefined ? '' : `, ${key}`}:`;
  });
}

/** What the schema cannot say, each with the path to it. */
function findProblems(overrides: readonly OverrideEntry[], { criteria }: Rubric): string[] {
  return overrides.flatMap(({ criterion, points }, index) => {
    if (criterion === 'all') {
      const of = sumRegular(criteria);
      return points >= 0 && points <= of
        ? []
        : [`${index}.points: all has 0 to ${of}, not ${points}`];
    }
    const asked = criteria.find(({ id }) => id === criterion);
    if (!asked) return [`${index}.criterion: there is no criterion ${criterion}`];
    if (points >= 0 && points <= asked.points) return [];
    return [`${index}.points: criterion ${criterion} has 0 to ${asked.points}, not ${points}`];
  });
}
