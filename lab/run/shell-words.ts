/** The words of a shell command, read by the rules of POSIX (XCU 2.2 and 2.3). */

export interface ShellWord {
  /** The word with its quotes removed. */
  text: string;
  /** Where it stands in the command, quotes included. */
  from: number;
  to: number;
  /** Whether the shell may make something else of it: `$HOME`, `~`, `*.py`. */
  isOpen: boolean;
  /** Whether a part of it is quoted: it may be a script of its own, as behind `sh -c`. */
  isQuoted: boolean;
}

const blank = /\s/;
const operator = /[;|&<>()]/;
const expanded = /[$`*?[~]/;

/** The words of a command, without its operators. An open quote reaches to the end. */
export function splitWords(command: string): ShellWord[] {
  const words: ShellWord[] = [];
  for (let at = 0; at < command.length; ) {
    const char = command.charAt(at);
    if (blank.test(char) || operator.test(char)) at += 1;
    else {
      const word = readWord(command, at);
      words.push(word);
      at = word.to;
    }
  }
  return words;
}

function readWord(command: string, from: number): ShellWord {
  const word: ShellWord = { text: '', from, to: from, isOpen: false, isQuoted: false };
  let quote = '';
  let at = from;
  for (; at < command.length; at += 1) {
    const char = command.charAt(at);
    const next = command.charAt(at + 1);
    if (quote === "'") {
      if (char === "'") quote = '';
      else word.text += char;
    } else if (char === '\\' && (quote === '' || /[$`"\\\n]/.test(next))) {
      if (next !== '\n') word.text += next;
      at += 1;
    } else if (quote === '"') {
      if (char === '"') quote = '';
      else {
        word.text += char;
        if (char === '$' || char === '`') word.isOpen = true;
      }
    } else if (char === "'" || char === '"') {
      quote = char;
      word.isQuoted = true;
    } else if (blank.test(char) || operator.test(char)) break;
    else {
      word.text += char;
      if (expanded.test(char)) word.isOpen = true;
    }
  }
  return { ...word, to: Math.min(at, command.length) };
}
