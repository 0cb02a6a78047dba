/** Rubrics in files: YAML or JSON, checked against the schema, with path and hint in errors. */
import { readFile } from 'node:fs/promises';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';
import { type Rubric, rubricSchema } from '../model/rubric.ts';
import { parseYaml } from './parse-yaml.ts';

/** What there is: names of rubrics, and of the checkers that a criterion may ask. */
export interface RubricWords {
  known: readonly string[];
  checks: readonly string[];
}

/** Reads one. Throws LabError FILE_WRONG. */
export async function readRubricFile(file: string, words: RubricWords): Promise<Rubric> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `Cannot read the rubric ${file}: ${message}`, {
      hint: `--rubric takes ${words.known.join(', ')} or a file of yours: lab/grade/README.md`,
      cause,
    });
  }
  return parseRubric(text, file, words);
}

/** The text of a rubric file. Throws LabError FILE_WRONG. */
export function parseRubric(text: string, file: string, { checks }: RubricWords): Rubric {
  const hint = `A criterion has id, title, points and checks; the checks: ${checks.join(', ')}.`;
  const parsed = rubricSchema.safeParse(parseYaml(text, file, hint));
  if (!parsed.success) {
    throw new LabError('FILE_WRONG', `${file}: ${describeIssues(parsed.error)}`, { hint });
  }
  const problems = findProblems(parsed.data, checks);
  if (problems.length === 0) return parsed.data;
  throw new LabError('FILE_WRONG', `${file}: ${problems.join('; ')}`, { hint });
}

/** What a schema cannot say, each with the path to it. */
function findProblems({ criteria }: Rubric, checks: readonly string[]): string[] {
  const problems = criteria.length === 0 ? ['criteria: there is none'] : [];
  const seen = new Set<number>();
  for (const [index, { id, person, checks: asked }] of criteria.entries()) {
    const where = `criteria.${index}`;
    if (seen.has(id)) problems.push(`${where}.id: ${id} is there twice`);
    seen.add(id);
    if (person && asked.length > 0) {
      problems.push(`${where}.checks: a person decides it, so no check can`);
    }
    if (!person && asked.length === 0) {
      problems.push(`${where}.checks: it asks none; say which decide, or person: true`);
    }
    for (const [place, check] of asked.entries()) {
      if (checks.includes(check)) continue;
      problems.push(`${where}.checks.${place}: there is no checker ${JSON.stringify(check)}`);
    }
  }
  return problems;
}
