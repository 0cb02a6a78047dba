/**
 * What a script of the lab printed on a box, a `key=value` on each line, for preflight and doctor.
 * Values come from tools of the box: one that coloured its output, say, must not be taken for
 * another fact, nor for nothing.
 */
import { LabError } from '../model/errors.ts';
import { findControl } from '../model/plain-text.ts';

/**
 * All values of each key, in the order in which they were printed. Throws LabError COMMAND_FAILED,
 * with what was read, where one has control characters.
 */
export function readAnswers(text: string, boxName: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (findControl(value) !== undefined) throw refuseAnswer(boxName, key, value);
    values.set(key, [...(values.get(key) ?? []), value.trim()]);
  }
  return values;
}

/** The error for an answer that the lab cannot read. */
export function refuseAnswer(boxName: string, key: string, value: string): LabError {
  const message = `The look at ${boxName} cannot be read: it gave ${key}=${JSON.stringify(value)}`;
  return new LabError('COMMAND_FAILED', message, {
    hint: 'See which program of that name comes first in PATH there, and what it prints.',
  });
}
