/** The command line that repeats a run or a sweep, quoted for a shell. */

export function describeCommand(script: string, argv: readonly string[]): string {
  const words = argv.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return [script, ...words].join(' ');
}
