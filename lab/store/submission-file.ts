/** submission.yaml: how a submission is run, checked against its schema as scenario files are. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';
import { type Submission, submissionSchema } from '../model/submission.ts';
import { parseYaml } from './parse-yaml.ts';

const keys = Object.keys(submissionSchema.shape).join(', ');
const hint = `Its keys, all optional: ${keys}; zx lab/grade.mjs DIR --init writes one.`;

/** Reads one; undefined where there is none. Throws LabError FILE_WRONG. */
export async function readSubmissionFile(file: string): Promise<Submission | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new LabError('FILE_WRONG', `Cannot read ${file}: ${message}`, { cause });
  }
  return parseSubmission(text, file);
}

/** The text of a submission.yaml; an empty one says nothing. Throws LabError FILE_WRONG. */
export function parseSubmission(text: string, file: string): Submission {
  const result = submissionSchema.safeParse(parseYaml(text, file, hint) ?? {});
  if (result.success) return result.data;
  throw new LabError('FILE_WRONG', `${file}: ${describeIssues(result.error)}`, { hint });
}

/** A submission as the text of a file that `readSubmissionFile` reads. */
export function renderSubmissionFile(submission: Submission): string {
  return stringify(submission, { lineWidth: 100 });
}
