/** Breaking text into lines where the renderer cannot: SVG knows no wrapping. */

/** Lines of at most `columns` characters, at most `most` of them; the last tells of more by "…". */
export function wrapWords(text: string, columns: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(0, columns * (most + 1)).split(/\s+/)) {
    for (const part of splitWord(word, columns)) {
      if (line !== '' && line.length + 1 + part.length > columns) {
        lines.push(line);
        line = part;
      } else line = line === '' ? part : `${line} ${part}`;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cutWords(`${lines[most - 1]} …`, columns)];
}

/** A text cut to a number of characters, with "…" if something is missing. */
export function cutWords(text: string, columns: number): string {
  const characters = Array.from(text.slice(0, 2 * columns + 2));
  if (characters.length <= columns && text.length <= 2 * columns) return text;
  return `${characters.slice(0, Math.max(1, columns - 1)).join('')}…`;
}

function splitWord(word: string, columns: number): string[] {
  const characters = Array.from(word);
  const count = Math.max(1, Math.ceil(characters.length / columns));
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * columns, (index + 1) * columns).join(''),
  );
}
