/** What a schema says of a value that does not fit it, as one line. */
import type { z } from 'zod';

/** Each issue with the path to it: `clients.0.role: a client is one capital letter`. */
export function describeIssues(error: z.ZodError, whole = 'the whole file'): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || `(${whole})`}: ${issue.message}`)
    .join('; ');
}
