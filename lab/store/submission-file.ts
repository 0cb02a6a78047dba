/** submission.yaml: how a submission is run, checked against its schema as scenario files are. */
import { stringify } from 'yaml';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';
import { makeSubmissionSchema, type Submission } from '../model/submission.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * The text of a submission.yaml for an assignment of these roles; an empty one says nothing. Throws
 * LabError FILE_WRONG.
 */
export function parseSubmission(
  text: string,
  file: string,
  assignment: { clients: readonly string[]; port: number },
): Submission {
  const schema = makeSubmissionSchema(assignment);
  const keys = Object.keys(schema.shape).join(', ');
  const hint = `Its keys, all optional: ${keys}; zx lab/grade.mjs DIR --init writes one.`;
  const result = schema.safeParse(parseYaml(text, file, hint) ?? {});
  if (result.success) return result.data;
  throw new LabError('FILE_WRONG', `${file}: ${describeIssues(result.error)}`, { hint });
}

/** A submission as the text of a file that `parseSubmission` reads. */
export function renderSubmissionFile(submission: Submission): string {
  return stringify(submission, { lineWidth: 100 });
}
