/**
 * GitHub's runner takes any line of a step's output that begins with `::` for a command. So what is
 * printed there for people is put between a stop and a token that no program can know ("Stopping
 * and starting workflow commands", docs.github.com).
 */
export function isOnGitHub(): boolean {
  return process.env.GITHUB_ACTIONS === 'true';
}

/** A text in which the runner looks for no commands; elsewhere the text as it is. */
export function stopCommands(text: string): string {
  if (!isOnGitHub()) return text;
  const token = crypto.randomUUID();
  return `::stop-commands::${token}\n${text.replace(/\n?$/, '\n')}::${token}::\n`;
}
