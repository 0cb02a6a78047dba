/** Opens a submission: reads its folder, and concludes how it is run. Nothing of it is run here. */
import path from 'node:path';
import { LabError } from '../model/errors.ts';
import type { Conclusion } from '../model/submission.ts';
import { parseSubmission } from '../store/submission-file.ts';
import { concludeSubmission, submissionFile } from './conclude.ts';
import { type FoundFile, getTexts, readFolder } from './read-folder.ts';

export interface OpenedSubmission {
  name: string;
  /** Its folder; where all of it lies in a single folder within, that one. */
  root: string;
  files: FoundFile[];
  /** What is no ordinary file, and was left out. */
  left: { path: string; because: string }[];
  conclusion: Conclusion;
}

/** Throws LabError FILE_WRONG. */
export async function openSubmission(folder: string): Promise<OpenedSubmission> {
  const { files, left } = await readFolder(folder);
  if (files.length === 0) {
    throw new LabError('FILE_WRONG', `${folder} holds no file`, {
      hint: 'Name the folder of one submission.',
    });
  }
  const within = getOnlyFolder(files);
  const inner = files.map((file) => ({ ...file, path: file.path.slice(within.length) }));
  const texts = getTexts(inner);
  const said = texts.find((file) => file.path === submissionFile);
  const root = path.join(folder, within.replace(/\/$/, ''));
  return {
    name: path.basename(path.resolve(folder)),
    root,
    files: inner,
    left,
    conclusion: concludeSubmission(
      texts,
      said && parseSubmission(said.text, path.join(root, submissionFile)),
    ),
  };
}

/** Archives mostly hold one folder: `lab2/` where all paths begin so, else nothing. */
function getOnlyFolder(files: readonly FoundFile[]): string {
  const [first] = files;
  const end = first?.path.indexOf('/') ?? -1;
  if (first === undefined || end < 0) return '';
  const prefix = first.path.slice(0, end + 1);
  return files.every((file) => file.path.startsWith(prefix)) ? prefix : '';
}
