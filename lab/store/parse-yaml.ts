/** The text of a file of the user's as a value: YAML 1.2, or JSON, which it contains. */
import { parseDocument } from 'yaml';
import { LabError } from '../model/errors.ts';

/** `hint` says which keys such a file has. Throws LabError FILE_WRONG. */
export function parseYaml(text: string, file: string, hint: string): unknown {
  try {
    const document = parseDocument(text, { prettyErrors: true });
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS(); // This throws, too: where aliases would grow beyond all measure.
  } catch (cause) {
    const { message } = cause as Error;
    throw new LabError('FILE_WRONG', `${file}: ${message.trim()}`, { hint, cause });
  }
}
