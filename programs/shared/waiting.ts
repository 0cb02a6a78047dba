/**
 * Being started in advance, for a lab whose machines take seconds to start a Node: a program that
 * finds the name of a FIFO in LAB_WAIT gets ready, and reads from there what it is to do: a JSON
 * array of two, its flags, and what its environment has besides:
 *
 *     [["--port", "12000"], {"LAB_EPOCH": "/tmp/x.epoch"}]
 */
import { readFile } from 'node:fs/promises';

/**
 * The flags: those of the command line, or, of a program that was started in advance, those that it
 * is told once `getReady` is done. Throws an Error that quotes what is no order.
 */
export async function receiveFlags(getReady: () => Promise<unknown>): Promise<string[]> {
  const path = process.env.LAB_WAIT;
  if (path === undefined || path === '') return process.argv.slice(2);
  await getReady();
  const text = await readFile(path, 'utf8');
  const order = parseOrder(text);
  if (order === null) throw new Error(`LAB_WAIT (${path}) gave no order: ${text.trim()}`);
  delete process.env.LAB_WAIT;
  Object.assign(process.env, order.env);
  return order.flags;
}

/** An order as it stands in the FIFO; null if it is none. */
export function parseOrder(text: string): { flags: string[]; env: Record<string, string> } | null {
  try {
    const [flags, env]: unknown[] = JSON.parse(text);
    const isOrder = Array.isArray(flags) && areWords(flags) && areWords(Object.values(env ?? {}));
    return isOrder ? { flags, env: (env ?? {}) as Record<string, string> } : null;
  } catch {
    return null;
  }
}

function areWords(values: readonly unknown[]): values is string[] {
  return values.every((value) => typeof value === 'string');
}
