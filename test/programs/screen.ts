/**
 * What a terminal shows after all that was written to it: enough of ECMA-48 for what node:readline
 * and our programs write (line feeds, returns, wrapping, moving the cursor, erasing downwards).
 */

/** The rows of the screen, without spaces at their ends; nothing scrolls away. */
export function readScreen(output: string, columns: number): string[] {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const getRow = () => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is driven by them
  for (const [token] of output.matchAll(/\u001b\[\??(\d*(?:;\d+)*)([A-Za-z])|[\s\S]/gu)) {
    if (token === '\n') row += 1;
    else if (token === '\r') column = 0;
    else if (token.startsWith('\u001b[') && token.length > 2) {
      const count = Number.parseInt(token.slice(2), 10);
      const step = Number.isNaN(count) ? 1 : count;
      const letter = token.at(-1);
      if (letter === 'A') row = Math.max(0, row - step);
      else if (letter === 'B') row += step;
      else if (letter === 'C') column += step;
      else if (letter === 'D') column = Math.max(0, column - step);
      else if (letter === 'G') column = step - 1;
      else if (letter === 'J' || letter === 'K') {
        getRow().length = Math.min(getRow().length, column);
        if (letter === 'J') rows.length = row + 1;
      }
    } else {
      // A terminal wraps when the next character comes, not when the row is full.
      if (column === columns) {
        column = 0;
        row += 1;
      }
      const cells = getRow();
      while (cells.length < column) cells.push(' ');
      cells[column] = token;
      column += 1;
    }
  }
  const text = rows.map((cells) => cells.join('').trimEnd());
  while (text.at(-1) === '') text.pop();
  return text;
}
