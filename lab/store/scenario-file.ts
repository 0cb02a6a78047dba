/** Scenarios in files: YAML or JSON, checked against the schema, with path and hint in errors. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import * as z from 'zod';
import { LabError } from '../model/errors.ts';
import {
  describeMisfit,
  type Scenario,
  type ScenarioInput,
  scenarioSchema,
} from '../model/scenario.ts';
import { parseYaml } from './parse-yaml.ts';

const hint = 'A scenario is YAML 1.2 or JSON; its keys: zx lab/run.mjs --schema';

/** Reads one scenario. Throws LabError FILE_WRONG. JSON is read as YAML 1.2, which contains it. */
export async function readScenarioFile(file: string): Promise<Scenario> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new LabError('FILE_WRONG', `Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const result = scenarioSchema.safeParse(parseYaml(text, file, hint));
  if (result.success) return result.data;
  throw new LabError('FILE_WRONG', `${file}: ${describeMisfit(result.error, 'file')}`, {
    hint: 'The keys and their types: zx lab/run.mjs --schema',
  });
}

/** A scenario as the text of a file that `readScenarioFile` reads. */
export function renderScenarioFile(scenario: ScenarioInput): string {
  return stringify(scenario, { lineWidth: 100 });
}

/** The JSON Schema of a scenario file, for editors. */
export function getScenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
