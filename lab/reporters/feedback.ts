/**
 * Feedback for each student of a class, a page each, under names that Canvas and Moodle take back:
 * both go by the numbers that their export put into a name.
 *
 * Canvas, "Re-upload submissions": what counts in a name are the numbers of the student and of the
 * file that was handed in (infer_comment_context_from_filename in app/models/abstract_assignment.rb
 * of canvas-lms). Moodle, "Upload multiple feedback files in a zip": names keep what stands before
 * the file's own, `Ada King_123_assignsubmission_file_` (is_valid_filename_for_import in
 * mod/assign/feedback/file/importziplib.php of moodle).
 */
import { zipSync } from 'fflate';
import { type ClassReport, listStudents, type Student } from '../model/class.ts';
import { joinFirst } from '../model/wording.ts';
import { type FeedbackContext, renderFeedbackPage } from './html/feedback-page.ts';

export interface FeedbackFile {
  name: string;
  html: string;
}

/** A page for each who handed in; the members of a group have one each. Names are unique. */
export function renderFeedback(report: ClassReport, context: FeedbackContext = {}): FeedbackFile[] {
  const taken = new Set<string>();
  return listStudents(report).map((student) => {
    const html = renderFeedbackPage(student, report, context);
    for (let number = 1; ; number += 1) {
      const name = nameFile(student, number);
      // Windows and macOS take two names for one that differ by case only.
      const key = name.normalize('NFC').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return { name, html };
    }
  });
}

/** What a person should know who gives them back. */
export function noteNames(report: Pick<ClassReport, 'submissions'>): string[] {
  const students = listStudents(report);
  const ofCanvas = students.filter(({ person }) => person?.exporter === 'Canvas');
  if (ofCanvas.length === 0) return [];
  const shown =
    'feedback: Canvas shows each page under the name of the file that the student handed in ' +
    '(lab2.zip, say); what it opens is the page';
  const without = ofCanvas.filter(({ person }) => person?.prefix === undefined);
  const names = without.map(({ name }) => name);
  const left =
    'feedback: Canvas takes no page back where a text or a link was handed in, since that has no ' +
    `number of a file: ${joinFirst(names, 8)}`;
  return names.length === 0 ? [shown] : [shown, left];
}

/** The bytes of a zip of them. */
export function packFeedback(files: readonly FeedbackFile[], startedAt: string): Uint8Array {
  const mtime = new Date(startedAt);
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(files.map(({ name, html }) => [name, [encoder.encode(html), { mtime }]])),
  );
}

/** What no system allows in a name, what turns or hides it, and a dot that hides the file. */
const unsafe = /[\\/:*?"<>|]|\p{C}|^[.~]+/gu;
const longestName = 80;

function nameFile({ name, person }: Student, number: number): string {
  const again = number === 1 ? '' : ` ${number}`;
  if (person?.prefix !== undefined) {
    return `${person.prefix.replaceAll(unsafe, '-')}feedback${again}.html`;
  }
  const plain = name.normalize('NFC').replaceAll(unsafe, '-').trim();
  return `${Array.from(plain).slice(0, longestName).join('') || 'submission'}${again} feedback.html`;
}
