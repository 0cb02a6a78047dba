/** What is known of a language that programs are written in; source-languages.ts has them. */

/** What a text in quotes is like. */
export interface StringForm {
  open: string;
  close: string;
  /** Whether it may go on over several lines; else the end of a line ends it, too. */
  isLong: boolean;
  /** Whether a backslash protects what follows. */
  hasEscapes: boolean;
}

export interface SourceLanguage {
  /** As people call it. */
  title: string;
  /** Endings of its files, without the dot. */
  endings: readonly string[];
  /** Interpreters in a `#!` line; a version may follow each name. */
  shebangs: readonly string[];
  comments: {
    /** Signs that begin a comment up to the end of the line. */
    line: readonly string[];
    /** Signs that begin and end one over several lines. */
    block: readonly (readonly [open: string, close: string])[];
    /** The same, where both stand at the beginning of a line: `=pod` to `=cut`. */
    pages?: readonly (readonly [open: RegExp, close: RegExp])[];
    /** Where a line comment may begin: in scripts a sign within a word is none (`$#list`). */
    begins: 'anywhere' | 'word' | 'statement';
  };
  strings: readonly StringForm[];
  /** Whether a string that stands alone is a comment, as in Python. */
  hasDocStrings?: boolean;
  /** How a function begins; its name is the first group. Matched by line, without comments. */
  functions: readonly RegExp[];
  /** How a class, or its like, begins. */
  classes: readonly RegExp[];
  /** How a function's body ends. */
  body: 'indent' | 'braces' | 'end';
}
