/**
 * Printing for both programs, from any thread: one line, one write, straight to file descriptor 1.
 *
 * In a worker thread process.stdout is only a message to the main thread, and what is still on its
 * way when the process ends is lost; fs.writeSync is not. What strangers sent is escaped, so that
 * no message can drive the terminal of whoever reads the line; ordinary Unicode stays as it is.
 */
import { writeSync } from 'node:fs';

/** A word that only lends its address to Atomics.wait, the one way to pause without a timer. */
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Prints one line to standard output. `text` has no newline; escape what is not yours first. */
export function printLine(text: string): void {
  writeAll(1, Buffer.from(`${text}\n`));
}

/** Prints one line to standard error: for what went wrong before there was a conversation. */
export function printProblem(text: string): void {
  writeAll(2, Buffer.from(`${text}\n`));
}

/**
 * Writes all bytes, waiting where the reader is slow: a terminal or pipe that is in non-blocking
 * mode answers EAGAIN when it is full (write(2)). A reader that is gone (EPIPE, and EIO for a
 * terminal that was closed) is no reason to break off a conversation.
 */
function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Short names for the control characters that people know by them. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Foreign text for one line of a terminal. Escaped are the control characters of Unicode (category
 * Cc: C0, DEL, C1), the two line separators, and the marks that turn the direction of all that
 * follows (UAX #9, explicit formatting); all else, emoji and right-to-left text too, is verbatim.
 */
export function escapeText(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16).padStart(2, '0');
    return shortNames.get(character) ?? (code < 256 ? `\\x${hex}` : `\\u{${hex}}`);
  });
}

/** Whether escapeText would change any line of this text. */
export function hasUnprintable(text: string): boolean {
  return /[^\n\P{Cc}]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);
}

/** Bytes of a stranger for one line of a terminal; what is not UTF-8 shows as U+FFFD. */
export function escapeBytes(bytes: Uint8Array): string {
  return escapeText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}
