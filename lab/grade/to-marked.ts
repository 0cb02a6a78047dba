/** From a marking to what a table or a stored class keeps of it. */

import { describeHow, type Marked } from '../model/class.ts';
import { getGrade, type Marking } from '../model/marking.ts';
import { findDecidingPlaces } from '../reporters/html/page.ts';
import { hashFiles, hashTexts } from './class-texts.ts';
import { listLeftOpen } from './judge-marking.ts';
import type { FoundFile } from './read-folder.ts';
import { tokenizeFiles } from './tokenize.ts';

/** `about` says where it lies in the class. */
export function toMarked(
  marking: Marking,
  about: { slug: string; files: readonly FoundFile[]; wallMs: number },
): Marked {
  const { name, outcome, flags, refusal, report } = marking;
  const { slug, files, wallMs } = about;
  const leftOpen = report ? listLeftOpen(report.runs) : [];
  return {
    ...{ name, slug, outcome, flags, wallMs },
    how: describeHow(marking),
    refusal: refusal ?? null,
    grade: getGrade(marking),
    ...(leftOpen.length > 0 && { leftOpen }),
    directory: report?.directory ?? null,
    page: report ? `${slug}/report.html` : null,
    places: report ? findDecidingPlaces(report) : {},
    digest: hashFiles(files),
    ...{ texts: hashTexts(files), tokens: tokenizeFiles(files) },
  };
}
