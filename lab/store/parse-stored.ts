/** What every reader of stored files does: a file's bytes, JSON, its version, its schema. */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { describeIssues } from '../model/describe-issues.ts';
import { LabError } from '../model/errors.ts';

/** A file's bytes; undefined only if it is not there: what cannot be read was not left out. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const message = `Cannot read ${file}: ${(cause as Error).message}`;
    throw new LabError('RUN_UNREADABLE', message, { cause });
  }
}

/** Throws LabError RUN_UNREADABLE for what another lab stored in another form. */
export function checkVersion(value: unknown, file: string, known: number): void {
  const version = (value as { version?: unknown } | null)?.version;
  if (version === known) return;
  const found =
    version === undefined ? 'says no version' : `is of version ${describeValue(version)}`;
  throw new LabError('RUN_UNREADABLE', `${file} ${found}; this lab reads ${known}`, {
    hint: 'Judge it with the lab that stored it.',
  });
}

/** A value in a message: short, whatever it is. */
export function describeValue(value: unknown): string {
  return cutWord(JSON.stringify(value));
}

function cutWord(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LabError('RUN_UNREADABLE', `${where}: ${describeIssues(parsed.error, 'all of it')}`);
}

export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LabError('RUN_UNREADABLE', `${where}: ${(cause as Error).message}`, { cause });
  }
}
