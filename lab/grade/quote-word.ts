/** One word of a shell command (POSIX.1-2017, 2.2.2); plain words and placeholders stay bare. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
