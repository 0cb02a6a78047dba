/**
 * What a host says before its greeting, `SSH-2.0-…`, or in place of one: RFC 4253, 4.2, allows it
 * lines, and sshd, tcp wrappers and gateways say so why they hang up.
 */
import type { Duplex } from 'node:stream';

/** Of what a host says before its greeting so much is kept (RFC 4253, 4.2). */
const maxGreetingBytes = 2_048;

/** Gives the function that tells the lines that came before, or in place of, `SSH-2.0-…`. */
export function listenForGreeting(stream: Duplex): () => string {
  let text = '';
  const listen = (chunk: Buffer) => {
    text = (text + chunk.toString('latin1')).slice(0, maxGreetingBytes);
    if (/^SSH-/m.test(text) || text.length === maxGreetingBytes) stream.off('data', listen);
  };
  stream.on('data', listen);
  return () => text.split(/^SSH-/m)[0] ?? '';
}

/** The last lines, without what a terminal would obey. */
export function readWords(said: string): string {
  const lines = said.split(/\r?\n/).map((line) => line.replace(/[^\x21-\x7e]+/g, ' ').trim());
  return lines
    .filter((line) => line !== '')
    .slice(-3)
    .join(' / ')
    .slice(0, 300);
}
