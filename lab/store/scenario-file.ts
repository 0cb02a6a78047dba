/** Scenarios in files: YAML or JSON, checked against the schema, with path and hint in errors. */
import { readFile } from 'node:fs/promises';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { LabError } from '../model/errors.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { describeIssues } from './describe-issues.ts';

/** Reads one scenario. Throws LabError FILE_WRONG. JSON is read as YAML 1.2, which contains it. */
export async function readScenarioFile(file: string): Promise<Scenario> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new LabError('FILE_WRONG', `Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const result = scenarioSchema.safeParse(parseText(text, file));
  if (result.success) return result.data;
  throw new LabError('FILE_WRONG', `${file}: ${describeIssues(result.error)}`, {
    hint: 'The keys and their types: zx lab/run.mjs --schema',
  });
}

function parseText(text: string, file: string): unknown {
  try {
    const document = parseDocument(text, { prettyErrors: true });
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS(); // This throws, too: where aliases would grow beyond all measure.
  } catch (cause) {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `${file}: ${message.trim()}`, {
      hint: 'A scenario is YAML 1.2 or JSON; its keys: zx lab/run.mjs --schema',
      cause,
    });
  }
}

/** A scenario as the text of a file that `readScenarioFile` reads. */
export function renderScenarioFile(scenario: ScenarioInput): string {
  return stringify(scenario, { lineWidth: 100 });
}

/** The JSON Schema of a scenario file, for editors. */
export function getScenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
