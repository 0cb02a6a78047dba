/** What a schema says of a value that does not fit it, as one line. */

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** Each issue with the path to it: `clients.0.role: a client is one capital letter`. */
export function describeIssues(
  error: { issues: readonly Issue[] },
  whole = 'the whole file',
): string {
  return error.issues
    .map((issue) => `${issue.path.map(String).join('.') || `(${whole})`}: ${issue.message}`)
    .join('; ');
}
