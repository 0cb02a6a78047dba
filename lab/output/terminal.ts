/**
 * What reads the output: a terminal, on which a line can be drawn over the one before, or GitHub's
 * runner, which takes any line that begins with `::` for a command. So what is printed there for
 * people is put between a stop and a token that no program can know ("Stopping and starting
 * workflow commands", docs.github.com).
 */

/** Narrower than this, a line that is drawn again would be broken into several. */
const minLiveColumns = 20;

/**
 * A terminal that can erase a line. Not with TERM=dumb, nor in CI, whose logs keep every drawing,
 * nor where the width is not known (a pty of 0 columns) or leaves no room.
 */
export function isLive(stream: NodeJS.WriteStream): boolean {
  const { TERM = '', CI = '' } = process.env;
  if (TERM === 'dumb' || (CI !== '' && CI !== 'false' && CI !== '0')) return false;
  return stream.isTTY === true && (stream.columns ?? 0) >= minLiveColumns;
}

/** The columns of a stream; `usual` where it does not know them, or has none. */
export function getColumns(stream: NodeJS.WriteStream, usual = 100): number {
  const { columns } = stream;
  return columns === undefined || columns < minLiveColumns ? usual : columns;
}

/** Whether it is GitHub's runner that reads. */
export function isOnGitHub(): boolean {
  return process.env.GITHUB_ACTIONS === 'true';
}

/** A text in which the runner looks for no commands; elsewhere the text as it is. */
export function stopCommands(text: string): string {
  if (!isOnGitHub()) return text;
  const token = crypto.randomUUID();
  return `::stop-commands::${token}\n${text.replace(/\n?$/, '\n')}::${token}::\n`;
}
