/** Whether and how wide a line can be drawn over the one before. */

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
